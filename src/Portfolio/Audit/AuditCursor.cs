using System.Globalization;
using Portfolio.Common;

namespace Portfolio.Audit;

/// <summary>Where a stretch of the trail ended: time and id of its last event, the order of the list.</summary>
internal readonly record struct AuditCursor(DateTime OccurredAt, long Id)
{
    public static AuditCursor Of(EventRow row) => new(row.OccurredAt, row.Id);

    /// <exception cref="ValidationFailedException">It is not what <see cref="ToString"/> gave.</exception>
    public static AuditCursor? Parse(string? text)
    {
        if (text is null)
            return null;
        return text.Split('-') is [var time, var id] && Number(time) is { } micros and <= 253_402_300_799_999_999 && Number(id) is { } key
            ? new(DateTime.UnixEpoch.AddMicroseconds(micros), key)
            : throw new ValidationFailedException([new FieldFailure("after", "validation.unknown_value", new Dictionary<string, object?> { ["PropertyValue"] = text })]);
    }

    public override string ToString() => FormattableString.Invariant($"{(OccurredAt - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond}-{Id}");

    private static long? Number(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
