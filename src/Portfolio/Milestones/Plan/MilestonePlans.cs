using Portfolio.Accounts;
using Portfolio.Common;
using Portfolio.Milestones.Links;
using Portfolio.Projects;

namespace Portfolio.Milestones.Plan;

/// <summary>Which milestones a project has, what they weigh, and when they are planned.</summary>
public sealed class MilestonePlans(PortfolioDatabase database, BusinessCalendar calendar)
{
    /// <summary>Most that a milestone weighs.</summary>
    internal const int MostWeight = 1000;

    private const int LongestName = 300;

    /// <summary>Adds milestones of the standard set, chained as the set says. Their first plan is their baseline.</summary>
    /// <param name="actor">Who adds them; needs <see cref="Permission.UpdateMilestones"/> on the project.</param>
    /// <param name="request">Their dates: a kind without one is left out.</param>
    /// <param name="ct">Cancels the call.</param>
    /// <exception cref="NotFoundException">There is no such project.</exception>
    /// <exception cref="ValidationFailedException">A date cannot be read, or a kind is not one that is lacking; the fields are named <c>Dates[0].Planned</c>.</exception>
    /// <exception cref="RuleException"><c>milestones.set_complete</c>: the project lacks none.</exception>
    public async Task<IReadOnlyList<MilestoneReceipt>> AddStandardSetAsync(Actor actor, AddStandardSet request, CancellationToken ct)
    {
        actor.Demand(Permission.UpdateMilestones);
        return await RunAsync(actor, Permission.UpdateMilestones, "milestones.set_added", request.Project, null, async session =>
        {
            var project = session.Project(request.Project);
            var facts = await ProjectLookup.FactsAsync(session.Connection, session.Transaction, project.Row.Id, ct);
            var set = await StandardSets.OfAsync(session.Connection, session.Transaction, facts.Kind, ct);
            var missing = Missing(set, project.Milestones.Values);
            if (missing.Count == 0)
                throw MilestoneFault.Rule("milestones.set_complete");
            var made = await session.AddAsync(project, Dated(request.Dates, missing, project), ct);
            var existing = await LinkRecords.DependenciesAsync(session.Connection, session.Transaction, project.Row.Id, ct);
            var links = StandardSets.Links(
                set, [.. project.Milestones.Values.Where(m => m.DroppedOn is null)], made.Select(m => m.Id).ToHashSet(), existing);
            await LinkRecords.SetAsync(session.Connection, session.Transaction, project.Row.Id, links, ct);
        }, ct);
    }

    /// <summary>Adds a milestone. Its first plan is its baseline.</summary>
    /// <param name="actor">Who adds it; needs <see cref="Permission.UpdateMilestones"/> on the project.</param>
    /// <param name="request">The milestone.</param>
    /// <param name="ct">Cancels the call.</param>
    /// <exception cref="NotFoundException">There is no such project.</exception>
    /// <exception cref="ValidationFailedException">A field is missing or cannot be right; what it waits for is named <c>After[0].Milestone</c>, <c>Land[0].Package</c>.</exception>
    public async Task<MilestoneReceipt> AddAsync(Actor actor, AddMilestone request, CancellationToken ct)
    {
        actor.Demand(Permission.UpdateMilestones);
        var name = Name(request.Name);
        DemandWeight(request.Weight);
        var planned = MilestoneFault.Date("Planned", request.Planned);
        var receipts = await RunAsync(actor, Permission.UpdateMilestones, "milestones.added", request.Project, null, async session =>
        {
            var project = session.Project(request.Project);
            var kind = request.Kind ?? "other";
            if (!(await StandardSets.KindsAsync(session.Connection, session.Transaction, ct)).Contains(kind))
                throw MilestoneFault.Field("Kind", "milestones.kind_unknown");
            var made = await session.AddAsync(project, [new AddedMilestone(FreeCode(project, "m"), kind, name, request.Weight, planned)], ct);
            await FirstLinks.SetAsync(session, made[0], request, ct);
        }, ct);
        return receipts[0];
    }

    /// <summary>Changes name and weight.</summary>
    /// <param name="actor">Who changes them; needs <see cref="Permission.UpdateMilestones"/> on the project.</param>
    /// <param name="request">As they shall be.</param>
    /// <param name="ct">Cancels the call.</param>
    /// <exception cref="NotFoundException">There is no such project or milestone.</exception>
    /// <exception cref="StaleException">It was changed since it was read.</exception>
    /// <exception cref="ValidationFailedException">A field cannot be right.</exception>
    /// <exception cref="RuleException"><c>milestones.of_document</c>: a document names it.</exception>
    public async Task<MilestoneReceipt> ChangeAsync(Actor actor, ChangeMilestone request, CancellationToken ct)
    {
        actor.Demand(Permission.UpdateMilestones);
        var name = request.Name is null ? null : Name(request.Name);
        if (request.Weight is { } weight)
            DemandWeight(weight);
        var receipts = await RunAsync(actor, Permission.UpdateMilestones, "milestones.changed", request.Project, null, session =>
        {
            var milestone = session.Milestone(request.Project, request.Milestone, request.Revision);
            if (name is not null && name != milestone.Name)
            {
                if (milestone.OfDocument)
                    throw MilestoneFault.Rule("milestones.of_document");
                session.Change(milestone, name: name);
                session.Note(milestone, "name", milestone.Name, name);
            }
            if (request.Weight is { } heavy && heavy != milestone.Weight)
            {
                session.Change(milestone, weight: heavy);
                session.Note(milestone, "weight", milestone.Weight, heavy);
            }
            return Task.CompletedTask;
        }, ct);
        return receipts[0];
    }

