using Portfolio.Common;
using Portfolio.Database.Seeds.Reading;
using Portfolio.Milestones;
using Portfolio.Plans;

namespace Portfolio.Database.Seeds.Checks;

/// <summary>What must hold between the fields of one row.</summary>
internal static class ValueChecks
{
    /// <summary>A comparator asks for no value, one, or two in order.</summary>
    public static void Comparison(string file, int line, string comparator, decimal? value, decimal? valueTo, SeedFaults faults)
    {
        if (faults.Touch(file, line))
            return;
        if (comparator == "text" && value is not null)
            Add("value", "comparator text has no value", "empty the field or choose another comparator");
        if (comparator != "text" && value is null)
            Add("value", $"comparator {comparator} needs a value", "fill it in, or choose comparator text");
        if (comparator == "range" && valueTo is null)
            Add("value_to", "comparator range needs an upper value", "fill it in");
        if (comparator == "range" && valueTo <= value)
            Add("value_to", "the upper value of the range is not above the lower one", "correct one of them");
        if (comparator != "range" && valueTo is not null)
            Add("value_to", "only comparator range has an upper value", "empty the field or choose comparator range");

        void Add(string column, string reason, string remedy) => faults.Add(file, line, column, reason, remedy);
    }

    /// <summary>Month and day belong together; a date belongs to a report asked for once; on request there is neither.</summary>
    public static void Obligation(SeedLine<ObligationSeed> line, SeedFaults faults)
    {
        var (month, day, date) = (line.Value.BeforeMonth, line.Value.BeforeDay, line.Value.BeforeDate);
        if (faults.Touch(line.File, line.Line))
            return;
        if (month is null != day is null)
            Add(month is null ? "month" : "day", "month and day belong together", "fill in both or neither");
        // 2024 is a leap year: a report may be due before 29 February.
        else if (month is { } m && day > DateTime.DaysInMonth(2024, m))
            Add("day", FormattableString.Invariant($"month {m} has no day {day}"), "correct it");
        if (date is not null && line.Value.Frequency != "once")
            Add("date", "only a report asked for once has a date", "use month and day, or frequency once");
        if (line.Value.Frequency == "once" && month is not null)
            Add("month", "a report asked for once has a date, not a month and day", "write the date");
        if (line.Value.Frequency == "on_request" && month is not null)
            Add("month", "a report on request has no day", "empty month and day or correct the frequency");

        void Add(string column, string reason, string remedy) => faults.Add(line.File, line.Line, column, reason, remedy);
    }

    /// <summary>A due date is the last day of its period; continuous work has none.</summary>
    public static void DueDate(SeedLine<MilestoneSeed> line, SeedFaults faults)
    {
        if (!DatePrecisions.TryParse(line.Value.PlannedPrecision, out var precision) || faults.Touch(line.File, line.Line))
            return;
        if (precision == DatePrecision.Continuous)
        {
            if (line.Value.PlannedOn is not null)
                faults.Add(line.File, line.Line, "date", "continuous work has no date", "empty the field or correct the precision");
        }
        else if (line.Value.PlannedOn is not { } date)
        {
            faults.Add(line.File, line.Line, "date", "the field is empty", "write the last day of the period, or precision continuous");
        }
        else if (!precision.IsLastDay(date))
        {
            faults.Add(
                line.File, line.Line, "date",
                FormattableString.Invariant($"{date:yyyy-MM-dd} is not the last day of a {line.Value.PlannedPrecision}"),
                "write the last day of the period, as seeds/README.md lists them");
        }
    }
}
