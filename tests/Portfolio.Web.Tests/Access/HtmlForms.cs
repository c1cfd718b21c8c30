using System.Net;
using System.Text.RegularExpressions;

namespace Portfolio.Web.Tests.Access;

/// <summary>A form as it stands on a page.</summary>
/// <param name="Action">Where it goes; the page itself where it says nothing.</param>
/// <param name="Posts">Whether it is sent by POST.</param>
/// <param name="Fields">Its fields with what stands in them.</param>
internal sealed partial record HtmlForm(string Action, bool Posts, IReadOnlyList<KeyValuePair<string, string>> Fields)
{
    /// <summary>The forms of a page.</summary>
    /// <param name="html">The page.</param>
    /// <param name="address">Its address.</param>
    public static IEnumerable<HtmlForm> In(string html, string address) =>
        from Match form in Form().Matches(html)
        let head = form.Groups["head"].Value
        let action = WebUtility.HtmlDecode(Attribute(head, "action") ?? "")
        select new HtmlForm(
            action.Length == 0 ? address : action, Attribute(head, "method") is "post", [.. FieldsOf(form.Groups["body"].Value)]);

    private static IEnumerable<KeyValuePair<string, string>> FieldsOf(string body) =>
        from Match field in Field().Matches(body)
        let name = Attribute(field.Value, "name")
        where name is not null
        let text = field.Groups["text"]
        select KeyValuePair.Create(WebUtility.HtmlDecode(name), WebUtility.HtmlDecode(text.Success ? text.Value : Attribute(field.Value, "value") ?? ""));

    private static string? Attribute(string tag, string name) =>
        Regex.Match(tag, $"\\s{name}=\"([^\"]*)\"") is { Success: true } found ? found.Groups[1].Value : null;

    [GeneratedRegex("<form(?<head>[^>]*)>(?<body>.*?)</form>", RegexOptions.Singleline)]
    private static partial Regex Form();

    [GeneratedRegex("<(?:input|select|button)\\b[^>]*>|<textarea\\b[^>]*>(?<text>[^<]*)")]
    private static partial Regex Field();
}
