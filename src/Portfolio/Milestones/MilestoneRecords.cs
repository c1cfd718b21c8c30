using Dapper;
using Npgsql;
using Portfolio.Accounts;
using Portfolio.Common;
using Portfolio.Files;

namespace Portfolio.Milestones;

/// <summary>Reads and writes milestones for their services.</summary>
internal static class MilestoneRecords
{
    private const string RowsSql = """
        -- Milestones.Rows
        select m.id, m.project_id, m.code, m.kind_code, k.is_key, m.name, m.weight, m.percent, m.baseline_on, m.baseline_precision, m.baseline_text,
            m.planned_on, m.planned_precision, m.planned_text, m.stated_on, m.stated_precision, m.stated_text, m.reported_on, m.met_on, m.confirmed_on,
            m.dropped_on, m.document_precision is not null as of_document, m.revision
        from milestones.milestone m
        join milestones.kind k on k.code = m.kind_code
        where m.project_id = any(@Ids)
        order by m.id
        """;

    private const string PostSql = """
        -- Milestones.PostDates
        insert into milestones.date_entry (milestone_id, project_id, field, was_on, was_precision, was_text, now_on, now_precision, now_text,
            reason_code, note, entered_by, entered_account, entered_on)
        select e.milestone_id, e.project_id, e.field, e.was_on, e.was_precision, e.was_text, e.now_on, e.now_precision, e.now_text,
            e.reason_code, e.note, @Name, @AccountId, @Today
        from unnest(@Milestones::bigint[], @Projects::bigint[], @Fields::text[], @WasOn::date[], @WasPrecision::text[], @WasText::text[],
            @NowOn::date[], @NowPrecision::text[], @NowText::text[], @Reasons::text[], @Notes::text[])
            with ordinality as e (milestone_id, project_id, field, was_on, was_precision, was_text, now_on, now_precision, now_text, reason_code, note, place)
        order by e.place
        """;

    private const string RemarkSql = """
        -- Milestones.Remark
        insert into milestones.remark (milestone_id, project_id, text, percent, entered_by, entered_account, entered_on)
        select r.milestone_id, r.project_id, r.text, r.percent, @Name, @AccountId, @Today
        from unnest(@Milestones::bigint[], @Projects::bigint[], @Texts::text[], @Percents::int[])
            with ordinality as r (milestone_id, project_id, text, percent, place)
        order by r.place
        returning id
        """;

    private const string AttachSql = """
        -- Milestones.Attach
        insert into milestones.photo (remark_id, file_id)
        select remark_id, file_id from unnest(@Remarks::bigint[], @Files::bigint[]) as a (remark_id, file_id)
        """;

    private const string ChangeSql = """
        -- Milestones.Change
        update milestones.milestone m
        set name = coalesce(c.name, m.name), weight = coalesce(c.weight, m.weight), percent = coalesce(c.percent, m.percent),
            updated_at = now(), revision = nextval('milestones.revision')
        from unnest(@Ids::bigint[], @Names::text[], @Weights::int[], @Percents::int[]) as c (id, name, weight, percent)
        where m.id = c.id
        """;

    private const string AddSql = """
        -- Milestones.Add
        insert into milestones.milestone (project_id, plan_id, code, kind_code, name, weight, planned_on, planned_precision, planned_text,
            baseline_on, baseline_precision, baseline_text, figure_basis, updated_at)
        select @ProjectId, @PlanId, a.code, a.kind_code, a.name, a.weight, a.planned_on, a.planned_precision, a.planned_text,
            a.planned_on, case when a.planned_on is not null then a.planned_precision end, case when a.planned_on is not null then a.planned_text end,
            'entered', now()
        from unnest(@Codes::text[], @Kinds::text[], @Names::text[], @Weights::int[], @On::date[], @Precisions::text[], @Texts::text[])
            with ordinality as a (code, kind_code, name, weight, planned_on, planned_precision, planned_text, place)
        order by a.place
        """;

    private const string ReceiptsSql = """
        -- Milestones.Receipts
        select m.id, m.project_id, m.code, m.revision, m.reported_on is not null and m.met_on is null as waits, f.expected_on
        from milestones.milestone m
        left join milestones.forecast f on f.milestone_id = m.id
        where m.id = any(@Ids)
        """;

    public static async Task<IReadOnlyList<MilestoneRow>> RowsAsync(
        NpgsqlConnection connection, NpgsqlTransaction? transaction, long[] projects, CancellationToken ct) =>
        [.. await connection.QueryAsync<MilestoneRow>(new CommandDefinition(RowsSql, new { Ids = projects }, transaction, cancellationToken: ct))];

