using Dapper;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Portfolio.Accounts;
using Portfolio.Accounts.Credentials;

namespace Portfolio.Web.Tests.Support;

/// <summary>Somebody with an account of his own, which no other test knows.</summary>
/// <param name="Host">The program.</param>
/// <param name="Id">The account.</param>
/// <param name="Name">Name to sign in with.</param>
internal sealed record Person(TestHost Host, long Id, string Name)
{
    public const string Password = "Ngan-Sach-2026-Cao-Bang";
    public const string OtherPassword = "Hai-Muoi-Ba-Thang-Sau-7";

    private static int count;

    /// <summary>Key of the authenticator; null = none.</summary>
    public string? Key { get; private init; }

    /// <summary>Makes the account.</summary>
    /// <param name="host">The program.</param>
    /// <param name="role">Its role.</param>
    /// <param name="password">Its password; null = none is chosen yet.</param>
    /// <param name="secondFactor">Whether an authenticator is set up.</param>
    public static async Task<Person> MakeAsync(TestHost host, Role role = Role.Leader, string? password = Password, bool secondFactor = false)
    {
        var name = $"nguoi-{Interlocked.Increment(ref count)}-{Guid.NewGuid():N}"[..24];
        var hash = password is null ? null : new PasswordHasher<Account>().HashPassword(new Account(), password);
        await host.Services.GetRequiredService<SignInRecords>().MakeAsync(
            Actor.System, new NewAccount(name, "Nguyễn Văn " + count, name + "@example.vn", role, "cb", hash), CancellationToken.None);
        var id = await host.AskAsync<long>("update accounts.account set must_change_password = false where user_name = @name returning id", new { name });
        return new Person(host, id, name) { Key = secondFactor ? await SetAuthenticatorAsync(host, id) : null };
    }

    /// <summary>The code the authenticator shows, some steps of 30 seconds from now.</summary>
    public string Code(int steps = 0) => Totp.Code(Key!, steps);

    /// <summary>Asks the database about the account, as <c>@Id</c>.</summary>
    public Task<T> AskAsync<T>(string sql) => Host.AskAsync<T>(sql, new { Id });

    /// <summary>Kinds of the events in the history of the account, oldest first.</summary>
    public Task<IReadOnlyList<string>> HistoryAsync() =>
        Host.ListAsync<string>("select kind from audit.event where subject_code = @Name order by id", new { Name });

    private static async Task<string> SetAuthenticatorAsync(TestHost host, long id)
    {
        await using var scope = host.Services.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<Account>>();
        var account = (await users.FindByIdAsync(id.ToString(System.Globalization.CultureInfo.InvariantCulture)))!;
        await users.ResetAuthenticatorKeyAsync(account);
        await users.SetTwoFactorEnabledAsync(account, true);
        return (await users.GetAuthenticatorKeyAsync(account))!;
    }
}

/// <summary>Questions of tests to the database of a host.</summary>
internal static class HostQueries
{
    public static async Task<T> AskAsync<T>(this TestHost host, string sql, object? values = null)
    {
        await using var connection = new NpgsqlConnection(host.ConnectionString);
        return (await connection.ExecuteScalarAsync<T>(sql, values))!;
    }

    public static async Task<IReadOnlyList<T>> ListAsync<T>(this TestHost host, string sql, object? values = null)
    {
        await using var connection = new NpgsqlConnection(host.ConnectionString);
        return [.. await connection.QueryAsync<T>(sql, values)];
    }
}
