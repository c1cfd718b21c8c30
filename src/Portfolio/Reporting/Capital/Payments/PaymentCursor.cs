using System.Globalization;
using Portfolio.Common;

namespace Portfolio.Reporting.Capital.Payments;

/// <summary>Where a stretch of payments ended: the moment they are ordered by, and the key of the last one.</summary>
internal readonly record struct PaymentCursor(long Moment, long Id)
{
    private static readonly long LastMoment = DateTime.MaxValue.Ticks / TimeSpan.TicksPerMicrosecond;

    /// <summary>The moment as a day.</summary>
    public DateOnly Day => DateOnly.FromDayNumber((int)Math.Min(Moment, DateOnly.MaxValue.DayNumber));

    /// <summary>The moment as an instant.</summary>
    public DateTimeOffset Instant => new(Math.Min(Moment, LastMoment) * TimeSpan.TicksPerMicrosecond, TimeSpan.Zero);

    public static PaymentCursor OfDay(PaymentRow row) => new(row.PaidOn.DayNumber, row.Id);

    public static PaymentCursor OfInstant(PaymentRow row) => new(row.EnteredAt.UtcTicks / TimeSpan.TicksPerMicrosecond, row.Id);

    /// <exception cref="ValidationFailedException">It is not what <see cref="ToString"/> gave.</exception>
    public static PaymentCursor? Parse(string? text)
    {
        if (text is null)
            return null;
        return text.Split('-') is [var moment, var id] && Number(moment) is { } at && Number(id) is { } key
            ? new(at, key)
            : throw new ValidationFailedException([new FieldFailure("after", "validation.unknown_value", new Dictionary<string, object?> { ["PropertyValue"] = text })]);
    }

    public override string ToString() => FormattableString.Invariant($"{Moment}-{Id}");

    private static long? Number(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
