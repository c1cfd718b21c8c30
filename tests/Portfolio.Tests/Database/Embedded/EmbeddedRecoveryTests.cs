using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Portfolio.Database.Embedded;

namespace Portfolio.Tests.Database.Embedded;

/// <summary>What a killed program or a killed server leaves behind must not need a person.</summary>
public sealed class EmbeddedRecoveryTests
{
    private ClusterFolder folder = null!;

    [SetUp]
    public void MakeFolder() => folder = new ClusterFolder();

    [TearDown]
    public async Task RemoveFolderAsync() => await folder.DisposeAsync();

    [Test]
    public async Task A_killed_server_recovers_with_everything_that_was_committed()
    {
        var first = await folder.StartAsync();
        await ClusterFolder.AskAsync<object>(first, "create table kept as select 42 as answer");
        await ServerProcesses.KillAsync(folder.ServerProcess);
        await first.StopAsync();

        var second = await folder.StartAsync();
        Assert.That(await ClusterFolder.AskAsync<int>(second, "select answer from kept"), Is.EqualTo(42));
    }

    [Test]
    public async Task A_server_that_outlived_its_program_is_used_again_and_stopped_in_the_end()
    {
        var left = await RunOnWithoutProgramAsync();
        var second = await folder.StartAsync();
        Assert.Multiple(() =>
        {
            Assert.That(folder.ServerProcess, Is.EqualTo(left.ProcessId));
            Assert.That(new NpgsqlConnectionStringBuilder(second.ConnectionString).Port, Is.EqualTo(left.Port));
        });
        Assert.That(await ClusterFolder.AskAsync<int>(second, "select answer from kept"), Is.EqualTo(42));

        await second.StopAsync();
        Assert.That(ServerProcesses.Runs(left.ProcessId), Is.False);
    }

    [Test]
    public async Task A_server_that_does_not_accept_our_password_is_left_alone()
    {
        var left = await RunOnWithoutProgramAsync();
        await using (var connection = new NpgsqlConnection(left.ConnectionString))
        {
            await connection.OpenAsync();
            await using var command = new NpgsqlCommand("alter role portfolio password 'other'", connection);
            await command.ExecuteNonQueryAsync();
        }
        try
        {
            Assert.That(await folder.RefusalAsync(), Does.Contain("does not accept the password").And.Contain("stop that process"));
            Assert.That(ServerProcesses.Runs(left.ProcessId), Is.True);
        }
        finally
        {
            Server.Stop(await folder.PlaceAsync(), durable: true);
        }
    }

    [Test]
    public async Task A_stale_postmaster_pid_whose_number_is_free_is_cleared_away()
    {
        await StopAndLeaveFileAsync(processId: 999_999_999);
        Assert.That(await ClusterFolder.AskAsync<int>(await folder.StartAsync(), "select 1"), Is.EqualTo(1));
    }

    [Test]
    public async Task A_stale_postmaster_pid_whose_number_another_process_has_now_is_cleared_away()
    {
        var place = await folder.PlaceAsync();
        using var sleeper = ServerProcesses.StartSleeper(place.RunAs);
        try
        {
            await StopAndLeaveFileAsync(sleeper.Id);
            Assert.That(await ClusterFolder.AskAsync<int>(await folder.StartAsync(), "select 1"), Is.EqualTo(1));
            Assert.That(sleeper.HasExited, Is.False);
        }
        finally
        {
            sleeper.Kill();
            await sleeper.WaitForExitAsync();
        }
    }

    [Test]
    public async Task A_stale_postmaster_pid_whose_number_a_server_of_another_folder_has_now_is_cleared_away()
    {
        await using var other = new ClusterFolder();
        var innocent = await other.StartAsync();
        await StopAndLeaveFileAsync(other.ServerProcess);
        Assert.That(await ClusterFolder.AskAsync<int>(await folder.StartAsync(), "select 1"), Is.EqualTo(1));
        Assert.That(await ClusterFolder.AskAsync<int>(innocent, "select 1"), Is.EqualTo(1));
    }

    /// <summary>What is left when the program is killed: the server runs on, nobody holds the lock.</summary>
    private async Task<(int ProcessId, int Port, string ConnectionString)> RunOnWithoutProgramAsync()
    {
        var place = await folder.PlaceAsync();
        var first = await folder.StartAsync();
        await ClusterFolder.AskAsync<object>(first, "create table kept as select 42 as answer");
        await first.StopAsync();
        var port = await Server.StartAsync(place, durable: true, NullLogger.Instance, default);
        var settings = new NpgsqlConnectionStringBuilder(first.ConnectionString) { Port = port, Pooling = false };
        return (folder.ServerProcess, port, settings.ConnectionString);
    }

    /// <summary>A clean stop, but with the file that a killed server leaves, naming the given process.</summary>
    private async Task StopAndLeaveFileAsync(int processId)
    {
        var first = await folder.StartAsync();
        var lines = await File.ReadAllLinesAsync(folder.PostmasterPid);
        await first.StopAsync();
        lines[0] = processId.ToString(CultureInfo.InvariantCulture);
        await File.WriteAllLinesAsync(folder.PostmasterPid, lines);
    }
}
