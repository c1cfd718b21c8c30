using Dapper;
using Npgsql;

namespace Portfolio.Reporting;

/// <summary>Which projects show milestones, days or land made up for demonstration.</summary>
internal static class IllustrativeProjects
{
    /// <summary>Whether project <c>x</c> does.</summary>
    public const string Is = """
        (exists (select 1 from milestones.milestone m where m.project_id = x.id and m.figure_basis = 'illustrative')
                or exists (select 1 from milestones.date_entry e where e.project_id = x.id and e.figure_basis = 'illustrative')
                or exists (select 1 from land_clearance.package l where l.project_id = x.id and l.figure_basis = 'illustrative'))
        """;

    /// <summary>All of them, and those whose needs are made up, by index: a project comes as often as it shows something of the kind.</summary>
    public const string All = """
        select m.project_id from milestones.milestone m where m.figure_basis = 'illustrative'
                union all
                select d.project_id from milestones.date_entry d where d.figure_basis = 'illustrative'
                union all
                select l.project_id from land_clearance.package l where l.figure_basis = 'illustrative'
                union all
                select n.project_id from funding.need n where n.figure_basis = 'illustrative'
        """;

    private const string AmongSql = $"""
        -- Reporting.IllustrativeProjects
        select x.code from projects.project x where x.code = any(@Codes) and {Is}
        """;

    /// <summary>Those of some projects that do, by their codes.</summary>
    public static async Task<IReadOnlySet<string>> AmongAsync(NpgsqlConnection connection, IEnumerable<string> codes, CancellationToken ct)
    {
        var asked = codes.Distinct().ToArray();
        return asked.Length == 0
            ? new HashSet<string>()
            : (await connection.QueryAsync<string>(new CommandDefinition(AmongSql, new { Codes = asked }, cancellationToken: ct))).ToHashSet(StringComparer.Ordinal);
    }
}