    /// <summary>Moves a planned date; the baseline stays.</summary>
    /// <param name="actor">Who moves it; needs <see cref="Permission.UpdateMilestones"/> on the project.</param>
    /// <param name="request">Whither, and why.</param>
    /// <param name="ct">Cancels the call.</param>
    /// <exception cref="NotFoundException">There is no such project or milestone.</exception>
    /// <exception cref="StaleException">It was changed since it was read.</exception>
    /// <exception cref="ValidationFailedException">Date or reason are missing or cannot be right.</exception>
    /// <exception cref="RuleException">It is met or dropped.</exception>
    public async Task<MilestoneReceipt> MovePlannedAsync(Actor actor, MovePlanned request, CancellationToken ct)
    {
        actor.Demand(Permission.UpdateMilestones);
        var note = MilestoneFault.Note(request.Note);
        var planned = MilestoneFault.Date("Planned", request.Planned);
        var reason = MilestoneFault.ReasonCode(request.ReasonCode, note);
        if (planned.On < calendar.Today && reason != MoveReason.Correction)
            throw MilestoneFault.Field("Planned", "milestones.planned_past", ("today", calendar.Today));
        var receipts = await RunAsync(actor, Permission.UpdateMilestones, "milestones.planned_moved", request.Project, note, session =>
        {
            var milestone = session.Milestone(request.Project, request.Milestone, request.Revision);
            MilestoneFault.DemandOpen(milestone);
            session.Move(milestone, DateField.Planned, planned, reason, note);
            return Task.CompletedTask;
        }, ct);
        return receipts[0];
    }

    /// <summary>Makes what is planned the baseline.</summary>
    /// <param name="actor">Who does it; needs <see cref="Permission.Rebaseline"/> on the project.</param>
    /// <param name="request">Which milestones, and why.</param>
    /// <param name="ct">Cancels the call.</param>
    /// <exception cref="NotFoundException">There is no such project or milestone.</exception>
    /// <exception cref="ValidationFailedException">The reason is missing.</exception>
    /// <exception cref="RuleException"><c>milestones.baseline_same</c>: it is so already.</exception>
    public async Task<IReadOnlyList<MilestoneReceipt>> RebaselineAsync(Actor actor, Rebaseline request, CancellationToken ct)
    {
        actor.Demand(Permission.Rebaseline);
        var reason = MilestoneFault.Reason(request.Reason);
        return await RunAsync(actor, Permission.Rebaseline, "milestones.rebaselined", request.Project, reason, session =>
        {
            var codes = request.Milestones
                ?? [.. session.Project(request.Project).Milestones.Values.Where(m => m.DroppedOn is null && m.MetOn is null).Select(m => m.Code)];
            List<MilestoneRow> moving =
                [.. codes.Distinct().Select(c => session.Milestone(request.Project, c, null)).Where(m => Baseline(m) != m.Date(DateField.Baseline))];
            if (moving.Count == 0)
                throw MilestoneFault.Rule("milestones.baseline_same");
            foreach (var milestone in moving)
                session.Move(milestone, DateField.Baseline, Baseline(milestone), null, reason);
            return Task.CompletedTask;
        }, ct);
    }

    /// <summary>Drops an open milestone: it counts no more, its history stays.</summary>
    /// <param name="actor">
    /// Who drops it; needs <see cref="Permission.UpdateMilestones"/> on the project, for what a document names <see cref="Permission.Rebaseline"/>.
    /// </param>
    /// <param name="request">Which, and why.</param>
    /// <param name="ct">Cancels the call.</param>
    /// <exception cref="NotFoundException">There is no such project or milestone.</exception>
    /// <exception cref="StaleException">It was changed since it was read.</exception>
    /// <exception cref="ValidationFailedException">The reason is missing.</exception>
    /// <exception cref="RuleException">It is met, reported or dropped, or a document names it.</exception>
    public async Task<MilestoneReceipt> DropAsync(Actor actor, DropMilestone request, CancellationToken ct)
    {
        actor.Demand(Permission.UpdateMilestones);
        return await DropOrRestoreAsync(actor, request, "milestones.dropped", (session, milestone) =>
        {
            MilestoneFault.DemandOpen(milestone);
            if (milestone.ReportedOn is { } reported)
                throw MilestoneFault.Rule("milestones.reported_already", ("on", reported));
            return session.Today;
        }, ct);
    }

