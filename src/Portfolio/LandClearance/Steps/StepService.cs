using System.Globalization;
using Npgsql;
using Portfolio.Accounts;
using Portfolio.Audit;
using Portfolio.Common;
using Portfolio.Directories;
using Portfolio.LandClearance.Packages;

namespace Portfolio.LandClearance.Steps;

/// <summary>Packages go through the steps of their province: each is done on a day, after the step it follows and never on an earlier day.</summary>
public sealed class StepService(PortfolioDatabase database, BusinessCalendar calendar)
{
    private const string NoticeMonths = "land.notice.valid_months";

    private static readonly DateOnly Earliest = new(1990, 1, 1);

    private static readonly MarkStepValidator Validator = new();

    /// <summary>Says on which day a package did a step, or that it did not.</summary>
    /// <param name="actor">Who says so; needs <see cref="Permission.UpdateLand"/> on the project or in the commune.</param>
    /// <param name="mark">The step as it stands.</param>
    /// <param name="ct">Cancels the call.</param>
    /// <exception cref="NotFoundException">There is no such package.</exception>
    /// <exception cref="StaleException">The package was changed since it was read.</exception>
    /// <exception cref="ValidationFailedException">The step is unknown, there is nothing to record, the step it follows is open, the day lies ahead or out of order, or a day that was said changes without a note.</exception>
    public async Task<PackageReceipt> MarkAsync(Actor actor, MarkStep mark, CancellationToken ct)
    {
        actor.Demand(Permission.UpdateLand);
        Validator.Demand(mark);
        return await database.TransactAsync(async (connection, transaction) =>
        {
            var field = await PackageField.LockAsync(connection, transaction, [mark.Package], ct);
            var before = field.Require(mark.Package);
            field.Demand(actor, before);
            if (mark.Version is { } version && version != before.Version)
                throw new StaleException("land.stale");
            var steps = await StepRecords.OfProvinceAsync(connection, transaction, field.Province(before), ct);
            var done = await StepRecords.DoneAsync(connection, transaction, mark.Package, ct);
            if (done.TryGetValue(mark.Step, out var was) && was == mark.DoneOn)
                return before.Receipt;
            Demand(mark, steps, done);
            await WriteAsync(connection, transaction, actor, mark, before, ct);
            var after = (await PackageRecords.LockAsync(connection, transaction, [mark.Package], ct))[mark.Package];
            await AuditAsync(connection, transaction, actor, field, (before, after), mark, done, ct);
            return after.Receipt;
        }, ct);
    }

    private static async Task WriteAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, Actor actor, MarkStep mark, PackageRow before, CancellationToken ct)
    {
        await StepRecords.MarkAsync(connection, transaction, actor, mark, SafeText.OrNull(mark.Note), ct);
        var notice = mark.Step == LandStep.Notice;
        await StepRecords.TouchAsync(
            connection, transaction, before.Id, notice, mark.DoneOn,
            notice && mark.DoneOn is { } day ? await ValidUntilAsync(connection, transaction, day, ct) : null, ct);
    }

    // By the law of the day of the notice; where it says nothing, the notice has no end that the program knows.
    private static async Task<DateOnly?> ValidUntilAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, DateOnly notice, CancellationToken ct) =>
        (await LawLookup.NamedAsync(connection, transaction, [NoticeMonths], notice, ct)).TryGetValue(NoticeMonths, out var months)
            ? notice.AddMonths(int.Parse(months, CultureInfo.InvariantCulture))
            : null;

    private void Demand(MarkStep mark, IReadOnlyList<LandStep> steps, IReadOnlyDictionary<string, DateOnly> done)
    {
        var faults = new List<FieldFailure>();
        var step = steps.FirstOrDefault(s => s.Code == mark.Step);
        if (step is null)
            faults.Add(new FieldFailure("Step", "land.step_unknown", new Dictionary<string, object?> { ["step"] = mark.Step }));
        else if (mark.DoneOn is { } day)
        {
            if (day > calendar.Today)
                faults.Add(new FieldFailure("DoneOn", "date.ahead", new Dictionary<string, object?>()));
            else if (day < Earliest)
                faults.Add(new FieldFailure("DoneOn", "date.far_year", new Dictionary<string, object?>()));
            if (step.AfterStep is { } after && steps.FirstOrDefault(s => s.Code == after) is { } before)
            {
                if (!done.TryGetValue(after, out var first))
                    faults.Add(OutOfOrder("land.step_open", before, null));
                else if (day < first)
                    faults.Add(OutOfOrder("land.step_before", before, first));
            }
            if (steps.FirstOrDefault(s => s.AfterStep == step.Code && done.TryGetValue(s.Code, out var next) && next < day) is { } follower)
                faults.Add(OutOfOrder("land.step_after", follower, done[follower.Code]));
        }
        else if (!done.ContainsKey(step.Code))
            faults.Add(new FieldFailure("DoneOn", "land.step_nothing", new Dictionary<string, object?>()));
        else if (steps.FirstOrDefault(s => s.AfterStep == step.Code && done.ContainsKey(s.Code)) is { } follower)
            faults.Add(OutOfOrder("land.step_followed", follower, done[follower.Code]));
        if (done.TryGetValue(mark.Step, out var said) && SafeText.OrNull(mark.Note) is null)
            faults.Add(new FieldFailure("Note", "land.step_changes_needs_note", new Dictionary<string, object?> { ["day"] = said }));
        if (faults.Count > 0)
            throw new ValidationFailedException(faults);
    }

    private static FieldFailure OutOfOrder(string code, LandStep other, DateOnly? day) =>
        new("DoneOn", code, new Dictionary<string, object?> { ["sourceName"] = other.Name, ["sourceNameEn"] = other.NameEn, ["day"] = day });

    private static Task AuditAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, Actor actor, PackageField field, (PackageRow Before, PackageRow After) package, MarkStep mark,
        IReadOnlyDictionary<string, DateOnly> done, CancellationToken ct)
    {
        var change = PackageTrail.Change(field.Code(package.After), field.Province(package.After), package.Before, package.After);
        var name = $"land/{package.After.Code}/step_{mark.Step}";
        return AuditLog.WriteAsync(
            connection, transaction, actor, "land.step_marked", "project",
            [
                new AuditChange(
                    field.Code(package.After), field.Province(package.After),
                    With(change?.Before, name, done.TryGetValue(mark.Step, out var was) ? was : null), With(change?.After, name, mark.DoneOn)),
            ], SafeText.OrNull(mark.Note), ct);
    }

    private static Dictionary<string, object?> With(object? fields, string name, DateOnly? day) =>
        new(fields as Dictionary<string, object?> ?? [], StringComparer.Ordinal) { [name] = day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) };
}
