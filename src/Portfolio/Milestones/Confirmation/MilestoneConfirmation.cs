using Npgsql;
using Portfolio.Accounts;
using Portfolio.Audit;
using Portfolio.Common;
using Portfolio.Milestones.Forecasts;
using Portfolio.Notifications;
using Portfolio.Plans;

namespace Portfolio.Milestones.Confirmation;

/// <summary>The construction department confirms what owners report done on key milestones, where its province asks for it.</summary>
public sealed class MilestoneConfirmation(PortfolioDatabase database, BusinessCalendar calendar)
{
    private const string Returned = "milestones.returned";

    /// <summary>Whether "done" on key milestones waits for confirmation in a province.</summary>
    /// <param name="actor">Who asks; needs <see cref="Permission.ViewPortfolio"/>.</param>
    /// <param name="province">Province.</param>
    /// <param name="ct">Cancels the call.</param>
    public async Task<bool> ConfirmsAsync(Actor actor, string province, CancellationToken ct)
    {
        actor.Demand(Permission.ViewPortfolio);
        await using var connection = await database.OpenAsync(ct);
        return (await ConfirmationRecords.ConfirmingAsync(connection, ct)).Contains(province);
    }

    /// <summary>Switches confirmation on or off in a province. Switched off, whatever waits counts as met.</summary>
    /// <param name="actor">Who rules; needs <see cref="Permission.ConfirmMilestones"/> in the province.</param>
    /// <param name="request">Whether "done" waits from now on, and why.</param>
    /// <param name="ct">Cancels the call.</param>
    /// <exception cref="NotFoundException">There is no such province.</exception>
    /// <exception cref="StaleException"><c>milestones.rule_stale</c>: somebody ruled since it was read.</exception>
    /// <exception cref="ValidationFailedException">The reason is missing.</exception>
    public async Task SwitchAsync(Actor actor, SwitchConfirmation request, CancellationToken ct)
    {
        actor.Demand(Permission.ConfirmMilestones);
        var (province, confirms) = (request.Province, request.Confirms);
        actor.Demand(Permission.ConfirmMilestones, Place.In(province));
        var why = MilestoneFault.Reason(request.Reason);
        await database.TransactAsync(async (connection, transaction) =>
        {
            var plans = (await PlanLookup.AllAsync(connection, transaction, ct)).Where(p => p.ProvinceCode == province).Select(p => p.Id).ToArray();
            if (!await SetAsync(connection, transaction, actor, request, ct))
                return false;
            if (!confirms)
                await ReleaseAsync(connection, transaction, actor, plans, why, ct);
            await AuditLog.WriteAsync(
                connection, transaction, actor, "milestones.confirmation_switched", "province",
                [new AuditChange(province, province, new { confirms = !confirms }, new { confirms })], why, ct);
            return true;
        }, ct);
    }

    /// <summary>Confirms what the owner reported: it is met on the day he said.</summary>
    /// <param name="actor">Who confirms; needs <see cref="Permission.ConfirmMilestones"/> on the project.</param>
    /// <param name="request">What is confirmed.</param>
    /// <param name="ct">Cancels the call.</param>
    /// <exception cref="NotFoundException">There is no such project or milestone.</exception>
    /// <exception cref="StaleException">It was changed since it was read.</exception>
    /// <exception cref="RuleException"><c>milestones.not_reported</c>: nothing waits.</exception>
    public async Task<MilestoneReceipt> ConfirmAsync(Actor actor, ConfirmMilestone request, CancellationToken ct)
    {
        actor.Demand(Permission.ConfirmMilestones);
        return await RunAsync(actor, request, "milestones.confirmed", null, (session, milestone) =>
        {
            var note = MilestoneFault.Note(request.Note);
            session.Move(milestone, DateField.Met, milestone.ReportedOn, null, note);
            session.Move(milestone, DateField.Confirmed, session.Today, null, note);
            return Task.CompletedTask;
        }, ct);
    }

