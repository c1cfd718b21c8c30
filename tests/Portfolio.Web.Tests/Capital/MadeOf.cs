using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;

namespace Portfolio.Web.Tests.Capital;

/// <summary>The numbers of a page that open what they are made of.</summary>
internal static partial class MadeOf
{
    /// <summary>Where each leads, and how many đồng it is.</summary>
    public static IReadOnlyList<(string Address, long Amount)> Read(string page) =>
        [.. Number().Matches(page).Select(n => (WebUtility.HtmlDecode(n.Groups[1].Value), long.Parse(n.Groups[2].Value, CultureInfo.InvariantCulture)))];

    /// <summary>
    /// What the page of lines is about: its sums, and where all its lines stand on it, those of decisions and of payments summed up again.
    /// </summary>
    public static IReadOnlyList<long> Sums(string page)
    {
        var start = page.IndexOf("facts-figures", StringComparison.Ordinal);
        var kept = Amounts(page[start..page.IndexOf("</dl>", start, StringComparison.Ordinal)]);
        var given = PageTable.Read(page, "lines-title").Sum(r => r.Amounts[0]);
        Assert.That(kept[0], Is.EqualTo(given), "the sum that is kept is that of the lines");
        // Of a past day no payments are told.
        if (page.Contains("id=\"payments-title\"", StringComparison.Ordinal))
            Assert.That(kept[^2], Is.EqualTo(PageTable.Read(page, "payments-title").Sum(r => r.Amounts[0])), "what is paid is the sum of the payments");
        return kept;
    }

    private static List<long> Amounts(string html) => [.. Amount().Matches(html).Select(a => long.Parse(a.Groups[1].Value, CultureInfo.InvariantCulture))];

    [GeneratedRegex("<a class=\"made-of\" href=\"([^\"]+)\"><data class=\"vnd\" value=\"(-?[0-9]+)\"")]
    private static partial Regex Number();

    [GeneratedRegex("<data class=\"vnd\" value=\"(-?[0-9]+)\"")]
    private static partial Regex Amount();
}
