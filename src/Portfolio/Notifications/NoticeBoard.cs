using Dapper;
using Npgsql;
using Portfolio.Accounts;
using Portfolio.Common;

namespace Portfolio.Notifications;

/// <summary>What the bodies of an account, or its department, are told, until whoever it is marks it as read.</summary>
public sealed class NoticeBoard(PortfolioDatabase database)
{
    /// <summary>Unread notices are counted up to here: more are "more than that".</summary>
    public const int MostCounted = 99;

    // What names no body is for the finance department; without a province, for that of every one.
    private const string Mine = """
        (n.body_id = any(@Bodies) or (@Department and n.body_id is null))
            and (@Province::text is null or n.province_code is null or n.province_code = @Province)
        """;

    // A notice goes to every body that answers for a record; who stands for several of them is told once.
    private const string ListSql = $"""
        -- Notifications.List
        select array_agg(n.id order by n.id) as ids, n.kind, n.subject_type, n.subject_code, n.detail::text as detail, n.caused_by, n.caused_at,
            bool_and(exists (select 1 from notifications.notice_read r where r.account_id = @AccountId and r.notice_id = n.id)) as read
        from notifications.notice n
        where
        {Mine}
        group by n.kind, n.subject_type, n.subject_code, n.detail, n.caused_by, n.caused_at
        having @Before::bigint is null or max(n.id) < @Before
        order by max(n.id) desc
        limit @Limit
        """;

    // A notice has a row for each body and one for the department at most: so many rows hold as many notices as are counted, or all.
    private const string UnreadSql = $"""
        -- Notifications.Unread
        select least(count(*), @Limit)::int
        from (
            select distinct u.kind, u.subject_type, u.subject_code, u.detail, u.caused_by, u.caused_at
            from (
                select n.kind, n.subject_type, n.subject_code, n.detail, n.caused_by, n.caused_at
                from notifications.notice n
                where
        {Mine}
                    and not exists (select 1 from notifications.notice_read r where r.account_id = @AccountId and r.notice_id = n.id)
                limit @Limit::bigint * (cardinality(@Bodies) + 1)
            ) u
        ) unread
        """;

    private const string MarkSql = $"""
        -- Notifications.Mark
        insert into notifications.notice_read (account_id, notice_id)
        select @AccountId, n.id
        from notifications.notice n
        where n.id = any(@Ids) and
        {Mine}
        on conflict (account_id, notice_id) do nothing
        """;

    /// <summary>What the bodies of the actor, or his department, were told, the latest first.</summary>
    /// <param name="actor">Who asks; needs <see cref="Permission.ReadNotices"/>.</param>
    /// <param name="before"><see cref="Stretch{T}.Next"/> of the stretch before; null = from the latest.</param>
    /// <param name="limit">Most notices.</param>
    /// <param name="ct">Cancels the call.</param>
    public async Task<Stretch<Notice>> ListAsync(Actor actor, long? before, int limit, CancellationToken ct)
    {
        actor.Demand(Permission.ReadNotices);
        await using var connection = await database.OpenAsync(ct);
        // One more than asked for tells whether there are older ones.
        var rows = (await connection.QueryAsync<Row>(new CommandDefinition(
            ListSql, await ParametersAsync(connection, actor, before, limit + 1, [], ct), cancellationToken: ct))).Select(r => r.Notice).ToList();
        return rows.Count <= limit
            ? new Stretch<Notice>(rows, null)
            : new Stretch<Notice>(rows.GetRange(0, limit), rows[limit - 1].Ids[^1].ToString(System.Globalization.CultureInfo.InvariantCulture));
    }

    /// <summary>How many notices the actor has not marked as read, up to one more than <see cref="MostCounted"/>.</summary>
    /// <param name="actor">Who asks; needs <see cref="Permission.ReadNotices"/>.</param>
    /// <param name="ct">Cancels the call.</param>
    public async Task<int> UnreadAsync(Actor actor, CancellationToken ct)
    {
        actor.Demand(Permission.ReadNotices);
        await using var connection = await database.OpenAsync(ct);
        return await connection.ExecuteScalarAsync<int>(new CommandDefinition(
            UnreadSql, await ParametersAsync(connection, actor, null, MostCounted + 1, [], ct), cancellationToken: ct));
    }

    /// <summary>Marks notices as read by the actor; what is none of his is passed over.</summary>
    /// <param name="actor">Who has read them; needs <see cref="Permission.ReadNotices"/>.</param>
    /// <param name="ids">Notices.</param>
    /// <param name="ct">Cancels the call.</param>
    public async Task MarkAsync(Actor actor, IReadOnlyCollection<long> ids, CancellationToken ct)
    {
        actor.Demand(Permission.ReadNotices);
        await using var connection = await database.OpenAsync(ct);
        await connection.ExecuteAsync(new CommandDefinition(MarkSql, await ParametersAsync(connection, actor, null, 0, ids, ct), cancellationToken: ct));
    }

    // The finance department is whoever allocates capital. Who is bound to no body may be of a department, which is one.
    private static async Task<object> ParametersAsync(
        NpgsqlConnection connection, Actor actor, long? before, int limit, IReadOnlyCollection<long> ids, CancellationToken ct) => new
        {
            AccountId = actor.AccountId ?? 0,
            Bodies = actor.Reach.Bodies?.ToArray() ?? await DepartmentBodies.OfAsync(connection, actor.AccountId ?? 0, ct),
            Department = actor.May(Permission.AllocateCapital),
            actor.Reach.Province,
            Before = before,
            Limit = limit,
            Ids = ids.ToArray(),
        };

    // Not by constructor: Dapper matches no array there.
    private sealed record Row
    {
        public long[] Ids { get; init; } = [];

        public string Kind { get; init; } = "";

        public string SubjectType { get; init; } = "";

        public string SubjectCode { get; init; } = "";

        public string Detail { get; init; } = "{}";

        public string CausedBy { get; init; } = "";

        public DateTime CausedAt { get; init; }

        public bool Read { get; init; }

        public Notice Notice => new(
            Ids, Kind, SubjectType, SubjectCode, Detail, CausedBy,
            BusinessCalendar.InVietNam(new DateTimeOffset(CausedAt, TimeSpan.Zero)), Read);
    }
}

/// <summary>What bodies were told.</summary>
/// <param name="Ids">Its keys, one for each body of the reader that was told.</param>
/// <param name="Kind">What happened: <c>capital.adjusted</c>, <c>capital.closed</c>, <c>payments.returned</c>, <c>payments.reversed</c>, <c>milestones.returned</c>, <c>warnings.assigned</c>, <c>warnings.said</c>, <c>ledger.broken</c>.</param>
/// <param name="SubjectType">Kind of record it is about.</param>
/// <param name="SubjectCode">That record.</param>
/// <param name="Detail">Figures for the words, JSON.</param>
/// <param name="CausedBy">Who caused it.</param>
/// <param name="CausedAt">When it happened.</param>
/// <param name="Read">Whether the reader has marked it as read.</param>
public sealed record Notice(
    IReadOnlyList<long> Ids, string Kind, string SubjectType, string SubjectCode, string Detail, string CausedBy, DateTimeOffset CausedAt, bool Read);