    /// <summary>Returns what the owner reported: it is open again, and the bodies that answer for the project are told why.</summary>
    /// <param name="actor">Who returns it; needs <see cref="Permission.ConfirmMilestones"/> on the project.</param>
    /// <param name="request">What is returned; the note is the reason and must be there.</param>
    /// <param name="ct">Cancels the call.</param>
    /// <inheritdoc cref="ConfirmAsync" path="/exception"/>
    /// <exception cref="ValidationFailedException">The reason is missing.</exception>
    public async Task<MilestoneReceipt> ReturnAsync(Actor actor, ConfirmMilestone request, CancellationToken ct)
    {
        actor.Demand(Permission.ConfirmMilestones);
        var reason = MilestoneFault.Reason(request.Note);
        return await RunAsync(actor, request, Returned, reason, (session, milestone) =>
        {
            // No slip of whoever reported it: what he takes back himself is one.
            session.Move(milestone, DateField.Reported, null as DateOnly?, MoveReason.Other, reason);
            return TellAsync(session, request.Project, milestone, reason, ct);
        }, ct);
    }

    private static Task TellAsync(MilestoneSession session, string project, MilestoneRow milestone, string reason, CancellationToken ct)
    {
        var (row, plan) = session.Project(project);
        return NoticeBox.AddAsync(
            session.Connection, session.Transaction, session.Actor, Returned, plan.ProvinceCode, "project",
            [.. row.Bodies.Distinct().Order().Select(body => new NewNotice(body, row.Code, new { milestone = milestone.Code, name = milestone.Name, reason }))], ct);
    }

    private async Task<MilestoneReceipt> RunAsync(
        Actor actor, ConfirmMilestone request, string kind, string? reason, Func<MilestoneSession, MilestoneRow, Task> apply, CancellationToken ct)
    {
        var receipts = await MilestoneSession.RunAsync(
            database, new MilestoneChangeKind(actor, Permission.ConfirmMilestones, calendar.Today, kind, [request.Project], reason),
            session =>
            {
                var milestone = session.Milestone(request.Project, request.Milestone, request.Revision);
                if (!milestone.Waits)
                    throw MilestoneFault.Rule("milestones.not_reported");
                return apply(session, milestone);
            }, ct);
        return receipts[0];
    }

    private static async Task<bool> SetAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, Actor actor, SwitchConfirmation request, CancellationToken ct)
    {
        try
        {
            if (await ConfirmationRecords.SetAsync(connection, transaction, request, actor.Name, ct))
                return true;
        }
        catch (PostgresException fault) when (fault.SqlState == PostgresErrorCodes.ForeignKeyViolation)
        {
            throw new NotFoundException("province", request.Province);
        }
        if (request.Revision is { } seen && seen != await ConfirmationRecords.RevisionAsync(connection, transaction, request.Province, ct))
            throw new StaleException("milestones.rule_stale");
        return false;
    }

    private async Task ReleaseAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, Actor actor, long[] plans, string why, CancellationToken ct)
    {
        var waiting = await ConfirmationRecords.WaitingAsync(connection, transaction, plans, ct);
        await ForecastRecords.LockAsync(connection, transaction, waiting, ct);
        await ConfirmationRecords.ReleaseAsync(connection, transaction, actor, waiting, why, calendar.Today, ct);
        await ForecastService.RefreshAsync(connection, transaction, waiting, calendar.Today, ct);
    }
}

/// <summary>Whether "done" on key milestones waits for confirmation in a province, as it rules.</summary>
/// <param name="Province">Province.</param>
/// <param name="Confirms">Whether it waits from now on.</param>
/// <param name="Reason">Why.</param>
/// <param name="Revision">Version of the ruling it is based on, 0 where there was none; null = whatever it is.</param>
public sealed record SwitchConfirmation(string Province, bool Confirms, string? Reason, long? Revision = null);

/// <summary>A milestone that is confirmed or returned.</summary>
/// <param name="Project">Project.</param>
/// <param name="Milestone">Milestone.</param>
/// <param name="Revision">Version it was read in; null = whatever it is.</param>
/// <param name="Note">Note; the reason of a return.</param>
public sealed record ConfirmMilestone(string Project, string Milestone, long? Revision, string? Note = null);
