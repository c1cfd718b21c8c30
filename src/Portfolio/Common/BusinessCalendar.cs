namespace Portfolio.Common;

/// <summary>The business date: today in Asia/Ho_Chi_Minh, whatever the clock zone of the server is.</summary>
public sealed class BusinessCalendar(TimeProvider clock)
{
    // Viet Nam has kept UTC+7 without daylight saving since 1975, so no time-zone data is needed on the machine.
    private static readonly TimeSpan Offset = TimeSpan.FromHours(7);

    /// <summary>The time zone of the schedule.</summary>
    public static TimeZoneInfo Zone { get; } = TimeZoneInfo.CreateCustomTimeZone("Asia/Ho_Chi_Minh", Offset, null, null);

    /// <summary>The present instant, shown in Vietnamese time.</summary>
    public DateTimeOffset Now => clock.GetUtcNow().ToOffset(Offset);

    /// <summary>Today in Viet Nam.</summary>
    public DateOnly Today => DateOnly.FromDateTime(Now.DateTime);

    /// <summary>The instant at which a business day begins.</summary>
    public static DateTimeOffset StartOf(DateOnly day) => new(day.ToDateTime(TimeOnly.MinValue), Offset);

    /// <summary>The same instant in Vietnamese time.</summary>
    public static DateTimeOffset InVietNam(DateTimeOffset instant) => instant.ToOffset(Offset);
}
