namespace Portfolio.Web.Formatting;

/// <summary>Texts as forms send them.</summary>
internal static class TypedText
{
    /// <summary>
    /// The text with lines ended by one letter: a browser sends two for each and counts one, so a text that just fits its field would
    /// be too long here.
    /// </summary>
    public static string? Plain(string? text) => text?.Replace("\r\n", "\n", StringComparison.Ordinal);
}
