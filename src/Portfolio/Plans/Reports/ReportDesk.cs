using System.Globalization;
using Npgsql;
using Portfolio.Accounts;
using Portfolio.Audit;
using Portfolio.Common;
using Portfolio.Files;
using Portfolio.Files.Thumbnails;

namespace Portfolio.Plans.Reports;

/// <summary>Bodies hand in the reports that plans ask of them.</summary>
public sealed class ReportDesk(PortfolioDatabase database, BusinessCalendar calendar)
{
    private const int LongestNote = 1000;

    /// <summary>Says on which day a report was handed in, with its file, or that it was not. The warning ends with the next scan.</summary>
    /// <param name="actor">Who says so; needs <see cref="Permission.HandInReports"/> of the body.</param>
    /// <param name="handIn">The report as it stands.</param>
    /// <param name="ct">Cancels the call.</param>
    /// <returns>The new version of the duty.</returns>
    /// <exception cref="NotFoundException">There is no such duty.</exception>
    /// <exception cref="StaleException"><c>plans.report_stale</c>: somebody changed it since it was read.</exception>
    /// <exception cref="ValidationFailedException">The day lies ahead or before that of the report before, the note is too long, something that was said changes without one, or neither note nor file is given.</exception>
    public async Task<long> HandInAsync(Actor actor, HandIn handIn, CancellationToken ct)
    {
        actor.Demand(Permission.HandInReports);
        return await database.TransactAsync(async (connection, transaction) =>
        {
            var before = await ReportDutyRecords.LockAsync(connection, transaction, handIn.Duty, ct)
                ?? throw Missing(handIn.Duty);
            var plan = await PlanLookup.GetAsync(connection, transaction, before.PlanId, ct);
            actor.Demand(Permission.HandInReports, new Place(plan.ProvinceCode, [before.BodyId]));
            if (handIn.Version is { } seen && seen != before.Revision)
                throw new StaleException("plans.report_stale");
            Demand(handIn, before);
            if (handIn.On == before.HandedInOn && handIn.File is null && SafeText.OrNull(handIn.Note) is null)
                return before.Revision;
            long? file = handIn.File is { } added ? await FileStore.StoreAsync(connection, transaction, actor, added, ct) : null;
            var revision = await ReportDutyRecords.HandInAsync(connection, transaction, actor, handIn, file, ct);
            await WriteTrailAsync(connection, transaction, actor, plan, before, handIn, ct);
            return revision;
        }, ct);
    }

    /// <summary>Opens the file of a report that was handed in.</summary>
    /// <param name="actor">Who asks; needs <see cref="Permission.ViewWarnings"/> for the body that reports.</param>
    /// <param name="id">Key of the duty.</param>
    /// <param name="ct">Cancels the call.</param>
    /// <exception cref="NotFoundException">There is no such duty, or no file with it.</exception>
    /// <exception cref="OutOfReachException">It is not one of the actor's.</exception>
    public async Task<OpenFile> OpenFileAsync(Actor actor, long id, CancellationToken ct)
    {
        actor.Demand(Permission.ViewWarnings);
        await using var connection = await database.OpenAsync(ct);
        return await FileStore.OpenAsync(database, connection, null, await FileAsync(connection, actor, id, ct), ct);
    }

    /// <summary>The small picture of a report that is a photo.</summary>
    /// <returns>Null where none can be made.</returns>
    /// <inheritdoc cref="OpenFileAsync"/>
    public async Task<Thumbnail?> ThumbnailAsync(Actor actor, long id, CancellationToken ct)
    {
        actor.Demand(Permission.ViewWarnings);
        long file;
        await using (var connection = await database.OpenAsync(ct))
            file = await FileAsync(connection, actor, id, ct);
        return await ThumbnailStore.FindOrMakeAsync(database, file, ct);
    }

    private static async Task<long> FileAsync(NpgsqlConnection connection, Actor actor, long id, CancellationToken ct)
    {
        var found = await ReportDutyRecords.FileAsync(connection, id, ct) ?? throw Missing(id);
        var plan = await PlanLookup.GetAsync(connection, null, found.PlanId, ct);
        actor.Demand(Permission.ViewWarnings, new Place(plan.ProvinceCode, [found.BodyId]));
        return found.FileId ?? throw new NotFoundException("file", id.ToString(CultureInfo.InvariantCulture));
    }

    private static NotFoundException Missing(long id) => new("report", id.ToString(CultureInfo.InvariantCulture));

    private void Demand(HandIn handIn, ReportDutyRow before)
    {
        List<FieldFailure> faults = [];
        if (handIn.On > calendar.Today)
            faults.Add(Fault("On", "date.ahead"));
        else if (handIn.On != before.HandedInOn && handIn.On < HandIn.Earliest(before.DueOn, before.PreviousDueOn))
            faults.Add(Early(before));
        var note = SafeText.OrNull(handIn.Note);
        if (note is { Length: > LongestNote })
            faults.Add(Fault("Note", "milestones.note_long"));
        if (before.HandedInOn is not null && handIn.On != before.HandedInOn && note is null)
            faults.Add(Fault("Note", "milestones.note_missing"));
        // Of what is handed in something remains by which it is found again.
        if (before.HandedInOn is null && handIn.On is not null && note is null && handIn.File is null)
            faults.Add(Fault("Note", "plans.report_untraceable"));
        if (faults.Count > 0)
            throw new ValidationFailedException(faults);
    }

    private static Task WriteTrailAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, Actor actor, PlanRow plan, ReportDutyRow before, HandIn handIn, CancellationToken ct) =>
        AuditLog.WriteAsync(
            connection, transaction, actor, "plans.report_handed_in", "plan",
            [new AuditChange(plan.Code, plan.ProvinceCode, Words(before, before.HandedInOn, null), Words(before, handIn.On, handIn.File))], SafeText.OrNull(handIn.Note), ct);

    private static Dictionary<string, object?> Words(ReportDutyRow duty, DateOnly? on, NewFile? file)
    {
        var words = new Dictionary<string, object?> { ["report"] = duty.Name, ["handed_in_on"] = on?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) };
        if (file is not null)
            words["file"] = file.Name;
        return words;
    }

    private static FieldFailure Early(ReportDutyRow duty) => new("On", "plans.report_early", new Dictionary<string, object?>
    {
        ["due"] = duty.DueOn,
        ["earliest"] = HandIn.Earliest(duty.DueOn, duty.PreviousDueOn),
    });

    private static FieldFailure Fault(string field, string code) => new(field, code, new Dictionary<string, object?> { ["most"] = LongestNote });
}
