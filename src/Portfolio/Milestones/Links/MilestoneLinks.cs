using System.Globalization;
using Portfolio.Accounts;
using Portfolio.Common;
using Portfolio.LandClearance;
using Portfolio.Milestones.Forecasts;

namespace Portfolio.Milestones.Links;

/// <summary>What milestones wait for: others of the project, and land packages.</summary>
public sealed class MilestoneLinks(PortfolioDatabase database, BusinessCalendar calendar)
{
    /// <summary>Most days in between.</summary>
    internal const int LongestLag = 3650;

    private const string Kind = "milestones.linked";

    /// <summary>Lets a milestone wait for another, or changes the days in between.</summary>
    /// <param name="actor">Who links; needs <see cref="Permission.UpdateMilestones"/> on the project.</param>
    /// <param name="request">The link.</param>
    /// <param name="ct">Cancels the call.</param>
    /// <exception cref="NotFoundException">There is no such project or milestone.</exception>
    /// <exception cref="StaleException">The milestone that waits was changed since it was read.</exception>
    /// <exception cref="ValidationFailedException">The lag is not 0 to 3650 days.</exception>
    /// <exception cref="RuleException"><c>milestones.circle</c>: it would wait for itself in the end; <c>path</c> names the milestones of the way round. Or one of them is dropped.</exception>
    public async Task<MilestoneReceipt> LinkAsync(Actor actor, LinkMilestones request, CancellationToken ct)
    {
        actor.Demand(Permission.UpdateMilestones);
        DemandLag(request.LagDays);
        return await RunAsync(actor, request.Project, request.Milestone, request.Revision, async (session, milestone) =>
        {
            var predecessor = session.Milestone(request.Project, request.Predecessor, null);
            DemandNotDropped(milestone);
            DemandNotDropped(predecessor);
            var links = await LinkRecords.DependenciesAsync(session.Connection, session.Transaction, milestone.ProjectId, ct);
            var added = new Dependency(milestone.Id, predecessor.Id, request.LagDays);
            if (Circles.Closed(links, added) is { } circle)
                throw MilestoneFault.Rule("milestones.circle", ("path", Path(session.Project(request.Project), circle)));
            await LinkRecords.SetAsync(session.Connection, session.Transaction, milestone.ProjectId, [added], ct);
            var before = links.FirstOrDefault(l => l.MilestoneId == milestone.Id && l.PredecessorId == predecessor.Id)?.LagDays;
            session.Note(milestone, "after/" + predecessor.Code, before, request.LagDays);
        }, ct);
    }

    /// <summary>Lets a milestone wait for another no more.</summary>
    /// <param name="actor">Who unlinks; needs <see cref="Permission.UpdateMilestones"/> on the project.</param>
    /// <param name="request">The link; its lag does not matter.</param>
    /// <param name="ct">Cancels the call.</param>
    /// <exception cref="NotFoundException">There is no such project or milestone.</exception>
    /// <exception cref="StaleException">The milestone that waits was changed since it was read.</exception>
    /// <exception cref="RuleException"><c>milestones.link_unknown</c>: there is no such link.</exception>
    public async Task<MilestoneReceipt> UnlinkAsync(Actor actor, LinkMilestones request, CancellationToken ct)
    {
        actor.Demand(Permission.UpdateMilestones);
        return await RunAsync(actor, request.Project, request.Milestone, request.Revision, async (session, milestone) =>
        {
            var predecessor = session.Milestone(request.Project, request.Predecessor, null);
            if (await LinkRecords.RemoveAsync(session.Connection, session.Transaction, milestone.Id, predecessor.Id, ct) == 0)
                throw MilestoneFault.Rule("milestones.link_unknown");
            session.Note(milestone, "after/" + predecessor.Code, true, null);
        }, ct);
    }

