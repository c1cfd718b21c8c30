using System.Globalization;
using Microsoft.AspNetCore.Http.Extensions;

namespace Portfolio.Web.Pages.Capital;

/// <summary>Addresses of the views of a plan's capital.</summary>
/// <param name="Plan">Code of the plan.</param>
internal sealed record CapitalLinks(string Plan)
{
    /// <summary>The balance.</summary>
    public string Balance => $"/plans/{Uri.EscapeDataString(Plan)}/capital";

    /// <summary>The decisions.</summary>
    public string Decisions => Balance + "/decisions";

    /// <summary>The ceilings.</summary>
    public string Ceilings => Balance + "/ceilings";

    /// <summary>What a number of capital is made of: the projects, by need; null = of all programmes.</summary>
    public string Lines(string? programme = null) => Projects(programme);

    /// <summary>Where the ceilings of a source stand.</summary>
    public string Source(string code) => $"{Ceilings}#{Uri.EscapeDataString(code)}";

    /// <summary>The projects of the plan, or of a programme, those that need most first.</summary>
    public string Projects(string? programme = null) => "/projects" + Query(("plan", Plan), ("programme", programme), ("sort", "-need"));

    /// <summary>The page of a decision.</summary>
    public static string Decision(long id) => "/capital/decisions/" + id.ToString(CultureInfo.InvariantCulture);

    private static string Query(params (string Name, string? Value)[] parts)
    {
        var query = new QueryBuilder();
        foreach (var (name, value) in parts)
        {
            if (!string.IsNullOrEmpty(value))
                query.Add(name, value);
        }
        return query.ToString();
    }
}
