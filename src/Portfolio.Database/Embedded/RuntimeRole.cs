using Npgsql;

namespace Portfolio.Database.Embedded;

/// <summary>The account that the program runs as: it can sign in and owns nothing; the migrations give it its rights.</summary>
internal static class RuntimeRole
{
    public const string Name = "portfolio_app";

    /// <summary>Makes the role where there is none, as in a cluster of an earlier version, and sees that its password is that of the file.</summary>
    /// <returns>The password.</returns>
    public static async Task<string> EnsureAsync(ServerPlace place, string ownerConnectionString, CancellationToken ct)
    {
        // Empty when a program was killed while it wrote the file.
        if (new FileInfo(place.RuntimePassword) is not { Exists: true, Length: > 0 })
            await PasswordFile.WriteAsync(place, place.RuntimePassword, ct);
        var password = await PasswordFile.ReadAsync(place.RuntimePassword, ct);
        await using var connection = new NpgsqlConnection(ownerConnectionString + ";Pooling=false");
        await connection.OpenAsync(ct);
        await using var exists = new NpgsqlCommand($"select exists (select from pg_roles where rolname = '{Name}')", connection);
        var verb = await exists.ExecuteScalarAsync(ct) is true ? "alter" : "create";
        // A role takes no parameters; the password is hexadecimal.
        await using var role = new NpgsqlCommand(
            $"{verb} role {Name} login nosuperuser nocreatedb nocreaterole noreplication nobypassrls password '{password}'", connection);
        await role.ExecuteNonQueryAsync(ct);
        return password;
    }
}
