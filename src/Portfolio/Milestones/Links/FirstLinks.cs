using Portfolio.LandClearance;
using Portfolio.Milestones.Forecasts;
using Portfolio.Milestones.Plan;

namespace Portfolio.Milestones.Links;

/// <summary>What a milestone waits for from its first day on. Nothing waits for it yet, so no circle can close.</summary>
internal static class FirstLinks
{
    public static async Task SetAsync(MilestoneSession session, MilestoneRow added, AddMilestone request, CancellationToken ct)
    {
        await AfterAsync(session, added, request, ct);
        await LandAsync(session, added, request.Land, ct);
    }

    private static async Task AfterAsync(MilestoneSession session, MilestoneRow added, AddMilestone request, CancellationToken ct)
    {
        var milestones = session.Project(request.Project).Milestones;
        List<Dependency> links = [];
        foreach (var (after, row) in request.After.Select((a, i) => (a, i)))
        {
            var field = FormattableString.Invariant($"After[{row}].Milestone");
            if (milestones.GetValueOrDefault(after.Code) is not { DroppedOn: null } predecessor || predecessor.Id == added.Id)
                throw MilestoneFault.Field(field, "milestones.link_unknown");
            if (links.Exists(l => l.PredecessorId == predecessor.Id))
                throw MilestoneFault.Field(field, "milestones.link_twice");
            DemandLag(after.LagDays, FormattableString.Invariant($"After[{row}].LagDays"));
            links.Add(new Dependency(added.Id, predecessor.Id, after.LagDays));
            session.Note(added, "after/" + predecessor.Code, null, after.LagDays);
        }
        if (links.Count > 0)
            await LinkRecords.SetAsync(session.Connection, session.Transaction, added.ProjectId, links, ct);
    }

    private static async Task LandAsync(MilestoneSession session, MilestoneRow added, IReadOnlyList<(long Package, int LagDays)> land, CancellationToken ct)
    {
        if (land.Count == 0)
            return;
        var packages = await PackageLookup.HandOversAsync(session.Connection, session.Transaction, [added.ProjectId], ct);
        foreach (var ((package, lag), row) in land.Select((l, i) => (l, i)))
        {
            var field = FormattableString.Invariant($"Land[{row}].Package");
            if (!packages.ContainsKey(package))
                throw MilestoneFault.Field(field, "milestones.link_unknown");
            if (land.Take(row).Any(l => l.Package == package))
                throw MilestoneFault.Field(field, "milestones.link_twice");
            DemandLag(lag, FormattableString.Invariant($"Land[{row}].LagDays"));
            session.Note(added, FormattableString.Invariant($"land/{package}"), null, lag);
        }
        await LinkRecords.SetLandAsync(session.Connection, session.Transaction, added, land, ct);
    }

    private static void DemandLag(int days, string field)
    {
        if (days is < 0 or > MilestoneLinks.LongestLag)
            throw MilestoneFault.Field(field, "milestones.lag_outside");
    }
}
