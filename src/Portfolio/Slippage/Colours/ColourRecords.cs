using Dapper;
using Npgsql;
using Portfolio.Accounts;

namespace Portfolio.Slippage.Colours;

/// <summary>Reads and writes the colours that people state.</summary>
internal static class ColourRecords
{
    // A project of which no scan knows yet has no warnings.
    private const string MakeSql = """
        -- Slippage.MakeState
        insert into slippage.project_state (project_id) values (@Id) on conflict (project_id) do nothing
        """;

    private const string LockSql = """
        -- Slippage.LockState
        select case when s.red > 0 then 'red' when s.amber > 0 then 'amber' else 'green' end as warned, s.stated, s.stated_until, s.colour
        from slippage.project_state s
        where s.project_id = @Id
        for no key update
        """;

    private const string StateSql = """
        -- Slippage.StateColour
        with kept as (
            insert into slippage.colour_statement (project_id, was, now, until, reason, stated_by, stated_account, stated_on)
            values (@Id, @Was, @Now, @Until, @Reason, @By, @Account, @Today)
        )
        update slippage.project_state
        set stated = @Now, stated_until = @Until
        where project_id = @Id
        returning colour
        """;

    /// <summary>The colour of a project as it stands until the end of the transaction.</summary>
    public static async Task<ColourRow> LockAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, long project, CancellationToken ct)
    {
        await connection.ExecuteAsync(new CommandDefinition(MakeSql, new { Id = project }, transaction, cancellationToken: ct));
        return await connection.QuerySingleAsync<ColourRow>(new CommandDefinition(LockSql, new { Id = project }, transaction, cancellationToken: ct));
    }

    /// <summary>Writes what is stated.</summary>
    /// <returns>The colour that is shown from now on.</returns>
    public static async Task<string> StateAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, Actor actor, long project, string? was, string? now, DateOnly? until, string? reason,
        DateOnly today, CancellationToken ct) =>
        (await connection.ExecuteScalarAsync<string>(new CommandDefinition(
            StateSql, new { Id = project, Was = was, Now = now, Until = until, Reason = reason, By = actor.Name, Account = actor.AccountId, Today = today },
            transaction, cancellationToken: ct)))!;
}
