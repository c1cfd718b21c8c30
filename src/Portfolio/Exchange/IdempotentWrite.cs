using System.Text.Json;
using Dapper;
using Npgsql;
using Portfolio.Accounts;
using Portfolio.Common;

namespace Portfolio.Exchange;

/// <summary>
/// Does a write once per key of its caller. Key and answer are kept in the transaction of the write itself: either both are there
/// or neither, whatever dies in between.
/// </summary>
internal static class IdempotentWrite
{
    // The same key at the same moment: the second waits here, and then finds the answer of the first.
    private const string LockSql = """
        -- Exchange.LockKey
        select pg_advisory_xact_lock(hashtextextended(@AccountId::text || ' ' || @Key, 20261122))
        """;

    private const string FindSql = """
        -- Exchange.FindWrite
        select operation, digest, answer::text as answer
        from exchange.idempotent_write
        where account_id = @AccountId and key = @Key
        """;

    private const string KeepSql = """
        -- Exchange.KeepWrite
        insert into exchange.idempotent_write (account_id, key, operation, digest, answer)
        values (@AccountId, @Key, @Operation, @Digest, @Answer::jsonb)
        """;

    /// <summary>Does the write and commits; or gives the answer of the first time.</summary>
    /// <param name="connection">Connection.</param>
    /// <param name="transaction">Transaction, committed on return.</param>
    /// <param name="actor">Who writes, with the key of the write.</param>
    /// <param name="operation">What is done; the same key cannot serve two operations.</param>
    /// <param name="write">Does it, without committing.</param>
    /// <param name="ct">Cancels the call.</param>
    /// <exception cref="RuleException"><c>request.key_reused</c>: the key was used for something else.</exception>
    public static async Task<T> RunAsync<T>(
        NpgsqlConnection connection, NpgsqlTransaction transaction, Actor actor, string operation, Func<Task<T>> write, CancellationToken ct)
    {
        if (actor is not { Once: { } once, AccountId: { } account })
        {
            var plain = await write();
            await transaction.CommitAsync(ct);
            return plain;
        }
        var key = new { AccountId = account, once.Key };
        await connection.ExecuteAsync(new CommandDefinition(LockSql, key, transaction, cancellationToken: ct));
        if (await FirstAsync(connection, transaction, account, once, operation, ct) is { } first)
            return JsonSerializer.Deserialize<T>(first)!;
        var answer = await write();
        await connection.ExecuteAsync(new CommandDefinition(
            KeepSql, new { AccountId = account, once.Key, Operation = operation, once.Digest, Answer = JsonSerializer.Serialize(answer) },
            transaction, cancellationToken: ct));
        await transaction.CommitAsync(ct);
        return answer;
    }

    /// <summary>The answer of the first time, for whoever has long work to do before the write and need not do it again; null before it was given.</summary>
    /// <exception cref="RuleException"><c>request.key_reused</c>: the key was used for something else.</exception>
    public static async Task<T?> FindAsync<T>(
        NpgsqlConnection connection, NpgsqlTransaction transaction, Actor actor, string operation, CancellationToken ct)
        where T : class =>
        actor is { Once: { } once, AccountId: { } account } && await FirstAsync(connection, transaction, account, once, operation, ct) is { } first
            ? JsonSerializer.Deserialize<T>(first)
            : null;

    private static async Task<string?> FirstAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, long account, OnceKey once, string operation, CancellationToken ct)
    {
        var first = await connection.QuerySingleOrDefaultAsync<Row?>(new CommandDefinition(
            FindSql, new { AccountId = account, once.Key }, transaction, cancellationToken: ct));
        if (first is null)
            return null;
        return first.Operation == operation && first.Digest.AsSpan().SequenceEqual(once.Digest)
            ? first.Answer
            : throw new RuleException("request.key_reused");
    }

    private sealed record Row(string Operation, byte[] Digest, string Answer);
}
