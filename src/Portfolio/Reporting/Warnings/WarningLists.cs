using System.Globalization;
using Dapper;
using FluentValidation;
using Portfolio.Accounts;
using Portfolio.Common;

namespace Portfolio.Reporting.Warnings;

/// <summary>All active warnings within reach, in the order of their keys, for programs that read them in stretches.</summary>
public sealed class WarningLists(PortfolioDatabase database, BusinessCalendar calendar)
{
    /// <summary>Most warnings in a stretch.</summary>
    public const int LargestStretch = 200;

    private static readonly WarningFilterValidator Validator = new();

    // Of bodies within reach the warnings are found by them, for they may be few among very many.
    private const string OfBodies = """
        (e.id in (
            select w.id from projects.project_body r join slippage.episode w on w.project_id = r.project_id and w.resolved_on is null
            where r.role in ('owner', 'lead') and r.body_id = any(@Bodies)
            union all
            select w.id from slippage.episode w where w.resolved_on is null and w.body_id = any(@Bodies)
            union all
            select w.id from slippage.episode w where w.resolved_on is null and w.assigned_id = any(@Bodies)
        ))
        """;

    private const string Chosen = """
        (e.resolved_on is null and e.id > @After
            and (@Severity::text is null or e.severity = @Severity) and (@Rule::text is null or e.rule_code = @Rule)
            and (@Project::text is null or e.project_id = (select q.id from projects.project q where q.code = @Project))
            and (@Province::text is null or coalesce(l.province_code, a.province_code) = @Province))
        """;

    private const string Whole = $"""
        select
        {WarningSql.Columns}, {WarningSql.Illustrative} as illustrative,
        {WarningSql.Said}
        {WarningSql.Tables}
        {WarningSql.Talk}
        left join plans.plan l on l.id = x.plan_id
        left join directory.body a on a.id = e.body_id
        """;

    private const string AllSql = $"""
        -- Reporting.Warnings.List
        {Whole}
        where {Chosen}
        order by e.id
        limit @Limit
        """;

    private const string OfBodiesSql = $"""
        -- Reporting.Warnings.ListOfBodies
        {Whole}
        where {Chosen} and {OfBodies}
        order by e.id
        limit @Limit
        """;

    /// <summary>A stretch of the active warnings and reminders within the actor's reach.</summary>
    /// <param name="actor">Who asks; needs <see cref="Permission.ViewWarnings"/>.</param>
    /// <param name="filter">Which of them.</param>
    /// <param name="after">Key after which to begin; null = from the start.</param>
    /// <param name="limit">Entries at most, up to <see cref="LargestStretch"/>.</param>
    /// <param name="ct">Cancels the call.</param>
    /// <exception cref="ValidationFailedException">The filter names a severity or rule that is none.</exception>
    public async Task<WarningStretch> AfterAsync(Actor actor, WarningFilter filter, long? after, int limit, CancellationToken ct)
    {
        actor.Demand(Permission.ViewWarnings);
        Validator.Demand(filter);
        var size = Math.Clamp(limit, 1, LargestStretch);
        await using var connection = await database.OpenAsync(ct);
        var rows = (await connection.QueryAsync<WarningRow>(new CommandDefinition(actor.Reach.Bodies is null ? AllSql : OfBodiesSql, new
        {
            filter.Severity,
            filter.Rule,
            filter.Project,
            actor.Reach.Province,
            Bodies = actor.Reach.Bodies?.ToArray(),
            After = after ?? 0,
            // One more than asked for tells whether there is a next stretch.
            Limit = size + 1,
        }, cancellationToken: ct))).ToList();
        return rows.Count <= size
            ? new WarningStretch(new Stretch<WarningRow>(rows, null), calendar.Today)
            : new WarningStretch(new Stretch<WarningRow>(rows.GetRange(0, size), rows[size - 1].Id.ToString(CultureInfo.InvariantCulture)), calendar.Today);
    }
}

/// <summary>Which active warnings.</summary>
/// <param name="Severity">notice, amber or red; null = all.</param>
/// <param name="Rule">Code of a rule; null = all.</param>
/// <param name="Project">Code of a project; null = all, and those of no project.</param>
public sealed record WarningFilter(string? Severity, string? Rule, string? Project);

/// <summary>A stretch of warnings.</summary>
/// <param name="Warnings">The warnings.</param>
/// <param name="Today">Business date.</param>
public sealed record WarningStretch(Stretch<WarningRow> Warnings, DateOnly Today);

internal sealed class WarningFilterValidator : AbstractValidator<WarningFilter>
{
    public WarningFilterValidator()
    {
        RuleFor(f => f.Severity).Must(s => s is null or "notice" or "amber" or "red").WithErrorCode("validation.unknown_value").OverridePropertyName("severity");
        RuleFor(f => f.Rule).Must(r => r is null || Slippage.Rules.Rule.All.Any(k => k.Code == r)).WithErrorCode("validation.unknown_value").OverridePropertyName("rule");
    }
}
