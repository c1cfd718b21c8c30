using System.Runtime.CompilerServices;
using Dapper;
using Npgsql;
using Portfolio.Accounts;
using Portfolio.Common;

namespace Portfolio.Audit;

/// <summary>The audit trail for those who may read it, newest first: by key, and whole for export.</summary>
public sealed class AuditService(PortfolioDatabase database)
{
    /// <summary>Most events in a stretch.</summary>
    public const int LargestStretch = 200;

    // Whoever looks for a part of a name that more people bear gets the events of so many of them.
    private const int MostActors = 500;

    // Put into the statements where this mark stands, so that PostgreSQL plans each combination of filters for itself.
    private const string Mark = "/* filters */";

    private const string Columns = """
        select e.id, e.occurred_at, e.actor_name, e.actor_role, e.account_id, e.kind, e.subject_type, e.subject_code,
            e.province_code as province, e.before::text as before, e.after::text as after, e.reason, e.client_address, e.correlation_id
        """;

    internal const string ListSql = $"""
        -- Audit.List
        {Columns}
        from audit.event e
        where true{Mark}
        order by e.occurred_at desc, e.id desc
        limit @Limit
        """;

    // The newest of each actor along the index, and of those the newest: rare actors are found as fast as busy ones.
    internal const string ListByActorSql = $"""
        -- Audit.ListByActor
        {Columns}
        from unnest(@Actors::text[]) as a (name)
        cross join lateral (
            select e.id
            from audit.event e
            where e.actor_name = a.name{Mark}
            order by e.occurred_at desc, e.id desc
            limit @Limit
        ) n
        join audit.event e on e.id = n.id
        order by e.occurred_at desc, e.id desc
        limit @Limit
        """;

    // From name to name along the index, however many events each has; so too the choices below.
    private const string ActorsSql = """
        -- Audit.Actors
        with recursive actor (name) as (
            (select e.actor_name from audit.event e order by e.actor_name limit 1)
            union all
            select (select e.actor_name from audit.event e where e.actor_name > a.name order by e.actor_name limit 1)
            from actor a
            where a.name is not null
        )
        select name from actor where common.fold(name) like common.fold(@Pattern) order by name limit @Limit
        """;

    private const string KindsSql = """
        -- Audit.Kinds
        with recursive kind (code) as (
            (select e.kind from audit.event e order by e.kind limit 1)
            union all
            select (select e.kind from audit.event e where e.kind > k.code order by e.kind limit 1) from kind k where k.code is not null
        )
        select code from kind where code is not null
        """;

    private const string SubjectTypesSql = """
        -- Audit.SubjectTypes
        with recursive type (code) as (
            (select e.subject_type from audit.event e order by e.subject_type limit 1)
            union all
            select (select e.subject_type from audit.event e where e.subject_type > t.code order by e.subject_type limit 1)
            from type t
            where t.code is not null
        )
        select code from type where code is not null
        """;

    // Each an equality or a bound of an index that goes on with (occurred_at, id).
    private static readonly (Func<AuditFilter, object?> Asked, string Sql)[] Filters =
    [
        (f => f.From, "e.occurred_at >= @From"),
        (f => f.To, "e.occurred_at < @Until"),
        (f => f.SubjectType, "e.subject_type = @SubjectType"),
        (f => f.SubjectCode, "e.subject_code = @SubjectCode"),
        (f => f.Kind, "e.kind = @Kind"),
        (f => f.Province, "e.chain = @Chain"),
    ];

    private static readonly AuditFilterValidator Validator = new();

    /// <summary>The events that pass the filter, newest first, from after a given place on.</summary>
    /// <param name="actor">Who asks; needs <see cref="Permission.ViewAudit"/>. Who is bound to a province sees its events only.</param>
    /// <param name="filter">Which events.</param>
    /// <param name="after"><see cref="Stretch{T}.Next"/> of the stretch before; null = from the newest.</param>
    /// <param name="limit">Events at most, up to <see cref="LargestStretch"/>.</param>
    /// <param name="ct">Cancels the call.</param>
    /// <exception cref="ValidationFailedException">A text of the filter is too long, or <paramref name="after"/> is not one of ours.</exception>
    /// <exception cref="OutOfReachException">The filter asks for another province.</exception>
    public async Task<Stretch<AuditEntry>> ListAsync(Actor actor, AuditFilter filter, string? after, int limit, CancellationToken ct)
    {
        actor.Demand(Permission.ViewAudit);
        Validator.Demand(filter);
        var reached = Within(actor, filter);
        var cursor = AuditCursor.Parse(after);
        await using var connection = await database.OpenAsync(ct);
        return await StretchAsync(connection, reached, cursor, Math.Clamp(limit, 1, LargestStretch), ct);
    }

