using Dapper;
using Npgsql;
using Portfolio.Accounts;

namespace Portfolio.LandClearance.Steps;

/// <summary>Reads the steps of provinces, and writes which of them packages have done.</summary>
internal static class StepRecords
{
    private const string OfProvinceSql = """
        -- LandClearance.Steps
        select s.code, s.position, s.name, s.name_en, s.after_step, s.limit_value, s.limit_unit, s.law_parameter, s.source_document, s.verified,
            s.ruled_at is not null as ruled
        from land_clearance.step s
        where s.province_code = @Province
        order by s.position, s.code
        """;

    private const string DoneSql = """
        -- LandClearance.StepsDone
        select s.step_code, s.done_on from land_clearance.package_step s where s.package_id = @Id
        """;

    private const string MarkSql = """
        -- LandClearance.MarkStep
        insert into land_clearance.package_step as s (package_id, step_code, done_on, note, entered_by, entered_account)
        values (@Id, @Step, @DoneOn, @Note, @By, @Account)
        on conflict (package_id, step_code) do update set done_on = excluded.done_on, note = excluded.note, entered_by = excluded.entered_by,
            entered_account = excluded.entered_account, entered_at = now(), figure_basis = 'entered'
        """;

    private const string UnmarkSql = """
        -- LandClearance.UnmarkStep
        delete from land_clearance.package_step where package_id = @Id and step_code = @Step
        """;

    // The notice of recovery stands with the package as well: warnings look for those that run out.
    private const string TouchSql = """
        -- LandClearance.TouchPackage
        update land_clearance.package
        set notified_on = case when @Notice then @NotifiedOn else notified_on end, notice_until = case when @Notice then @NoticeUntil else notice_until end,
            figure_basis = 'entered', updated_at = now(), revision = nextval('land_clearance.revision')
        where id = @Id
        """;

    /// <summary>The steps of a province, in their order.</summary>
    public static async Task<IReadOnlyList<LandStep>> OfProvinceAsync(
        NpgsqlConnection connection, NpgsqlTransaction? transaction, string province, CancellationToken ct) =>
        [.. await connection.QueryAsync<LandStep>(new CommandDefinition(OfProvinceSql, new { Province = province }, transaction, cancellationToken: ct))];

    /// <summary>Steps a package has done, with their days.</summary>
    public static async Task<IReadOnlyDictionary<string, DateOnly>> DoneAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, long package, CancellationToken ct) =>
        (await connection.QueryAsync<(string Step, DateOnly Day)>(new CommandDefinition(DoneSql, new { Id = package }, transaction, cancellationToken: ct)))
        .ToDictionary(s => s.Step, s => s.Day, StringComparer.Ordinal);

    /// <summary>Marks a step as done on a day, or as not done.</summary>
    public static Task MarkAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, Actor actor, MarkStep mark, string? note, CancellationToken ct) =>
        connection.ExecuteAsync(new CommandDefinition(
            mark.DoneOn is null ? UnmarkSql : MarkSql,
            new { Id = mark.Package, mark.Step, mark.DoneOn, Note = note, By = actor.Name, Account = actor.AccountId }, transaction, cancellationToken: ct));

    /// <summary>Makes the package a new version, with the days of its notice where they change.</summary>
    public static Task TouchAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, long package, bool notice, DateOnly? notifiedOn, DateOnly? noticeUntil, CancellationToken ct) =>
        connection.ExecuteAsync(new CommandDefinition(
            TouchSql, new { Id = package, Notice = notice, NotifiedOn = notifiedOn, NoticeUntil = noticeUntil }, transaction, cancellationToken: ct));
}
