using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Portfolio.Database.Embedded;

namespace Portfolio.Tests.Database.Embedded;

public sealed class EmbeddedPostgresTests
{
    private ClusterFolder folder = null!;

    [SetUp]
    public void MakeFolder() => folder = new ClusterFolder();

    [TearDown]
    public async Task RemoveFolderAsync() => await folder.DisposeAsync();

    [Test]
    public async Task A_stopped_server_leaves_no_process_and_keeps_its_data_and_password()
    {
        var first = await folder.StartAsync();
        await ClusterFolder.AskAsync<object>(first, "create table kept as select 'giữ' as word");
        var process = folder.ServerProcess;
        var password = new NpgsqlConnectionStringBuilder(first.ConnectionString).Password;
        await first.StopAsync();
        Assert.That(ServerProcesses.Runs(process), Is.False);

        var second = await folder.StartAsync();
        Assert.That(await ClusterFolder.AskAsync<string>(second, "select word from kept"), Is.EqualTo("giữ"));
        Assert.That(new NpgsqlConnectionStringBuilder(second.ConnectionString).Password, Is.EqualTo(password));
    }

    [Test]
    public async Task The_server_is_set_up_as_the_design_asks()
    {
        var server = await folder.StartAsync();
        Assert.That(
            await ClusterFolder.AskAsync<string>(
                server,
                """
                select concat_ws(' ', current_database(), current_user, current_setting('server_encoding'),
                    (select datlocprovider::text || ':' || datlocale from pg_database where datname = current_database()),
                    current_setting('listen_addresses'), 'sockets:' || current_setting('unix_socket_directories'),
                    current_setting('timezone'), 'jit:' || current_setting('jit'), 'fsync:' || current_setting('fsync'))
                """),
            Is.EqualTo("portfolio portfolio UTF8 b:C.UTF-8 127.0.0.1 sockets: UTC jit:off fsync:on"));
    }