    /// <summary>All events that pass the filter, newest first, read in stretches so that no list stands in memory whole.</summary>
    /// <inheritdoc cref="ListAsync"/>
    public async IAsyncEnumerable<AuditEntry> AllAsync(Actor actor, AuditFilter filter, [EnumeratorCancellation] CancellationToken ct)
    {
        actor.Demand(Permission.ViewAudit);
        Validator.Demand(filter);
        var reached = Within(actor, filter);
        await using var connection = await database.OpenAsync(ct);
        string? after = null;
        do
        {
            var stretch = await StretchAsync(connection, reached, AuditCursor.Parse(after), LargestStretch, ct);
            foreach (var entry in stretch.Items)
                yield return entry;
            after = stretch.Next;
        }
        while (after is not null);
    }

    /// <summary>The kinds of events and of records that the trail holds.</summary>
    /// <param name="actor">Who asks; needs <see cref="Permission.ViewAudit"/>.</param>
    /// <param name="ct">Cancels the call.</param>
    public async Task<AuditChoices> ChoicesAsync(Actor actor, CancellationToken ct)
    {
        actor.Demand(Permission.ViewAudit);
        await using var connection = await database.OpenAsync(ct);
        return new AuditChoices(
            [.. await connection.QueryAsync<string>(new CommandDefinition(KindsSql, cancellationToken: ct))],
            [.. await connection.QueryAsync<string>(new CommandDefinition(SubjectTypesSql, cancellationToken: ct))]);
    }

    /// <summary>The history of one record, for services that have demanded the permission on it.</summary>
    internal static Task<Stretch<AuditEntry>> HistoryAsync(
        NpgsqlConnection connection, string subjectType, string subjectCode, string? after, int limit, CancellationToken ct) =>
        StretchAsync(
            connection, new AuditFilter { SubjectType = subjectType, SubjectCode = subjectCode }, AuditCursor.Parse(after), limit, ct);

    internal static string Filtered(string sql, AuditFilter filter, bool after) => sql.Replace(
        Mark,
        string.Concat(Filters.Where(f => f.Asked(filter) is not null).Select(f => f.Sql)
            .Concat(after ? ["(e.occurred_at, e.id) < (@AfterTime, @AfterId)"] : Array.Empty<string>())
            .Select(condition => "\n    and " + condition)),
        StringComparison.Ordinal);

    /// <summary>The filter within the actor's reach.</summary>
    private static AuditFilter Within(Actor actor, AuditFilter filter)
    {
        var province = filter.Province ?? actor.Reach.Province;
        actor.Demand(Permission.ViewAudit, Place.In(province == AuditFilter.NoProvince ? null : province));
        return filter with { Province = province };
    }

    private static async Task<Stretch<AuditEntry>> StretchAsync(
        NpgsqlConnection connection, AuditFilter filter, AuditCursor? after, int size, CancellationToken ct)
    {
        // One event more than asked for tells whether there is a next stretch.
        var parameters = Parameters(filter, after, size + 1);
        if (filter.Actor is not null)
            parameters.Add("Actors", await ActorsAsync(connection, filter.Actor, ct));
        var sql = Filtered(filter.Actor is null ? ListSql : ListByActorSql, filter, after is not null);
        var rows = (await connection.QueryAsync<EventRow>(new CommandDefinition(sql, parameters, cancellationToken: ct))).ToList();
        return new Stretch<AuditEntry>(
            [.. rows.Take(size).Select(row => row.ToEntry())], rows.Count > size ? AuditCursor.Of(rows[size - 1]).ToString() : null);
    }

    private static async Task<string[]> ActorsAsync(NpgsqlConnection connection, string text, CancellationToken ct) =>
    [
        .. await connection.QueryAsync<string>(new CommandDefinition(
            ActorsSql, new { Pattern = LikePattern.Containing(text), Limit = MostActors }, cancellationToken: ct)),
    ];

    private static DynamicParameters Parameters(AuditFilter filter, AuditCursor? after, int limit) => new(new
    {
        From = filter.From is { } from ? BusinessCalendar.StartOf(from).UtcDateTime : (DateTime?)null,
        Until = filter.To is { } to && to < DateOnly.MaxValue ? BusinessCalendar.StartOf(to.AddDays(1)).UtcDateTime : DateTime.MaxValue,
        filter.SubjectType,
        filter.SubjectCode,
        filter.Kind,
        Chain = filter.Province == AuditFilter.NoProvince ? "" : filter.Province,
        AfterTime = after?.OccurredAt,
        AfterId = after?.Id,
        Limit = limit,
    });
}
