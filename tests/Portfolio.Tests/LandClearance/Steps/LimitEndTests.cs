using Dapper;
using Npgsql;
using Portfolio.Tests.Support;

namespace Portfolio.Tests.LandClearance.Steps;

/// <summary>The one calendar of working days and limits, which is the database's.</summary>
internal sealed class LimitEndTests
{
    private TestDatabase database = null!;
    private NpgsqlConnection connection = null!;

    [OneTimeSetUp]
    public async Task OpenAsync()
    {
        database = await TestDatabase.CreateAsync();
        connection = await database.OpenAsync();
        await connection.ExecuteAsync("""
            insert into directory.holiday (day, name, source_document, verified) values ('2026-09-01', 'Nghỉ', 'x', false), ('2026-09-02', 'Quốc khánh', 'x', true),
                ('2026-12-26', 'một ngày thứ bảy', 'x', false)
            """);
    }

    [OneTimeTearDown]
    public async Task CloseAsync()
    {
        await connection.DisposeAsync();
        await database.DisposeAsync();
    }

    [TestCase("2026-01-31", 1, "month", "2026-02-28")]
    [TestCase("2028-01-31", 1, "month", "2028-02-29")]
    [TestCase("2028-02-29", 12, "month", "2029-02-28")]
    [TestCase("2027-02-28", 12, "month", "2028-02-28")]
    [TestCase("2026-10-31", 4, "month", "2027-02-28")]
    [TestCase("2026-12-15", 30, "day", "2027-01-14")]
    [TestCase("2028-02-01", 30, "day", "2028-03-02")]
    [TestCase("2026-06-12", 1, "working_day", "2026-06-15")] // a Friday: the next working day is Monday
    [TestCase("2026-06-13", 1, "working_day", "2026-06-15")] // a Saturday
    [TestCase("2026-06-15", 5, "working_day", "2026-06-22")]
    [TestCase("2026-06-15", 30, "working_day", "2026-07-27")]
    [TestCase("2026-08-31", 1, "working_day", "2026-09-03")] // two holidays in between
    [TestCase("2026-08-31", 1, "day", "2026-09-01")] // which count among days
    [TestCase("2026-12-25", 1, "working_day", "2026-12-28")] // a holiday at the weekend takes nothing
    public async Task A_limit_ends_on_the_day_that_the_calendar_says(string start, int value, string unit, string end) =>
        Assert.That(
            await connection.ExecuteScalarAsync<string>("select land_clearance.limit_ends(cast(@start as date), @value, @unit)::text", new { start, value, unit }),
            Is.EqualTo(end));

    [Test]
    public async Task Working_days_are_found_one_by_one_over_years()
    {
        var holidays = new HashSet<DateOnly> { new(2026, 9, 1), new(2026, 9, 2), new(2026, 12, 26) };
        var reckoned = await connection.QueryAsync<(DateOnly Start, int Days, DateOnly End)>("""
            select s::date, v, directory.after_working_days(s::date, v)
            from generate_series(date '2026-08-20', date '2026-09-10', interval '1 day') s cross join unnest(array[1, 2, 7, 30, 90, 400]) v
            """);
        Assert.That(reckoned.Where(r => r.End != Walk(r.Start, r.Days)), Is.Empty);

        DateOnly Walk(DateOnly day, int left)
        {
            while (left > 0)
            {
                day = day.AddDays(1);
                if (day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && !holidays.Contains(day))
                    left--;
            }
            return day;
        }
    }
}
