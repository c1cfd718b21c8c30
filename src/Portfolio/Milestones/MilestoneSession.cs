using Npgsql;
using Portfolio.Accounts;
using Portfolio.Audit;
using Portfolio.Common;
using Portfolio.Exchange;
using Portfolio.Files;
using Portfolio.Milestones.Forecasts;
using Portfolio.Plans;
using Portfolio.Projects;

namespace Portfolio.Milestones;

/// <summary>
/// One change of milestones: the projects are locked, their milestones read, what is to be written is gathered, and all of it is
/// written at once with the new forecast and the history. Whatever is refused leaves nothing behind.
/// </summary>
internal sealed class MilestoneSession
{
    private readonly Dictionary<string, SessionProject> projects = new(StringComparer.Ordinal);
    private readonly List<PostedDate> dates = [];
    private readonly List<PostedRemark> remarks = [];
    private readonly Dictionary<long, ChangedMilestone> changes = [];
    private readonly List<(long ProjectId, string Field, object? Before, object? After)> history = [];
    private readonly HashSet<long> touched = [];
    private readonly Permission permission;

    private MilestoneSession(NpgsqlConnection connection, NpgsqlTransaction transaction, Actor actor, Permission permission, DateOnly today)
    {
        Connection = connection;
        Transaction = transaction;
        Actor = actor;
        Today = today;
        this.permission = permission;
    }

    public NpgsqlConnection Connection { get; }

    public NpgsqlTransaction Transaction { get; }

    public Actor Actor { get; }

    public DateOnly Today { get; }

    /// <summary>Does one change, once per key of its caller, and commits it.</summary>
    /// <param name="database">Database.</param>
    /// <param name="change">Who changes what: the permission is demanded of each project when it is asked for.</param>
    /// <param name="work">Gathers what is to be written.</param>
    /// <param name="ct">Cancels the call.</param>
    public static async Task<IReadOnlyList<MilestoneReceipt>> RunAsync(
        PortfolioDatabase database, MilestoneChangeKind change, Func<MilestoneSession, Task> work, CancellationToken ct) =>
        await database.RetryAsync(async connection =>
        {
            await using var transaction = await connection.BeginTransactionAsync(ct);
            return await IdempotentWrite.RunAsync(connection, transaction, change.Actor, change.Kind, async () =>
            {
                var session = new MilestoneSession(connection, transaction, change.Actor, change.Permission, change.Today);
                await session.OpenAsync(change.Projects, ct);
                await work(session);
                return await session.CloseAsync(change, ct);
            }, ct);
        }, ct);

    /// <summary>A project of the change.</summary>
    /// <exception cref="NotFoundException">There is none of this code.</exception>
    /// <exception cref="OutOfReachException">It is not one of the actor's.</exception>
    public SessionProject Project(string code)
    {
        var project = projects.GetValueOrDefault(code) ?? throw new NotFoundException("project", code);
        Actor.Demand(permission, project.Place);
        return project;
    }

    /// <summary>A milestone of the change.</summary>
    /// <exception cref="NotFoundException">There is no such project or milestone.</exception>
    /// <exception cref="OutOfReachException">The project is not one of the actor's.</exception>
    /// <exception cref="StaleException">It was changed since it was read.</exception>
    public MilestoneRow Milestone(string project, string code, long? revision)
    {
        var milestone = Project(project).Milestones.GetValueOrDefault(code) ?? throw new NotFoundException("milestone", code);
        if (revision is { } seen && seen != milestone.Revision)
            throw new StaleException("milestones.stale");
        touched.Add(milestone.Id);
        return milestone;
    }

    /// <summary>Moves a date; one that stays as it is is left alone.</summary>
    /// <exception cref="RuleException"><c>milestones.twice</c>: it is moved twice in one change.</exception>
    public void Move(MilestoneRow milestone, string field, DueDate? now, string? reasonCode, string? note)
    {
        var was = milestone.Date(field);
        if (was == now)
            return;
        if (dates.Any(d => d.Milestone.Id == milestone.Id && d.Field == field))
            throw MilestoneFault.Rule("milestones.twice", ("name", milestone.Name));
        dates.Add(new PostedDate(milestone, field, was, now, reasonCode, note));
        Note(milestone, field, was?.ToString(), now?.ToString());
    }

    /// <summary>Moves a date that is a day.</summary>
    public void Move(MilestoneRow milestone, string field, DateOnly? on, string? reasonCode, string? note) =>
        Move(milestone, field, on is null ? null : new DueDate(on, null, null), reasonCode, note);

    /// <summary>Says something of a milestone.</summary>
    public void Remark(MilestoneRow milestone, string? text, int? percent, IReadOnlyList<NewFile> files)
    {
        remarks.Add(new PostedRemark(milestone, text, percent, files));
        Change(milestone, percent: percent);
        if (percent is { } now && now != milestone.Percent)
            Note(milestone, "percent", milestone.Percent, now);
        if (files.Count > 0)
            Note(milestone, "files", null, string.Join(", ", files.Select(f => f.Name)));
    }

