using Portfolio.Common;

namespace Portfolio.Web.Api;

/// <summary>A text of the query string as the services want it.</summary>
internal static class QueryText
{
    /// <summary>The text; null when it is blank, as <c>?plan=</c> filters nothing.</summary>
    /// <exception cref="ValidationFailedException">It holds a NUL character, which no text of PostgreSQL can.</exception>
    public static string? Clean(string name, string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return null;
        return text.Contains('\0', StringComparison.Ordinal) ? throw Fault(name, "validation.not_text") : text;
    }

    /// <summary>The refusal of one parameter.</summary>
    public static ValidationFailedException Fault(string name, string code, params (string Name, object? Value)[] arguments) =>
        new([new FieldFailure(name, code, arguments.ToDictionary(a => a.Name, a => a.Value))]);
}
