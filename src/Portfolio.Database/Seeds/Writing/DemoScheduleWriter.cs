using Portfolio.Accounts;
using Portfolio.Common;
using Portfolio.Database.Seeds.Tables;
using Portfolio.Directories;
using Portfolio.LandClearance.Illustrative;
using Portfolio.Milestones;
using Portfolio.Milestones.Forecasts;
using Portfolio.Milestones.Illustrative;
using Portfolio.Plans;
using Portfolio.Projects;

namespace Portfolio.Database.Seeds.Writing;

/// <summary>
/// Writes the illustrative milestones and land once, into projects of which officers have said nothing, and takes them back when
/// the demonstration ends. They give way to what documents say of their project; what officers have built on them stays, and they
/// with it.
/// </summary>
internal static class DemoScheduleWriter
{
    /// <summary>Takes back what belongs to projects that vanish, or lose a milestone on which it was built; <see cref="LoadAsync"/> writes it anew.</summary>
    public static async Task GiveWayAsync(
        SeedSession session, PlanBook book, IReadOnlyList<ProjectKey> projects, PlanScope scope, CancellationToken ct)
    {
        var (connection, transaction) = session;
        var load = new MilestoneLoad(book.Milestones.Values, projects, scope.PlanIds);
        var changes = await MilestoneImport.ChangesAsync(connection, transaction, load, ct);
        long[] changed = [.. changes.Where(c => c.Vanishes && c.WorkedOn).Select(c => c.ProjectId).Concat(scope.VanishedProjects.Select(p => p.Id)).Distinct().Order()];
        if (changed.Length > 0)
            await WithdrawAsync(session, changed, ct);
    }

    /// <summary>Takes it back where nobody has worked on it.</summary>
    /// <param name="session">The load.</param>
    /// <param name="among">Of these projects; null = of all.</param>
    /// <param name="ct">Cancels the load.</param>
    public static async Task WithdrawAsync(SeedSession session, long[]? among, CancellationToken ct)
    {
        var (connection, transaction) = session;
        // Locked first, so that what nobody has touched stays so.
        await ForecastRecords.LockAsync(connection, transaction, [.. await IllustrativeMilestones.UntouchedAsync(connection, transaction, among, ct)], ct);
        var untouched = await IllustrativeMilestones.UntouchedAsync(connection, transaction, among, ct);
        long[] projects = [.. untouched.Except(await IllustrativePackages.TouchedAsync(connection, transaction, [.. untouched], ct))];
        var planOf = (await ProjectImport.KeysAsync(connection, transaction, ct)).ToDictionary(p => p.Id, p => p.PlanId);
        foreach (var plan in projects.GroupBy(p => planOf[p]))
        {
            var packages = await IllustrativePackages.WithdrawAsync(connection, transaction, [.. plan], ct);
            var milestones = await IllustrativeMilestones.WithdrawAsync(connection, transaction, [.. plan], session.Today, ct);
            session.Tally.Add("land_clearance.package", [new ImportCount(plan.Key, 0, 0, packages)]);
            session.Tally.Add("milestones.milestone", [new ImportCount(plan.Key, 0, 0, milestones)]);
        }
        // Projects that give way to a document leave the ruling of their province to the others.
        if (among is null)
            await IllustrativeRules.WithdrawAsync(connection, transaction, Actor.System.Name, ct);
    }

    /// <summary>Writes it into the projects that are free of any.</summary>
    public static async Task LoadAsync(SeedSession session, DemoBook demo, CancellationToken ct)
    {
        var (connection, transaction) = session;
        var projects = (await ProjectImport.KeysAsync(connection, transaction, ct)).ToDictionary(p => p.Code, StringComparer.Ordinal);
        long[] wanted = [.. demo.Milestones.Values.Select(m => m.Project).Distinct().Where(projects.ContainsKey).Select(p => projects[p].Id).Order()];
        var free = await IllustrativeMilestones.FreeAsync(connection, transaction, wanted, ct);
        free = await IllustrativePackages.FreeAsync(connection, transaction, [.. free], ct);
        if (free.Count == 0)
            return;
        var keys = projects.Values.Where(p => free.Contains(p.Id)).ToDictionary(p => p.Code, StringComparer.Ordinal);
        await ForecastRecords.LockAsync(connection, transaction, [.. free], [.. free.Select(id => keys.Values.First(k => k.Id == id).PlanId)], ct);
        var confirming = await IllustrativeRules.SetAsync(connection, transaction, [.. demo.Confirming.Values], Actor.System.Name, ct);
        var provinces = (await PlanImport.PlanKeysAsync(connection, transaction, ct)).ToDictionary(p => p.Id, p => p.Province);
        var book = new DemoSchedule(demo, keys, session.Today);
        foreach (var province in keys.Values.GroupBy(k => provinces[k.PlanId]))
            await IllustrativeMilestones.LoadAsync(
                connection, transaction, book.Schedule(province.Select(k => k.Id).ToHashSet()), confirming.Contains(province.Key), ct);
        var land = book.Land(await DirectoryImport.CommuneIdsAsync(connection, transaction, ct), await DirectoryImport.BodyIdsAsync(connection, transaction, ct));
        var packages = await IllustrativePackages.LoadAsync(connection, transaction, land, session.Today, ct);
        await IllustrativeMilestones.BlockAsync(connection, transaction, book.Blocks(packages), ct);
        await ForecastService.RefreshAsync(connection, transaction, [.. free], session.Today, ct);
        foreach (var plan in keys.Values.GroupBy(k => k.PlanId))
        {
            var codes = plan.Select(p => p.Code).ToHashSet(StringComparer.Ordinal);
            var ids = plan.Select(p => p.Id).ToHashSet();
            session.Tally.Add("milestones.milestone", [new ImportCount(plan.Key, demo.Milestones.Values.Count(m => m.Planned is not null && codes.Contains(m.Project)), 0, 0)]);
            session.Tally.Add("land_clearance.package", [new ImportCount(plan.Key, packages.Count(p => ids.Contains(p.ProjectId)), 0, 0)]);
        }
    }
}
