using System.Globalization;
using Portfolio.Accounts;
using Portfolio.Common;
using Portfolio.Milestones.Confirmation;

namespace Portfolio.Milestones.Updates;

/// <summary>The daily word of owners: done, expected, how far, and corrections of a wrong "done".</summary>
public sealed class MilestoneUpdates(PortfolioDatabase database, BusinessCalendar calendar)
{
    /// <summary>Most updates at once.</summary>
    public const int MostRows = 500;

    private const string Kind = "milestones.updated";

    /// <summary>Says one thing of one milestone.</summary>
    /// <param name="actor">Who says it; needs <see cref="Permission.UpdateMilestones"/> on the project.</param>
    /// <param name="update">What is said.</param>
    /// <param name="ct">Cancels the call.</param>
    /// <exception cref="NotFoundException">There is no such project or milestone.</exception>
    /// <exception cref="OutOfReachException">The project is not one of the actor's.</exception>
    /// <exception cref="StaleException"><c>milestones.stale</c>: it was changed since it was read.</exception>
    /// <exception cref="ValidationFailedException">A field is missing or cannot be right.</exception>
    /// <exception cref="RuleException">It is met, dropped, confirmed, or continuous work.</exception>
    public async Task<MilestoneReceipt> UpdateAsync(Actor actor, MilestoneUpdate update, CancellationToken ct)
    {
        actor.Demand(Permission.UpdateMilestones);
        return await UpdateOneAsync(actor, [update], ct);
    }

    /// <summary>Says several things of one milestone at once: all, or none.</summary>
    /// <param name="actor">Who says it; needs <see cref="Permission.UpdateMilestones"/> on the project.</param>
    /// <param name="updates">What is said, of one and the same milestone.</param>
    /// <param name="ct">Cancels the call.</param>
    /// <inheritdoc cref="UpdateAsync" path="/exception"/>
    public async Task<MilestoneReceipt> UpdateOneAsync(Actor actor, IReadOnlyList<MilestoneUpdate> updates, CancellationToken ct)
    {
        actor.Demand(Permission.UpdateMilestones);
        var receipts = await RunAsync(actor, updates, (session, confirming) =>
        {
            var all = OfEach(updates);
            foreach (var update in updates)
                UpdateRules.Apply(session, update, all, confirming);
        }, ct);
        return receipts.Single();
    }

    /// <summary>Says it is done; it waits for confirmation where its kind is a key one and the province confirms.</summary>
    /// <inheritdoc cref="UpdateAsync"/>
    public Task<MilestoneReceipt> ReportDoneAsync(Actor actor, ReportDone update, CancellationToken ct) => UpdateAsync(actor, update, ct);

    /// <summary>States when the owner expects it; the plan and the computed forecast stay.</summary>
    /// <inheritdoc cref="UpdateAsync"/>
    public Task<MilestoneReceipt> StateForecastAsync(Actor actor, StateForecast update, CancellationToken ct) => UpdateAsync(actor, update, ct);

    /// <summary>Says how far it is, with a note and files.</summary>
    /// <inheritdoc cref="UpdateAsync"/>
    public Task<MilestoneReceipt> ReportProgressAsync(Actor actor, ReportProgress update, CancellationToken ct) => UpdateAsync(actor, update, ct);

    /// <summary>Puts a wrong "done" right; what the construction department confirmed only itself.</summary>
    /// <inheritdoc cref="UpdateAsync"/>
    public Task<MilestoneReceipt> UndoDoneAsync(Actor actor, UndoDone update, CancellationToken ct) => UpdateAsync(actor, update, ct);

    /// <summary>Says many things at once, of any projects: all, or none.</summary>
    /// <param name="actor">Who says it; needs <see cref="Permission.UpdateMilestones"/> on every project.</param>
    /// <param name="updates">What is said; of one milestone several things may be said, each with the version that was read.</param>
    /// <param name="ct">Cancels the call.</param>
    /// <exception cref="ValidationFailedException">Anything stands in the way of any of them; the fields are named <c>rows[0].Forecast</c>, where it was changed meanwhile <c>rows[0].Revision</c>.</exception>
    public async Task<IReadOnlyList<MilestoneReceipt>> UpdateManyAsync(Actor actor, IReadOnlyList<MilestoneUpdate> updates, CancellationToken ct)
    {
        actor.Demand(Permission.UpdateMilestones);
        if (updates.Count is 0 or > MostRows)
            throw MilestoneFault.Field("rows", "milestones.rows_outside", ("most", MostRows));
        return await RunAsync(actor, updates, (session, confirming) =>
        {
            // Of several projects some may be his; where there is but one, he is told so plainly.
            if (updates.Select(u => u.Project).Distinct().Count() == 1)
                session.Project(updates[0].Project);
            var all = OfEach(updates);
            List<FieldFailure> failures = [];
            foreach (var (update, row) in updates.Select((u, i) => (u, i)))
                try
                {
                    UpdateRules.Apply(session, update, all, confirming);
                }
                catch (PortfolioException fault)
                {
                    failures.AddRange(OfRow(row, fault));
                }
            if (failures.Count > 0)
                throw new ValidationFailedException(failures);
        }, ct);
    }

    private Task<IReadOnlyList<MilestoneReceipt>> RunAsync(
        Actor actor, IReadOnlyList<MilestoneUpdate> updates, Action<MilestoneSession, IReadOnlySet<string>> apply, CancellationToken ct) =>
        MilestoneSession.RunAsync(
            database, new MilestoneChangeKind(actor, Permission.UpdateMilestones, calendar.Today, Kind, [.. updates.Select(u => u.Project)]),
            async session => apply(session, await ConfirmationRecords.HoldAsync(session.Connection, session.Transaction, ct)), ct);

    private static ILookup<(string Project, string Milestone), MilestoneUpdate> OfEach(IReadOnlyList<MilestoneUpdate> updates) =>
        updates.ToLookup(u => (u.Project, u.Milestone));

    private static IEnumerable<FieldFailure> OfRow(int row, PortfolioException fault) => fault switch
    {
        ValidationFailedException invalid => invalid.Failures.Select(f => f with { Field = Name(row, f.Field) }),
        StaleException => [new FieldFailure(Name(row, "Revision"), fault.Code, fault.Arguments)],
        NotFoundException when fault.Code.StartsWith("project", StringComparison.Ordinal) => [new FieldFailure(Name(row, "Project"), fault.Code, fault.Arguments)],
        _ => [new FieldFailure(Name(row, "Milestone"), fault.Code, fault.Arguments)],
    };

    private static string Name(int row, string field) => string.Create(CultureInfo.InvariantCulture, $"rows[{row}].{field}");
}
