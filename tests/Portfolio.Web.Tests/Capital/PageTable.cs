using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;

namespace Portfolio.Web.Tests.Capital;

/// <summary>The rows of a table of a page: what each is about, and its amounts to the đồng from the left.</summary>
internal static partial class PageTable
{
    /// <param name="page">HTML.</param>
    /// <param name="title">Id of the heading of the section that holds the table.</param>
    public static IReadOnlyList<TableRow> Read(string page, string title)
    {
        var start = page.IndexOf($"<section class=\"panel\" aria-labelledby=\"{title}\"", StringComparison.Ordinal);
        Assert.That(start, Is.Not.Negative, "there is no section " + title);
        var section = page[start..page.IndexOf("</section>", start, StringComparison.Ordinal)];
        return
        [
            .. Row().Matches(section).Select(row => row.Value).Where(row => row.Contains("scope=\"row\"", StringComparison.Ordinal)).Select(row => new TableRow(
                Text(Head().Match(row).Groups[1].Value),
                [.. Amount().Matches(row).Select(a => a.Groups[1].Success ? long.Parse(a.Groups[1].Value, CultureInfo.InvariantCulture) : (long?)null)],
                [.. Address().Matches(row).Select(a => WebUtility.HtmlDecode(a.Groups[1].Value))])),
        ];
    }

    private static string Text(string html) => Space().Replace(WebUtility.HtmlDecode(Tag().Replace(html, " ")), " ").Trim();

    [GeneratedRegex("<tr[ >][\\s\\S]*?</tr>")]
    private static partial Regex Row();

    [GeneratedRegex("scope=\"row\"[^>]*>([\\s\\S]*?)</th>")]
    private static partial Regex Head();

    [GeneratedRegex("<data class=\"vnd\" value=\"(-?[0-9]+)\"|<span class=\"no-figure\"")]
    private static partial Regex Amount();

    [GeneratedRegex("href=\"([^\"]+)\"")]
    private static partial Regex Address();

    [GeneratedRegex("<[^>]+>")]
    private static partial Regex Tag();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();
}

/// <summary>A row of a table.</summary>
/// <param name="Head">What it is about.</param>
/// <param name="Amounts">Its amounts in đồng; null = a dash.</param>
/// <param name="Links">Where it leads.</param>
internal sealed record TableRow(string Head, IReadOnlyList<long?> Amounts, IReadOnlyList<string> Links);
