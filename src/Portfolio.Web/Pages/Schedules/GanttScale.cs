using System.Globalization;

namespace Portfolio.Web.Pages.Schedules;

/// <summary>Where days stand on a chart of whole years, in percent of its width: pictures keep their shapes at any width that way.</summary>
internal sealed class GanttScale
{
    private readonly int start;
    private readonly int days;

    private GanttScale(int firstYear, int lastYear)
    {
        (FirstYear, LastYear) = (firstYear, lastYear);
        start = new DateOnly(firstYear, 1, 1).DayNumber;
        days = new DateOnly(lastYear, 12, 31).DayNumber + 1 - start;
    }

    /// <summary>First year shown.</summary>
    public int FirstYear { get; }

    /// <summary>Last year shown.</summary>
    public int LastYear { get; }

    /// <summary>Years that bear a line and a number: all, or every second, fifth … where they would crowd.</summary>
    public IEnumerable<int> Ticks
    {
        get
        {
            var step = (LastYear - FirstYear) switch { < 10 => 1, < 20 => 2, < 50 => 5, _ => 10 };
            for (var year = FirstYear; year <= LastYear; year += step)
                yield return year;
        }
    }

    /// <summary>A scale that holds all these days.</summary>
    /// <param name="days">At least one of them is not null.</param>
    public static GanttScale Of(IEnumerable<DateOnly?> days)
    {
        var years = days.OfType<DateOnly>().Select(d => d.Year).ToList();
        return new GanttScale(years.Min(), years.Max());
    }

    /// <summary>Place of a day, as <c>12.34%</c>.</summary>
    public string At(DateOnly day) => Percent(day.DayNumber - start);

    /// <summary>Distance between two days, as <c>1.23%</c>; nought where the second is not after the first.</summary>
    public string Between(DateOnly from, DateOnly to) => Percent(Math.Max(0, to.DayNumber - from.DayNumber));

    private string Percent(int passed) => (100.0 * passed / days).ToString("0.##", CultureInfo.InvariantCulture) + "%";
}
