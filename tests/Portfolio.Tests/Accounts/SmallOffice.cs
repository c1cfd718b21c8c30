using Dapper;
using Portfolio.Accounts;
using Portfolio.Accounts.Administration;
using Portfolio.Common;
using Portfolio.Directories.Administration;
using Portfolio.Tests.Support;

namespace Portfolio.Tests.Accounts;

/// <summary>Two provinces with a few bodies, an administrator of the whole, and one of the first province.</summary>
internal sealed class SmallOffice : IAsyncDisposable
{
    private readonly TestDatabase database;

    private SmallOffice(TestDatabase database)
    {
        this.database = database;
        Access = new PortfolioDatabase(database.ConnectionString);
        Accounts = new AccountAdministration(Access);
        Standing = new AccountAccess(Access);
        Bodies = new BodyAdministration(Access);
    }

    public PortfolioDatabase Access { get; }

    public AccountAdministration Accounts { get; }

    /// <summary>Whether and how accounts may be used.</summary>
    public AccountAccess Standing { get; }

    public BodyAdministration Bodies { get; }

    /// <summary>Administrator of the whole.</summary>
    public Actor Chief { get; private set; } = null!;

    /// <summary>Administrator of the province aa.</summary>
    public Actor OfProvince { get; private set; } = null!;

    public static async Task<SmallOffice> CreateAsync()
    {
        var office = new SmallOffice(await TestDatabase.CreateAsync());
        await office.ExecuteAsync("""
            insert into directory.province values ('aa', 'Tỉnh A', 'Province A'), ('bb', 'Tỉnh B', 'Province B');
            insert into directory.commune (province_code, code, kind, name, source_file, source_section, source_item)
            values ('aa', 'aa-xa', 'xa', 'Xã A', 'f', 's', 'i'), ('bb', 'bb-xa', 'xa', 'Xã B', 'f', 's', 'i');
            insert into directory.body (province_code, code, kind, name, source_file, source_section, source_item)
            values ('aa', 'aa-ubnd', 'committee', 'UBND tỉnh A', 'f', 's', 'i'), ('aa', 'aa-ban', 'pmu', 'Ban A', 'f', 's', 'i'),
                ('bb', 'bb-ban', 'pmu', 'Ban B', 'f', 's', 'i'), (null, 'tw-bo', 'central', 'Bộ', 'f', 's', 'i');
            """);
        office.Chief = await office.AdministratorAsync("chief", null);
        office.OfProvince = await office.AdministratorAsync("of-province", "aa");
        return office;
    }

    /// <summary>An administrator who has signed in before.</summary>
    public async Task<Actor> AdministratorAsync(string name, string? province)
    {
        await using var connection = await database.OpenAsync();
        var id = await connection.ExecuteScalarAsync<long>(
            """
            insert into accounts.account (user_name, user_key, display_name, role, province_code, password_hash, security_stamp, concurrency_stamp)
            values (@name, upper(@name), @name, 'Administrator', @province, 'hash', 's', 's') returning id
            """, new { name, province });
        return new Actor(name, Role.Administrator) { AccountId = id, Reach = new Reach(province, null) };
    }

    public static InviteAccount Owner(string name, string? province = "aa", string? email = null, params string[] bodies) =>
        new(name, "Chủ đầu tư " + name, email, new Binding(Role.Owner, province, bodies.Length == 0 ? ["aa-ban"] : bodies));

    public static InviteAccount Reader(string name, string? province = "aa", string? email = null) =>
        new(name, "Lãnh đạo " + name, email, new Binding(Role.Leader, province, []));

    public Task<AccountDetails> InviteAsync(InviteAccount request, Actor? actor = null) =>
        Accounts.InviteAsync(actor ?? Chief, request, CancellationToken.None);

    public Task<AccountDetails> ChangeAsync(AccountDetails account, Func<ChangeAccount, ChangeAccount> change, Actor? actor = null) =>
        Accounts.ChangeAsync(actor ?? Chief, change(new ChangeAccount(
            account.UserName, account.Version, account.DisplayName, account.Email,
            new Binding(account.Role, account.ProvinceCode, [.. account.Bodies.Select(b => b.Code)]) { Heads = [.. account.Bodies.Where(b => b.Head).Select(b => b.Code)] }, null)), CancellationToken.None);

    public async Task<IReadOnlyList<string>> NamesAsync(Actor actor, AccountFilter? filter = null) =>
        [.. (await Accounts.ListAsync(actor, filter ?? new AccountFilter(null, null, null, null), CancellationToken.None)).Items.Select(a => a.UserName)];

    public async Task<T> OneAsync<T>(string sql, object? parameters = null)
    {
        await using var connection = await database.OpenAsync();
        return (await connection.ExecuteScalarAsync<T>(sql, parameters))!;
    }

    public async Task ExecuteAsync(string sql, object? parameters = null)
    {
        await using var connection = await database.OpenAsync();
        await connection.ExecuteAsync(sql, parameters);
    }

    /// <summary>The newest event about a record, in one line.</summary>
    public Task<string> LastEventAsync(string subject) => OneAsync<string>(
        """
        select kind || ' by ' || actor_name || ' in ' || coalesce(province_code, 'all') || coalesce(' because ' || reason, '')
            || ': ' || coalesce(before::text, '-') || ' > ' || coalesce(after::text, '-')
        from audit.event where subject_code = @subject order by id desc limit 1
        """, new { subject });

    public Task<long> EventsAsync(string subject) => OneAsync<long>("select count(*) from audit.event where subject_code = @subject", new { subject });

    /// <summary>Holds a row or an advisory lock until the work that is to wait for it has begun to.</summary>
    public async Task<T> WhileLockedAsync<T>(string sql, Func<Task<T>> work)
    {
        await using var connection = await database.OpenAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await connection.ExecuteAsync(sql, null, transaction);
        var running = work();
        await WaitForWaitersAsync();
        await transaction.CommitAsync();
        return await running;
    }

    public async ValueTask DisposeAsync()
    {
        await Access.DisposeAsync();
        await database.DisposeAsync();
    }

    private async Task WaitForWaitersAsync()
    {
        var patience = DateTime.UtcNow.AddSeconds(20);
        while (!await OneAsync<bool>("select count(*) >= 2 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'"))
        {
            Assert.That(DateTime.UtcNow, Is.LessThan(patience), "the two do not wait");
            await Task.Delay(10);
        }
    }
}