    /// <exception cref="StaleException">A date is not what an entry was based on.</exception>
    public static async Task PostAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, Actor actor, DateOnly today, IReadOnlyList<PostedDate> dates, CancellationToken ct)
    {
        try
        {
            await connection.ExecuteAsync(new CommandDefinition(PostSql, new
            {
                Milestones = dates.Select(d => d.Milestone.Id).ToArray(),
                Projects = dates.Select(d => d.Milestone.ProjectId).ToArray(),
                Fields = dates.Select(d => d.Field).ToArray(),
                WasOn = dates.Select(d => d.Was?.On).ToArray(),
                WasPrecision = dates.Select(d => d.Was?.Precision).ToArray(),
                WasText = dates.Select(d => d.Was?.Text).ToArray(),
                NowOn = dates.Select(d => d.Now?.On).ToArray(),
                NowPrecision = dates.Select(d => d.Now?.Precision).ToArray(),
                NowText = dates.Select(d => d.Now?.Text).ToArray(),
                Reasons = dates.Select(d => d.ReasonCode).ToArray(),
                Notes = dates.Select(d => d.Note).ToArray(),
                actor.Name,
                actor.AccountId,
                Today = today,
            }, transaction, cancellationToken: ct));
        }
        catch (PostgresException fault) when (fault.ConstraintName == "date_entry_follows")
        {
            throw new StaleException("milestones.stale");
        }
    }

    /// <summary>Writes what is said of milestones, with the files that belong to it.</summary>
    public static async Task RemarkAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, Actor actor, DateOnly today, IReadOnlyList<PostedRemark> remarks, CancellationToken ct)
    {
        var ids = (await connection.QueryAsync<long>(new CommandDefinition(RemarkSql, new
        {
            Milestones = remarks.Select(r => r.Milestone.Id).ToArray(),
            Projects = remarks.Select(r => r.Milestone.ProjectId).ToArray(),
            Texts = remarks.Select(r => r.Text).ToArray(),
            Percents = remarks.Select(r => r.Percent).ToArray(),
            actor.Name,
            actor.AccountId,
            Today = today,
        }, transaction, cancellationToken: ct))).Order().ToList();
        // The keys rise in the order of the rows.
        var sent = remarks.Zip(ids).SelectMany(r => r.First.Files.Select(file => (Remark: r.Second, File: file))).ToList();
        if (sent.Count == 0)
            return;
        var files = await FileStore.StoreAsync(connection, transaction, actor, [.. sent.Select(s => s.File)], ct);
        await connection.ExecuteAsync(new CommandDefinition(
            AttachSql, new { Remarks = sent.Select(s => s.Remark).ToArray(), Files = files }, transaction, cancellationToken: ct));
    }

    public static Task ChangeAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, IReadOnlyList<ChangedMilestone> changes, CancellationToken ct) =>
        connection.ExecuteAsync(new CommandDefinition(ChangeSql, new
        {
            Ids = changes.Select(c => c.Id).ToArray(),
            Names = changes.Select(c => c.Name).ToArray(),
            Weights = changes.Select(c => c.Weight).ToArray(),
            Percents = changes.Select(c => c.Percent).ToArray(),
        }, transaction, cancellationToken: ct));

    public static Task AddAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, long project, long plan, IReadOnlyList<AddedMilestone> added, CancellationToken ct) =>
        connection.ExecuteAsync(new CommandDefinition(AddSql, new
        {
            ProjectId = project,
            PlanId = plan,
            Codes = added.Select(a => a.Code).ToArray(),
            Kinds = added.Select(a => a.KindCode).ToArray(),
            Names = added.Select(a => a.Name).ToArray(),
            Weights = added.Select(a => a.Weight).ToArray(),
            On = added.Select(a => a.Planned.On).ToArray(),
            Precisions = added.Select(a => a.Planned.Precision).ToArray(),
            Texts = added.Select(a => a.Planned.Text).ToArray(),
        }, transaction, cancellationToken: ct));

    public static async Task<IReadOnlyList<ReceiptRow>> ReceiptsAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, long[] ids, CancellationToken ct) =>
        [.. await connection.QueryAsync<ReceiptRow>(new CommandDefinition(ReceiptsSql, new { Ids = ids }, transaction, cancellationToken: ct))];
}

/// <summary>A date that moves.</summary>
internal sealed record PostedDate(MilestoneRow Milestone, string Field, DueDate? Was, DueDate? Now, string? ReasonCode, string? Note);

/// <summary>What is said of a milestone besides dates.</summary>
internal sealed record PostedRemark(MilestoneRow Milestone, string? Text, int? Percent, IReadOnlyList<NewFile> Files);

/// <summary>What else changes of a milestone; null = stays.</summary>
internal sealed record ChangedMilestone(long Id, string? Name, int? Weight, int? Percent);

/// <summary>A milestone that is added.</summary>
internal sealed record AddedMilestone(string Code, string KindCode, string Name, int Weight, DueDate Planned);

/// <summary>Where a milestone stands after a change.</summary>
internal sealed record ReceiptRow(long Id, long ProjectId, string Code, long Revision, bool Waits, DateOnly? ExpectedOn);
