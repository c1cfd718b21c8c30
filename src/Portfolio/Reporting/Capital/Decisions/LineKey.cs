using System.Globalization;
using Portfolio.Common;

namespace Portfolio.Reporting.Capital.Decisions;

/// <summary>Reads <see cref="DecisionLine.Key"/>.</summary>
internal static class LineKey
{
    /// <exception cref="ValidationFailedException">It is no such key.</exception>
    public static (string? Project, string? Source, int? Year) Read(string? key) => key?.Split('/') switch
    {
        null => (null, null, null),
        [.. { Length: > 0 } project, var source, var text] when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var year) =>
            (string.Join('/', project), source, year),
        _ => throw new ValidationFailedException(
            [new FieldFailure("after", "validation.unknown_value", new Dictionary<string, object?> { ["PropertyValue"] = key })]),
    };
}