    /// <summary>Changes what is no date, or makes a new version of the milestone.</summary>
    public void Change(MilestoneRow milestone, string? name = null, int? weight = null, int? percent = null)
    {
        touched.Add(milestone.Id);
        var before = changes.GetValueOrDefault(milestone.Id);
        changes[milestone.Id] = new ChangedMilestone(milestone.Id, name ?? before?.Name, weight ?? before?.Weight, percent ?? before?.Percent);
    }

    /// <summary>Notes a change in the history of the project.</summary>
    public void Note(MilestoneRow milestone, string field, object? before, object? after) =>
        history.Add((milestone.ProjectId, $"{milestone.Code}/{field}", before, after));

    /// <summary>Adds milestones, and gives them as they stand now.</summary>
    public async Task<IReadOnlyList<MilestoneRow>> AddAsync(SessionProject project, IReadOnlyList<AddedMilestone> added, CancellationToken ct)
    {
        await MilestoneRecords.AddAsync(Connection, Transaction, project.Row.Id, project.Row.PlanId, added, ct);
        var rows = await MilestoneRecords.RowsAsync(Connection, Transaction, [project.Row.Id], ct);
        List<MilestoneRow> made = [.. rows.Where(r => !project.Milestones.ContainsKey(r.Code))];
        foreach (var row in made)
        {
            project.Milestones.Add(row.Code, row);
            touched.Add(row.Id);
            Note(row, DateField.Planned, null, row.Date(DateField.Planned)!.ToString());
        }
        return made;
    }

    private async Task OpenAsync(IReadOnlyCollection<string> codes, CancellationToken ct)
    {
        var rows = await ProjectLookup.FindManyAsync(Connection, Transaction, [.. codes.Distinct()], [], ct);
        var plans = await PlanLookup.GetManyAsync(Connection, Transaction, rows.Select(r => r.PlanId), ct);
        foreach (var row in rows)
            projects.Add(row.Code, new SessionProject(row, plans[row.PlanId]));
        // Nobody waits for a change that is refused anyway.
        var mine = projects.Values.Where(p => Actor.May(permission, p.Place)).Select(p => p.Row).OrderBy(p => p.Id).ToList();
        long[] ids = [.. mine.Select(p => p.Id)];
        await ForecastRecords.LockAsync(Connection, Transaction, ids, [.. mine.Select(p => p.PlanId)], ct);
        var byProject = projects.Values.ToDictionary(p => p.Row.Id);
        foreach (var milestone in await MilestoneRecords.RowsAsync(Connection, Transaction, ids, ct))
            byProject[milestone.ProjectId].Milestones.Add(milestone.Code, milestone);
    }

    private async Task<IReadOnlyList<MilestoneReceipt>> CloseAsync(MilestoneChangeKind change, CancellationToken ct)
    {
        if (dates.Count > 0)
            await MilestoneRecords.PostAsync(Connection, Transaction, Actor, Today, dates, ct);
        if (remarks.Count > 0)
            await MilestoneRecords.RemarkAsync(Connection, Transaction, Actor, Today, remarks, ct);
        if (changes.Count > 0)
            await MilestoneRecords.ChangeAsync(Connection, Transaction, [.. changes.Values], ct);
        var written = projects.Values.Where(p => p.Milestones.Values.Any(m => touched.Contains(m.Id))).ToDictionary(p => p.Row.Id);
        await ForecastService.RefreshAsync(Connection, Transaction, [.. written.Keys.Order()], Today, ct);
        await AuditLog.WriteAsync(
            Connection, Transaction, Actor, change.Kind, "project",
            [
                .. history.GroupBy(h => h.ProjectId).OrderBy(g => g.Key).Select(g => new AuditChange(
                    written[g.Key].Row.Code, written[g.Key].Plan.ProvinceCode,
                    g.GroupBy(h => h.Field).ToDictionary(f => f.Key, f => f.First().Before), g.GroupBy(h => h.Field).ToDictionary(f => f.Key, f => f.Last().After))),
            ], change.Reason, ct);
        return
        [
            .. (await MilestoneRecords.ReceiptsAsync(Connection, Transaction, [.. touched], ct)).OrderBy(r => r.Id)
                .Select(r => new MilestoneReceipt(written[r.ProjectId].Row.Code, r.Code, r.Revision, r.Waits, r.ExpectedOn)),
        ];
    }
}

/// <summary>Who changes what of milestones.</summary>
/// <param name="Actor">Who.</param>
/// <param name="Permission">What he needs, on every project.</param>
/// <param name="Today">Business date.</param>
/// <param name="Kind">Kind of the event in the history.</param>
/// <param name="Projects">Codes of the projects.</param>
/// <param name="Reason">Reason given; null = none.</param>
internal sealed record MilestoneChangeKind(
    Actor Actor, Permission Permission, DateOnly Today, string Kind, IReadOnlyCollection<string> Projects, string? Reason = null);

/// <summary>A project of a change.</summary>
internal sealed record SessionProject(ProjectRow Row, PlanRow Plan)
{
    public Place Place { get; } = new(Plan.ProvinceCode, Row.Bodies);

    /// <summary>Its milestones by their codes, dropped ones among them.</summary>
    public Dictionary<string, MilestoneRow> Milestones { get; } = new(StringComparer.Ordinal);
}
