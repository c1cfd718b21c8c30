using Dapper;
using Portfolio.Accounts;
using Portfolio.Common;

namespace Portfolio.Reporting.Schedules;

/// <summary>"Who moved this date": every change of a date of a project, with who, when, why and by how many days.</summary>
public sealed class DateMoves(PortfolioDatabase database)
{
    /// <summary>Changes on a page.</summary>
    public const int PageSize = 50;

    private const string MovesSql = """
        -- Reporting.DateMoves
        select m.code, m.name, e.field, e.was_on, e.was_text, e.now_on, e.now_text, e.reason_code, e.note, e.entered_by, e.entered_on,
            e.figure_basis = 'illustrative' as illustrative, count(*) over ()::int as total
        from milestones.date_entry e
        join milestones.milestone m on m.id = e.milestone_id
        where e.project_id = (select id from projects.project where code = @Project)
            and (@Milestone::text is null or m.code = @Milestone) and (@Field::text is null or e.field = @Field)
        order by e.id desc
        limit @Limit offset @Offset
        """;

    private const string SumsSql = """
        -- Reporting.DateMoveSums
        select m.code, m.name, m.moves, m.days_moved, e.reason_code, count(*)::int as times, coalesce(sum(e.now_on - e.was_on), 0)::int as days
        from milestones.milestone m
        join milestones.date_entry e on e.milestone_id = m.id and e.field = 'planned' and e.now_on is distinct from e.was_on
        where m.project_id = (select id from projects.project where code = @Project) and (@Milestone::text is null or m.code = @Milestone)
        group by m.id, e.reason_code
        order by m.days_moved desc, m.code, days desc
        """;

    /// <summary>The changes, latest first, and the sums of the planned dates per milestone and reason.</summary>
    /// <param name="actor">Who asks; needs <see cref="Permission.ViewHistory"/>.</param>
    /// <param name="projectCode">Project.</param>
    /// <param name="milestoneCode">Only this milestone; null = all.</param>
    /// <param name="field">Only this date (planned, stated, …); null = all.</param>
    /// <param name="page">Page, from 1.</param>
    /// <param name="ct">Cancels the call.</param>
    public async Task<DateMoveReport> GetAsync(Actor actor, string projectCode, string? milestoneCode, string? field, int page, CancellationToken ct)
    {
        actor.Demand(Permission.ViewHistory);
        await using var connection = await database.OpenAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, ct);
        var number = Math.Max(1, page);
        var moves = (await connection.QueryAsync<DateMove>(new CommandDefinition(MovesSql, new
        {
            Project = projectCode,
            Milestone = milestoneCode,
            Field = field,
            Limit = PageSize,
            Offset = (number - 1) * PageSize,
        }, transaction, cancellationToken: ct))).ToList();
        var sums = await connection.QueryAsync<DateMoveSum>(new CommandDefinition(
            SumsSql, new { Project = projectCode, Milestone = milestoneCode }, transaction, cancellationToken: ct));
        return new DateMoveReport(new Page<DateMove>(moves, moves.Count == 0 ? 0 : moves[0].Total, number, PageSize), [.. sums]);
    }
}

/// <summary>Who moved what.</summary>
/// <param name="Moves">Every change of a date, latest first.</param>
/// <param name="Sums">How often and how far planned dates moved, per milestone and reason.</param>
public sealed record DateMoveReport(Page<DateMove> Moves, IReadOnlyList<DateMoveSum> Sums);

/// <summary>A change of a date.</summary>
/// <param name="Code">Milestone.</param>
/// <param name="Name">Its name.</param>
/// <param name="Field">Which date: baseline, planned, stated, reported, met, confirmed, dropped.</param>
/// <param name="WasOn">Before.</param>
/// <param name="WasText">That as it was written.</param>
/// <param name="NowOn">From then on.</param>
/// <param name="NowText">That as it was written.</param>
/// <param name="ReasonCode">Why; null = no reason was asked for.</param>
/// <param name="Note">Why, in words.</param>
/// <param name="EnteredBy">Who.</param>
/// <param name="EnteredOn">When.</param>
/// <param name="Illustrative">Whether it is made up for demonstration.</param>
/// <param name="Total">Number of changes on all pages.</param>
public sealed record DateMove(
    string Code, string Name, string Field, DateOnly? WasOn, string? WasText, DateOnly? NowOn, string? NowText, string? ReasonCode, string? Note,
    string EnteredBy, DateOnly EnteredOn, bool Illustrative, int Total)
{
    /// <summary>Days by which it moved; null where it was not there before, or is not any more.</summary>
    public int? Days => NowOn?.DayNumber - WasOn?.DayNumber;
}

/// <summary>How the planned date of a milestone moved for one reason.</summary>
/// <param name="Code">Milestone.</param>
/// <param name="Name">Its name.</param>
/// <param name="Moves">How often it moved, for all reasons.</param>
/// <param name="DaysMoved">By how many days in all.</param>
/// <param name="ReasonCode">Reason; null = none was given.</param>
/// <param name="Times">How often for this one.</param>
/// <param name="Days">By how many days for this one.</param>
public sealed record DateMoveSum(string Code, string Name, int Moves, int DaysMoved, string? ReasonCode, int Times, int Days);