    [Test]
    public async Task The_password_is_needed_and_readable_only_by_its_owner()
    {
        var server = await folder.StartAsync();
        var wrong = new NpgsqlConnectionStringBuilder(server.ConnectionString) { Password = "wrong", Pooling = false };
        await using var connection = new NpgsqlConnection(wrong.ConnectionString);
        var refusal = await Assert.ThrowsAsync<PostgresException>(() => connection.OpenAsync());
        Assert.That(refusal!.SqlState, Is.EqualTo(PostgresErrorCodes.InvalidPassword));
        if (!OperatingSystem.IsWindows())
        {
            foreach (var file in (string[])["password", "password-app"])
                Assert.That(File.GetUnixFileMode(Path.Combine(folder.Home, file)), Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite), file);
        }
    }

    [Test]
    public async Task The_account_that_the_program_runs_as_signs_in_and_owns_nothing()
    {
        var server = await folder.StartAsync();
        Assert.That(await SignedInAsync(server), Is.EqualTo("portfolio_app in portfolio"));
        Assert.That(await ClusterFolder.AskAsync<bool>(server, """
            select rolsuper or rolcreaterole or rolcreatedb or rolreplication or rolbypassrls or pg_has_role(rolname, 'portfolio', 'member')
            from pg_roles where rolname = 'portfolio_app'
            """), Is.False);
    }

    [TestCase("drop role portfolio_app", true, TestName = "A_cluster_of_an_earlier_version_gets_the_account_that_the_program_runs_as")]
    [TestCase("select 1", true, TestName = "A_lost_password_of_the_account_is_made_anew")]
    [TestCase("alter role portfolio_app superuser password 'other'", false, TestName = "A_changed_account_is_set_right")]
    public async Task The_account_is_made_good_at_the_next_start(string before, bool withoutFile)
    {
        var first = await folder.StartAsync();
        await ClusterFolder.AskAsync<object>(first, before);
        await first.StopAsync();
        if (withoutFile)
            File.Delete(Path.Combine(folder.Home, "password-app"));
        var second = await folder.StartAsync();
        Assert.That(await SignedInAsync(second), Is.EqualTo("portfolio_app in portfolio"));
        Assert.That(await ClusterFolder.AskAsync<bool>(second, "select rolsuper from pg_roles where rolname = 'portfolio_app'"), Is.False);
    }

    [Test]
    public async Task A_second_program_on_the_same_folder_is_refused_and_the_first_is_not_disturbed()
    {
        var first = await folder.StartAsync();
        Assert.That(
            await folder.RefusalAsync(),
            Is.EqualTo($"Another program already uses the data folder {folder.Home}: stop it first, or choose another data folder."));
        Assert.That(await ClusterFolder.AskAsync<int>(first, "select 1"), Is.EqualTo(1));
    }

    [Test]
    public async Task Clusters_started_at_once_take_different_ports()
    {
        await using var other = new ClusterFolder();
        var servers = await Task.WhenAll(folder.StartAsync(), other.StartAsync());
        var ports = servers.Select(s => new NpgsqlConnectionStringBuilder(s.ConnectionString).Port);
        Assert.That(ports, Is.Unique);
        foreach (var server in servers)
            Assert.That(await ClusterFolder.AskAsync<int>(server, "select 1"), Is.EqualTo(1));
    }

    [Test]
    public async Task A_port_that_is_taken_before_the_server_binds_it_is_given_up_for_another()
    {
        await (await folder.StartAsync()).StopAsync();
        var place = await folder.PlaceAsync();
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        using var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        var chosen = new Queue<int>([PortOf(taken), PortOf(free)]);
        free.Stop();

        var port = await Server.StartAsync(place, durable: true, chosen.Dequeue, NullLogger.Instance, CancellationToken.None);
        Assert.That(Server.Stop(place, durable: true), Is.True);
        Assert.That(chosen, Is.Empty);
        Assert.That(port, Is.Not.EqualTo(PortOf(taken)));
    }

    [Test]
    public async Task The_server_has_a_session_of_its_own_so_that_Ctrl_C_does_not_reach_it()
    {
        if (!OperatingSystem.IsLinux())
            Assert.Ignore("Sessions are read from /proc.");
        await folder.StartAsync();
        Assert.That(ServerProcesses.SessionOf(folder.ServerProcess), Is.EqualTo(folder.ServerProcess));
    }

    [Test]
    public async Task Data_of_another_major_version_is_refused_with_both_versions()
    {
        await (await folder.StartAsync()).StopAsync();
        await File.WriteAllTextAsync(Path.Combine(folder.Cluster, "PG_VERSION"), "12\n");
        Assert.That(await folder.RefusalAsync(), Does
            .StartWith($"The data in {folder.Cluster} was written by PostgreSQL 12, but PostgreSQL ")
            .And.Contain("remove"));
    }

    [Test]
    public async Task A_folder_without_its_password_is_refused()
    {
        await (await folder.StartAsync()).StopAsync();
        File.Delete(Path.Combine(folder.Home, "password"));
        Assert.That(await folder.RefusalAsync(), Does.Contain("does not hold a whole cluster"));
    }

    [Test]
    public async Task A_cluster_left_half_made_is_made_anew()
    {
        Directory.CreateDirectory(Path.Combine(folder.Home, "data.unfinished", "base"));
        var server = await folder.StartAsync();
        Assert.That(await ClusterFolder.AskAsync<int>(server, "select 1"), Is.EqualTo(1));
        Assert.That(Path.Combine(folder.Home, "data.unfinished"), Does.Not.Exist);
    }

    [Test]
    public async Task A_cancelled_start_leaves_no_lock_behind()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        await Assert.CatchAsync<OperationCanceledException>(
            () => EmbeddedPostgres.StartAsync(folder.Options, NullLogger.Instance, cancelled.Token));
        Assert.That(await ClusterFolder.AskAsync<int>(await folder.StartAsync(), "select 1"), Is.EqualTo(1));
    }

    [Test]
    public void Missing_programs_are_one_line_that_names_the_command()
    {
        var refusal = Assert.Throws<EmbeddedPostgresException>(() => EmbeddedBinaries.Find(folder.Home));
        Assert.That(refusal!.Message, Does.Contain($"run 'npm ci' in {folder.Home}").And.Not.Contain("\n"));
    }

    [Test]
    public async Task A_restart_takes_no_longer_than_a_few_seconds()
    {
        await (await folder.StartAsync()).StopAsync();
        var clock = Stopwatch.StartNew();
        await folder.StartAsync();
        Assert.That(clock.Elapsed, Is.LessThan(TimeSpan.FromSeconds(4)));
    }

    private static async Task<string?> SignedInAsync(EmbeddedPostgres server)
    {
        await using var connection = new NpgsqlConnection(server.RuntimeConnectionString + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("select session_user || ' in ' || current_database()", connection);
        return (string?)await command.ExecuteScalarAsync();
    }

    private static int PortOf(TcpListener listener) => ((IPEndPoint)listener.LocalEndpoint).Port;
}
