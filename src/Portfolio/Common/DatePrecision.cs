namespace Portfolio.Common;

/// <summary>How exact a date of a document is. The date itself is then the last day of its period.</summary>
public enum DatePrecision
{
    /// <summary>A day: "19/5/2026".</summary>
    Day,

    /// <summary>A month: "tháng 3 năm 2026".</summary>
    Month,

    /// <summary>A quarter: "Quý IV năm 2027".</summary>
    Quarter,

    /// <summary>Half a year: "đầu năm 2026".</summary>
    HalfYear,

    /// <summary>A year: "năm 2026".</summary>
    Year,

    /// <summary>Several years: "2026-2030".</summary>
    Period,

    /// <summary>Continuous work ("thường xuyên"): no due date, never overdue.</summary>
    Continuous,
}

/// <summary>Names and calendar rules of <see cref="DatePrecision"/>.</summary>
public static class DatePrecisions
{
    private static readonly Dictionary<string, DatePrecision> ByCode = new(StringComparer.Ordinal)
    {
        ["day"] = DatePrecision.Day,
        ["month"] = DatePrecision.Month,
        ["quarter"] = DatePrecision.Quarter,
        ["half_year"] = DatePrecision.HalfYear,
        ["year"] = DatePrecision.Year,
        ["period"] = DatePrecision.Period,
        ["continuous"] = DatePrecision.Continuous,
    };

    /// <summary>Reads the code used in files and in the database.</summary>
    public static bool TryParse(string code, out DatePrecision precision) => ByCode.TryGetValue(code, out precision);

    /// <summary>The code used in files and in the database.</summary>
    public static string Code(this DatePrecision precision) => ByCode.First(p => p.Value == precision).Key;

    /// <summary>Whether the day is the last one of a period of this precision, as a due date must be.</summary>
    public static bool IsLastDay(this DatePrecision precision, DateOnly day) => precision switch
    {
        DatePrecision.Day => true,
        DatePrecision.Month => day.AddDays(1).Day == 1,
        DatePrecision.Quarter => day.AddDays(1) is { Day: 1, Month: 1 or 4 or 7 or 10 },
        DatePrecision.HalfYear => day is { Month: 6, Day: 30 } or { Month: 12, Day: 31 },
        DatePrecision.Year or DatePrecision.Period => day is { Month: 12, Day: 31 },
        _ => false,
    };

    /// <summary>First day of the period that ends on a day; null where the precision does not tell where it begins.</summary>
    public static DateOnly? FirstDay(this DatePrecision precision, DateOnly last) => precision switch
    {
        DatePrecision.Day => last,
        DatePrecision.Month => new DateOnly(last.Year, last.Month, 1),
        DatePrecision.Quarter => new DateOnly(last.Year, last.Month, 1).AddMonths(-2),
        DatePrecision.HalfYear => new DateOnly(last.Year, last.Month, 1).AddMonths(-5),
        DatePrecision.Year => new DateOnly(last.Year, 1, 1),
        _ => null,
    };
}
