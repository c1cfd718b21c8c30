using System.Globalization;
using System.Text;

namespace Portfolio.Web.Pages.Capital;

/// <summary>Addresses of the views of a plan's capital.</summary>
/// <param name="Plan">Code of the plan.</param>
internal sealed record CapitalLinks(string Plan)
{
    /// <summary>The balance.</summary>
    public string Balance => $"/plans/{Uri.EscapeDataString(Plan)}/capital";

    /// <summary>Paid against planned.</summary>
    public string Curve => Balance + "/curve";

    /// <summary>The decisions.</summary>
    public string Decisions => Balance + "/decisions";

    /// <summary>The ceilings.</summary>
    public string Ceilings => Balance + "/ceilings";

    /// <summary>The plan as of a day.</summary>
    public string AsOf => Balance + "/as-of";

    /// <summary>Two days compared.</summary>
    public string Changes => Balance + "/changes";

    /// <summary>The lines a number is made of; null = of all.</summary>
    public string Lines(
        string? programme = null, string? sourceClass = null, string? source = null, int? year = null, string? project = null, DateOnly? on = null,
        string? body = null) =>
        Balance + "/lines" + Query(
            ("programme", programme), ("class", sourceClass), ("source", source), ("year", year?.ToString(CultureInfo.InvariantCulture)), ("project", project),
            ("body", body), ("on", on is { } day ? DatedQuery.Text(day) : null));

    /// <summary>The payments a number is made of.</summary>
    public string Payments(
        string? programme = null, string? sourceClass = null, string? source = null, int? year = null, string? project = null, string? body = null) =>
        Lines(programme, sourceClass, source, year, project, body: body) + "#payments";

    /// <summary>The page of a source.</summary>
    public string Source(string code) => $"{Balance}/sources/{Uri.EscapeDataString(code)}";

    /// <summary>The projects of the plan, or of a programme, those that need most first.</summary>
    public string Projects(string? programme = null) => "/projects" + Query(("plan", Plan), ("programme", programme), ("sort", "-need"));

    /// <summary>The capital of a project.</summary>
    public static string Project(string code) => $"/projects/{Uri.EscapeDataString(code)}/capital";

    /// <summary>The page of a payment.</summary>
    public static string Payment(string project, long id) => $"{Project(project)}/payments/{id.ToString(CultureInfo.InvariantCulture)}";

    /// <summary>The capital of a body.</summary>
    public static string Body(string code) => $"/bodies/{Uri.EscapeDataString(code)}/capital";

    /// <summary>The page of a decision.</summary>
    public static string Decision(long id) => "/capital/decisions/" + id.ToString(CultureInfo.InvariantCulture);

    private static string Query(params (string Name, string? Value)[] parts)
    {
        // By hand: the balance has some hundred addresses, all of them of a few plain words.
        var query = new StringBuilder();
        foreach (var (name, value) in parts)
        {
            if (!string.IsNullOrEmpty(value))
                query.Append(query.Length == 0 ? '?' : '&').Append(name).Append('=').Append(Uri.EscapeDataString(value));
        }
        return query.ToString();
    }
}