    /// <summary>Takes a dropped milestone up again.</summary>
    /// <param name="actor">Who takes it up; as for <see cref="DropAsync"/>.</param>
    /// <param name="request">Which, and why.</param>
    /// <param name="ct">Cancels the call.</param>
    /// <inheritdoc cref="DropAsync" path="/exception"/>
    public async Task<MilestoneReceipt> RestoreAsync(Actor actor, DropMilestone request, CancellationToken ct)
    {
        actor.Demand(Permission.UpdateMilestones);
        return await DropOrRestoreAsync(
            actor, request, "milestones.restored",
            (_, milestone) => milestone.DroppedOn is null ? throw MilestoneFault.Rule("milestones.not_dropped") : null, ct);
    }

    private async Task<MilestoneReceipt> DropOrRestoreAsync(
        Actor actor, DropMilestone request, string kind, Func<MilestoneSession, MilestoneRow, DateOnly?> dropped, CancellationToken ct)
    {
        var reason = MilestoneFault.Reason(request.Reason);
        var receipts = await RunAsync(actor, Permission.UpdateMilestones, kind, request.Project, reason, session =>
        {
            var milestone = session.Milestone(request.Project, request.Milestone, request.Revision);
            if (milestone.OfDocument && !actor.May(Permission.Rebaseline, session.Project(request.Project).Place))
                throw MilestoneFault.Rule("milestones.of_document");
            session.Move(milestone, DateField.Dropped, dropped(session, milestone), null, reason);
            return Task.CompletedTask;
        }, ct);
        return receipts[0];
    }

    private Task<IReadOnlyList<MilestoneReceipt>> RunAsync(
        Actor actor, Permission permission, string kind, string project, string? reason, Func<MilestoneSession, Task> work, CancellationToken ct) =>
        MilestoneSession.RunAsync(database, new MilestoneChangeKind(actor, permission, calendar.Today, kind, [project], reason), work, ct);

    private static List<StandardMilestone> Missing(IReadOnlyList<StandardMilestone> set, IEnumerable<MilestoneRow> rows)
    {
        var present = rows.Where(r => r.DroppedOn is null).Select(r => r.KindCode).ToHashSet(StringComparer.Ordinal);
        return [.. set.Where(s => !present.Contains(s.KindCode))];
    }

    private static List<AddedMilestone> Dated(IReadOnlyList<KindDate> dates, List<StandardMilestone> missing, SessionProject project)
    {
        if (dates.Count == 0)
            throw MilestoneFault.Field("Dates", "milestones.date_missing");
        List<FieldFailure> failures = [];
        List<(StandardMilestone Kind, DueDate Planned)> dated = [];
        foreach (var (date, row) in dates.Select((d, i) => (d, i)))
        {
            var fault = DueDateText.TryParse(date.Planned, out var planned) ?? (planned is null ? "milestones.date_missing" : null);
            if (fault is not null)
                failures.Add(new FieldFailure(FormattableString.Invariant($"Dates[{row}].Planned"), fault, new Dictionary<string, object?>()));
            else if (missing.Find(m => m.KindCode == date.Kind) is not { } kind || dated.Exists(d => d.Kind.KindCode == kind.KindCode))
                failures.Add(new FieldFailure(FormattableString.Invariant($"Dates[{row}].Kind"), "milestones.set_unknown_kind", new Dictionary<string, object?>()));
            else if (date.Weight is < 0 or > MostWeight)
                failures.Add(new FieldFailure(FormattableString.Invariant($"Dates[{row}].Weight"), "milestones.weight_outside", new Dictionary<string, object?>()));
            else
                dated.Add((kind with { Weight = date.Weight ?? kind.Weight }, planned!));
        }
        if (failures.Count > 0)
            throw new ValidationFailedException(failures);
        return [.. dated.Select(d => new AddedMilestone(FreeCode(project, d.Kind.KindCode.Replace('_', '-')), d.Kind.KindCode, d.Kind.Name, d.Kind.Weight, d.Planned))];
    }

    // What is planned for no day has no baseline.
    private static DueDate? Baseline(MilestoneRow milestone) => milestone.PlannedOn is null ? null : milestone.Date(DateField.Planned);

    // Dropped ones keep their codes: addresses and history go by them.
    private static string FreeCode(SessionProject project, string stem)
    {
        if (stem != "m" && !project.Milestones.ContainsKey(stem))
            return stem;
        return Enumerable.Range(stem == "m" ? 1 : 2, project.Milestones.Count + 1).Select(n => FormattableString.Invariant($"{stem}-{n}"))
            .First(code => !project.Milestones.ContainsKey(code));
    }

    private static string Name(string? name)
    {
        var clean = name?.Trim() ?? "";
        if (clean.Length == 0)
            throw MilestoneFault.Field("Name", "milestones.name_missing");
        return clean.Length > LongestName ? throw MilestoneFault.Field("Name", "milestones.name_long", ("most", LongestName)) : clean;
    }

    private static void DemandWeight(int weight)
    {
        if (weight is < 0 or > MostWeight)
            throw MilestoneFault.Field("Weight", "milestones.weight_outside");
    }
}
