using Dapper;
using Portfolio.Accounts;
using Portfolio.Common;

namespace Portfolio.Reporting.Warnings;

/// <summary>The milestone a warning is about, for whoever answers by saying how it stands.</summary>
public sealed class AskedMilestones(PortfolioDatabase database)
{
    private const string FindSql = """
        -- Reporting.Warnings.Milestone
        select x.code as project, m.code, m.revision, m.planned_text, m.stated_text, m.planned_on is not null as is_dated, m.reported_on, m.met_on, m.dropped_on,
            p.province_code, array(select r.body_id from projects.project_body r where r.project_id = x.id and r.role in ('owner', 'lead')) as bodies
        from slippage.episode e
        join milestones.milestone m on m.id = e.subject_id
        join projects.project x on x.id = m.project_id
        join plans.plan p on p.id = x.plan_id
        where e.id = @Id and e.subject_type = 'milestone'
        """;

    /// <summary>The milestone; null where the warning is about something else, or the actor may not update it.</summary>
    /// <param name="actor">Who asks; needs <see cref="Permission.ViewPortfolio"/>, as milestones are public.</param>
    /// <param name="warning">Warning.</param>
    /// <param name="ct">Cancels the call.</param>
    public async Task<AskedMilestone?> FindAsync(Actor actor, long warning, CancellationToken ct)
    {
        actor.Demand(Permission.ViewPortfolio);
        if (!actor.May(Permission.UpdateMilestones))
            return null;
        await using var connection = await database.OpenAsync(ct);
        var found = await connection.QuerySingleOrDefaultAsync<AskedMilestone?>(new CommandDefinition(FindSql, new { Id = warning }, cancellationToken: ct));
        return found is not null && actor.May(Permission.UpdateMilestones, found.Place) ? found : null;
    }
}

/// <summary>How a milestone stands that a warning is about. Not by constructor: Dapper matches no array there.</summary>
public sealed record AskedMilestone
{
    /// <summary>Project.</summary>
    public required string Project { get; init; }

    /// <summary>Code.</summary>
    public required string Code { get; init; }

    /// <summary>Its version, on which an update is based.</summary>
    public long Revision { get; init; }

    /// <summary>When it is planned, as written; null = continuous work.</summary>
    public string? PlannedText { get; init; }

    /// <summary>When its owner expects it, as written; null = he has not said.</summary>
    public string? StatedText { get; init; }

    /// <summary>Whether it has a due date: of continuous work nothing is forecast.</summary>
    public bool IsDated { get; init; }

    /// <summary>Day for which it was reported done; null = it was not.</summary>
    public DateOnly? ReportedOn { get; init; }

    /// <summary>Day on which it was met.</summary>
    public DateOnly? MetOn { get; init; }

    /// <summary>Day on which it was dropped.</summary>
    public DateOnly? DroppedOn { get; init; }

    /// <summary>Province of the plan.</summary>
    public string? ProvinceCode { get; init; }

    /// <summary>Bodies that answer for the project.</summary>
    public long[] Bodies { get; init; } = [];

    /// <summary>Where it belongs.</summary>
    public Place Place => new(ProvinceCode, Bodies);

    /// <summary>Whether anything is left to be said of it: neither reported, met nor dropped.</summary>
    public bool IsOpen => ReportedOn is null && MetOn is null && DroppedOn is null;
}
