using Dapper;
using Portfolio.Accounts.Administration;
using Portfolio.Audit;
using Portfolio.Common;

namespace Portfolio.Accounts.Settings;

/// <summary>The switches of access. Every node reads them anew after a few seconds, and at once where they were changed.</summary>
public sealed class AccessSettings(PortfolioDatabase database, TimeProvider clock)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(5);

    // While the demonstration is loaded, anybody may look; a province that works with real accounts decides for itself.
    private const string ReadSql = """
        -- Accounts.Settings
        select coalesce((select value from accounts.setting where key = 'public_view'), d.loaded) as public_view,
            coalesce((select value from accounts.setting where key = 'second_factor'), true) as second_factor,
            d.loaded as demo
        from (select exists (select 1 from accounts.account where demo and active) as loaded) d
        """;

    private const string SetSql = """
        -- Accounts.SetSettings
        insert into accounts.setting (key, value)
        values ('public_view', @PublicView), ('second_factor', @SecondFactor)
        on conflict (key) do update set value = excluded.value, changed_at = now()
        """;

    // Two administrators at once go one after the other, so that the history tells what each of them found.
    private const string LockSql = """
        -- Accounts.LockSettings
        select pg_advisory_xact_lock(20261122, 6)
        """;

    private static readonly ReasonedValidator ReasonValidator = new();

    private volatile Known? known;

    /// <summary>The switches as they stand.</summary>
    /// <param name="actor">The program; needs <see cref="Permission.KeepCredentials"/>.</param>
    /// <param name="ct">Cancels the call.</param>
    public async Task<AccessSwitches> CurrentAsync(Actor actor, CancellationToken ct)
    {
        actor.Demand(Permission.KeepCredentials);
        var now = clock.GetUtcNow();
        if (known is { } fresh && now - fresh.At < Fresh)
            return fresh.Switches;
        await using var connection = await database.OpenAsync(ct);
        var switches = await connection.QuerySingleAsync<AccessSwitches>(new CommandDefinition(ReadSql, cancellationToken: ct));
        known = new Known(switches, now);
        return switches;
    }

    /// <summary>Sets the switches.</summary>
    /// <param name="actor">Who decides; needs <see cref="Permission.ManageSettings"/> for the whole program, bound to no province.</param>
    /// <param name="publicView">Whether anybody sees the public figures.</param>
    /// <param name="secondFactor">Whether finance and administrators must prove themselves twice.</param>
    /// <param name="reason">Why, for the history.</param>
    /// <param name="ct">Cancels the call.</param>
    /// <exception cref="OutOfReachException">The actor is bound to a province.</exception>
    /// <exception cref="ValidationFailedException">The reason is too long.</exception>
    public async Task SetAsync(Actor actor, bool publicView, bool secondFactor, string? reason, CancellationToken ct)
    {
        actor.Demand(Permission.ManageSettings);
        actor.Demand(Permission.ManageSettings, Place.In(null));
        ReasonValidator.Demand(new Reasoned(reason));
        await using var connection = await database.OpenAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await connection.ExecuteAsync(new CommandDefinition(LockSql, null, transaction, cancellationToken: ct));
        var before = await connection.QuerySingleAsync<AccessSwitches>(new CommandDefinition(ReadSql, null, transaction, cancellationToken: ct));
        await connection.ExecuteAsync(new CommandDefinition(
            SetSql, new { PublicView = publicView, SecondFactor = secondFactor }, transaction, cancellationToken: ct));
        await AuditLog.WriteAsync(
            connection, transaction, actor, "accounts.settings_changed", "setting",
            [new AuditChange("access", null, Fields(before.PublicView, before.SecondFactor), Fields(publicView, secondFactor))],
            SafeText.OrNull(reason), ct);
        await transaction.CommitAsync(ct);
        known = null;
    }

    private static object Fields(bool publicView, bool secondFactor) => new { public_view = publicView, second_factor = secondFactor };

    private sealed record Known(AccessSwitches Switches, DateTimeOffset At);
}

/// <summary>The switches of access.</summary>
/// <param name="PublicView">Whether anybody sees the public figures.</param>
/// <param name="SecondFactor">Whether finance and administrators must prove themselves twice.</param>
/// <param name="Demo">Whether the accounts of the demonstration are there.</param>
public sealed record AccessSwitches(bool PublicView, bool SecondFactor, bool Demo);
