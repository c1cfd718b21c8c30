using Dapper;
using Npgsql;

namespace Portfolio.Slippage.Answers;

/// <summary>What people have said of projects, which must not be lost with them.</summary>
internal static class AnswerUses
{
    private const string SaidOfSql = """
        -- Slippage.SaidOfProjects
        select c.project_id from slippage.colour_statement c where c.project_id = any(@Ids)
        union
        select e.project_id
        from slippage.episode e
        where e.project_id = any(@Ids) and exists (select 1 from slippage.remark r where r.episode_id = e.id)
        """;

    /// <summary>Of these projects, the ones whose warnings somebody answered or whose colour somebody stated.</summary>
    public static async Task<IReadOnlyList<long>> SaidOfAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, long[] projects, CancellationToken ct) =>
        [.. await connection.QueryAsync<long>(new CommandDefinition(SaidOfSql, new { Ids = projects }, transaction, cancellationToken: ct))];
}
