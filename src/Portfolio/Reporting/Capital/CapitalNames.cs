using Dapper;
using Portfolio.Accounts;
using Portfolio.Common;
using Portfolio.Reporting.Trail;

namespace Portfolio.Reporting.Capital;

/// <summary>The names behind codes of projects and sources that a paper speaks of.</summary>
public sealed class CapitalNames(PortfolioDatabase database)
{
    private const string NamesSql = """
        -- Reporting.Capital.Names
        select 'source' as list, s.code, s.name, s.name_en from funding.source s
        union all
        select 'project', x.code, x.name, null from projects.project x where x.code = any(@Projects)
        """;

    /// <summary>The names of every source and of these projects.</summary>
    /// <param name="actor">Who asks; needs <see cref="Permission.ViewPortfolio"/>.</param>
    /// <param name="projects">Codes of projects.</param>
    /// <param name="ct">Cancels the call.</param>
    public async Task<NameBook> OfAsync(Actor actor, IEnumerable<string> projects, CancellationToken ct)
    {
        actor.Demand(Permission.ViewPortfolio);
        await using var connection = await database.OpenAsync(ct);
        var rows = await connection.QueryAsync<(string List, string Code, string Name, string? NameEn)>(new CommandDefinition(
            NamesSql, new { Projects = projects.Distinct(StringComparer.Ordinal).ToArray() }, cancellationToken: ct));
        return new NameBook(rows.ToDictionary(r => (r.List, (string?)null, r.Code), r => new RecordName(r.Name, r.NameEn)));
    }
}
