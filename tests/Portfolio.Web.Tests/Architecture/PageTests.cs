using System.Text.RegularExpressions;
using Portfolio.Database;

namespace Portfolio.Web.Tests.Architecture;

/// <summary>What every page keeps to.</summary>
internal sealed partial class PageTests
{
    private static readonly string Web = Path.Combine(RepositoryFolder.Root()!, "src", "Portfolio.Web");

    // Of a Razor page the route holds its own path under that name, which wins over what stands in the address.
    [Test]
    public void The_number_of_a_page_is_read_from_the_address_alone()
    {
        var sources = Directory.EnumerateFiles(Path.Combine(Web, "Pages"), "*.cs", SearchOption.AllDirectories).Select(File.ReadAllText).ToList();
        Assert.That(sources.SelectMany(text => Numbered().Matches(text).Select(m => m.Value)), Is.Not.Empty.And.All.StartsWith("[FromQuery("));
    }

    [Test]
    public void Every_series_of_a_chart_has_a_colour_of_its_own()
    {
        var charts = File.ReadAllText(Path.Combine(Web, "ClientApp", "charts.ts"));
        var coloured = Colour().Matches(charts[charts.IndexOf("colours", StringComparison.Ordinal)..charts.IndexOf("};", StringComparison.Ordinal)]).Select(m => m.Groups[1].Value);
        var drawn = Directory.EnumerateFiles(Path.Combine(Web, "Pages"), "*.cshtml", SearchOption.AllDirectories)
            .SelectMany(file => Series().Matches(File.ReadAllText(file)).Select(m => m.Groups[1].Value)).Distinct().ToList();
        Assert.That(drawn, Is.Not.Empty.And.SubsetOf(coloured));
    }

    [GeneratedRegex(@"\[(?:FromQuery|BindProperty)\([^)]*Name = ""page""[^)]*\)\]")]
    private static partial Regex Numbered();

    [GeneratedRegex(@"(\w+): '#")]
    private static partial Regex Colour();

    [GeneratedRegex(@"data-series=""([a-z_]+)""")]
    private static partial Regex Series();
}
