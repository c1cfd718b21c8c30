using Dapper;
using Npgsql;

namespace Portfolio.Directories;

/// <summary>Documents name many bodies as one group ("UBND cấp xã"); administrators say which stand under it.</summary>
internal static class BodyGroups
{
    private const string MembersSql = """
        -- Directory.GroupMembers
        select g.id as group_id, b.id as member_id
        from directory.body g
        join directory.body b on b.parent_id = g.id
        where g.kind = 'group'
        order by g.id, b.id
        """;

    /// <summary>Every body that stands under a group.</summary>
    public static async Task<IReadOnlyList<(long Group, long Member)>> MembersAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, CancellationToken ct) =>
        [.. await connection.QueryAsync<(long, long)>(new CommandDefinition(MembersSql, null, transaction, cancellationToken: ct))];
}
