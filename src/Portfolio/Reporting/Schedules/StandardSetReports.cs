using Dapper;
using Portfolio.Accounts;
using Portfolio.Common;

namespace Portfolio.Reporting.Schedules;

/// <summary>What a project has of the standard set of its kind, and what it lacks.</summary>
public sealed class StandardSetReports(PortfolioDatabase database)
{
    private const string KindsSql = """
        -- Reporting.StandardSet
        select k.code, k.name, k.name_en, coalesce(s.weight, 1) as weight, s.kind_code is not null as in_set, h.day is not null or h.found as present, h.day,
            p.period_from, p.period_to
        from projects.project p
        cross join milestones.kind k
        left join milestones.standard s on s.project_kind = p.kind and s.kind_code = k.code
        cross join lateral (
            select count(*) > 0 as found, max(coalesce(m.met_on, m.planned_on)) as day
            from milestones.milestone m
            where m.project_id = p.id and m.kind_code = k.code and m.dropped_on is null
        ) h
        where p.code = @Code
        order by k.position
        """;

    /// <summary>Every kind of milestone, in its order, with what the project has of it.</summary>
    /// <param name="actor">Who asks; needs <see cref="Permission.ViewPortfolio"/>.</param>
    /// <param name="projectCode">Project.</param>
    /// <param name="ct">Cancels the call.</param>
    /// <exception cref="NotFoundException">There is no such project.</exception>
    public async Task<IReadOnlyList<StandardKind>> GetAsync(Actor actor, string projectCode, CancellationToken ct)
    {
        actor.Demand(Permission.ViewPortfolio);
        await using var connection = await database.OpenAsync(ct);
        var rows = (await connection.QueryAsync<Row>(new CommandDefinition(KindsSql, new { Code = projectCode }, cancellationToken: ct))).ToList();
        if (rows.Count == 0)
            throw new NotFoundException("project", projectCode);
        var set = rows.Where(r => r.InSet).ToList();
        var suggested = StandardDates.Suggest([.. set.Select(r => (r.Weight, r.Day))], Day(rows[0].PeriodFrom, 1, 1), Day(rows[0].PeriodTo, 12, 31));
        var byKind = set.Zip(suggested).ToDictionary(s => s.First.Code, s => s.Second);
        return [.. rows.Select(r => new StandardKind(r.Code, r.Name, r.NameEn, r.Weight, r.InSet, r.Present, r.Present ? null : byKind.GetValueOrDefault(r.Code)))];
    }

    private static DateOnly? Day(int? year, int month, int day) => year is { } y ? new DateOnly(y, month, day) : null;

    private sealed record Row
    {
        public string Code { get; init; } = "";

        public string Name { get; init; } = "";

        public string NameEn { get; init; } = "";

        public int Weight { get; init; }

        public bool InSet { get; init; }

        public bool Present { get; init; }

        public DateOnly? Day { get; init; }

        public int? PeriodFrom { get; init; }

        public int? PeriodTo { get; init; }
    }
}

/// <summary>A kind of milestone, seen from a project.</summary>
/// <param name="Code">Code.</param>
/// <param name="Name">Name.</param>
/// <param name="NameEn">The same in English.</param>
/// <param name="Weight">Weight by the standard set; 1 outside of it.</param>
/// <param name="InSet">Whether the standard set of projects of this kind has it.</param>
/// <param name="Present">Whether the project has it.</param>
/// <param name="Suggested">Date that may be planned for one that is lacking, as people write it; null where nothing tells.</param>
public sealed record StandardKind(string Code, string Name, string NameEn, int Weight, bool InSet, bool Present, string? Suggested);