    /// <summary>Lets a milestone wait for a land package, or changes the days in between.</summary>
    /// <param name="actor">Who links; needs <see cref="Permission.UpdateMilestones"/> on the project.</param>
    /// <param name="request">The link.</param>
    /// <param name="ct">Cancels the call.</param>
    /// <exception cref="NotFoundException">There is no such project or milestone, or the project has no such package.</exception>
    /// <exception cref="StaleException">The milestone was changed since it was read.</exception>
    /// <exception cref="ValidationFailedException">The lag is not 0 to 3650 days.</exception>
    public async Task<MilestoneReceipt> LinkLandAsync(Actor actor, LinkLand request, CancellationToken ct)
    {
        actor.Demand(Permission.UpdateMilestones);
        DemandLag(request.LagDays);
        return await RunAsync(actor, request.Project, request.Milestone, request.Revision, async (session, milestone) =>
        {
            DemandNotDropped(milestone);
            var packages = await PackageLookup.HandOversAsync(session.Connection, session.Transaction, [milestone.ProjectId], ct);
            if (!packages.ContainsKey(request.Package))
                throw new NotFoundException("package", request.Package.ToString(CultureInfo.InvariantCulture));
            var before = await LinkRecords.BlocksAsync(session.Connection, session.Transaction, milestone.Id, ct);
            await LinkRecords.SetLandAsync(session.Connection, session.Transaction, milestone, [(request.Package, request.LagDays)], ct);
            session.Note(
                milestone, FormattableString.Invariant($"land/{request.Package}"), before.TryGetValue(request.Package, out var lag) ? lag : null, request.LagDays);
        }, ct);
    }

    /// <summary>Lets a milestone wait for a land package no more.</summary>
    /// <param name="actor">Who unlinks; needs <see cref="Permission.UpdateMilestones"/> on the project.</param>
    /// <param name="request">The link; its lag does not matter.</param>
    /// <param name="ct">Cancels the call.</param>
    /// <exception cref="NotFoundException">There is no such project or milestone.</exception>
    /// <exception cref="StaleException">The milestone was changed since it was read.</exception>
    /// <exception cref="RuleException"><c>milestones.link_unknown</c>: there is no such link.</exception>
    public async Task<MilestoneReceipt> UnlinkLandAsync(Actor actor, LinkLand request, CancellationToken ct)
    {
        actor.Demand(Permission.UpdateMilestones);
        return await RunAsync(actor, request.Project, request.Milestone, request.Revision, async (session, milestone) =>
        {
            if (await LinkRecords.RemoveLandAsync(session.Connection, session.Transaction, milestone.Id, request.Package, ct) == 0)
                throw MilestoneFault.Rule("milestones.link_unknown");
            session.Note(milestone, FormattableString.Invariant($"land/{request.Package}"), true, null);
        }, ct);
    }

    private async Task<MilestoneReceipt> RunAsync(
        Actor actor, string project, string code, long? revision, Func<MilestoneSession, MilestoneRow, Task> work, CancellationToken ct)
    {
        var receipts = await MilestoneSession.RunAsync(
            database, new MilestoneChangeKind(actor, Permission.UpdateMilestones, calendar.Today, Kind, [project]),
            async session =>
            {
                var milestone = session.Milestone(project, code, revision);
                await work(session, milestone);
                session.Change(milestone);
            }, ct);
        return receipts.First(r => r.Milestone == code);
    }

    private static string Path(SessionProject project, IReadOnlyList<long> circle)
    {
        var names = project.Milestones.Values.ToDictionary(m => m.Id, m => m.Name);
        return string.Join(" → ", circle.Select(id => names[id]));
    }

    private static void DemandNotDropped(MilestoneRow milestone)
    {
        if (milestone.DroppedOn is { } dropped)
            throw MilestoneFault.Rule("milestones.dropped_already", ("on", dropped));
    }

    private static void DemandLag(int days)
    {
        if (days is < 0 or > LongestLag)
            throw MilestoneFault.Field("LagDays", "milestones.lag_outside");
    }
}

/// <summary>A milestone that waits for another of its project.</summary>
/// <param name="Project">Project.</param>
/// <param name="Milestone">The one that waits.</param>
/// <param name="Revision">Version it was read in; null = whatever it is.</param>
/// <param name="Predecessor">The one it waits for.</param>
/// <param name="LagDays">Days in between at least, 0 to 3650.</param>
public sealed record LinkMilestones(string Project, string Milestone, long? Revision, string Predecessor, int LagDays = 0);

/// <summary>A milestone that waits for land.</summary>
/// <param name="Project">Project.</param>
/// <param name="Milestone">The one that waits.</param>
/// <param name="Revision">Version it was read in; null = whatever it is.</param>
/// <param name="Package">Key of a land package of the project.</param>
/// <param name="LagDays">Days after the hand-over at least, 0 to 3650.</param>
public sealed record LinkLand(string Project, string Milestone, long? Revision, long Package, int LagDays = 0);
