using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Dapper;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Portfolio.Accounts;
using Portfolio.Audit;
using Portfolio.Common;
using Portfolio.Database;
using Portfolio.Database.Embedded;
using Portfolio.Database.Migrations;
using Portfolio.Funding.Ledger;
using Portfolio.Tests.Database.Embedded;
using Portfolio.Tests.Funding.Properties;
using Portfolio.Tests.Support;

namespace Portfolio.Tests.Funding.Kills;

/// <summary>
/// The program is killed (SIGKILL) while officers work, at random moments, again and again: everything it acknowledged is there,
/// what was under way is there whole or not at all, and sent again it happens once.
/// </summary>
[Parallelizable(ParallelScope.Self)]
internal sealed class KillTests
{
    private const int Kills = 22;
    private const int ServerKills = 4;
    private const int Endless = 1_000_000;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    [Test]
    public async Task A_killed_program_loses_nothing_it_acknowledged_and_leaves_nothing_half_done()
    {
        await using var database = await TestDatabase.CreateAsync();
        var told = await BeginAsync(database.ConnectionString);
        for (var round = 0; round < Kills; round++)
        {
            using var worker = WorkerRun.Start(database.ConnectionString, round, told.Unfinished, Endless);
            await worker.AcknowledgedAsync(Workplace.Officers + Random.Shared.Next(60), Patience);
            await Task.Delay(Random.Shared.Next(30));
            await worker.KillAsync();
            told.Take(worker.Lines);
            Assert.That(told.Lost, Is.Empty);
            await ProveAsync(database.ConnectionString, told);
        }
        await EndAsync(database.ConnectionString, told, Kills);
        Assert.That(told.CutOff, Is.GreaterThan(Kills), "kills must meet work under way");
    }

    [Test]
    public async Task A_killed_server_loses_nothing_that_was_acknowledged_and_leaves_nothing_half_done()
    {
        await using var folder = new ClusterFolder();
        var server = await folder.StartAsync();
        await new MigrationRunner(server.ConnectionString, RepositoryFolder.Require("migrations"), NullLogger.Instance, server.RuntimeConnectionString).RunAsync(default);
        var told = await BeginAsync(server.RuntimeConnectionString);
        for (var round = 0; round < ServerKills; round++)
        {
            using var worker = WorkerRun.Start(server.RuntimeConnectionString, round, told.Unfinished, Endless);
            await worker.AcknowledgedAsync(Workplace.Officers + Random.Shared.Next(60), Patience);
            await ServerProcesses.KillAsync(folder.ServerProcess);
            await worker.EndAsync(Patience);
            told.Take(worker.Lines);
            await server.StopAsync();
            NpgsqlConnection.ClearAllPools();
            server = await AgainAsync(folder);
            await ProveAsync(server.RuntimeConnectionString, told);
        }
        await EndAsync(server.RuntimeConnectionString, told, ServerKills);
    }

    private static async Task<Acknowledged> BeginAsync(string connectionString)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await Workplace.MakeAsync(connection);
        var told = new Acknowledged();
        told.Begin(await Workplace.FactsAsync(connection));
        return told;
    }

    /// <summary>The last program may finish, after it has sent again what was cut off.</summary>
    private static async Task EndAsync(string connectionString, Acknowledged told, int kills)
    {
        using (var worker = WorkerRun.Start(connectionString, kills, told.Unfinished, deeds: 30))
        {
            await worker.EndAsync(Patience);
            told.Take(worker.Lines);
        }
        Assert.That(told.Unfinished, Is.Empty);
        await ProveAsync(connectionString, told);
        TestContext.Out.WriteLine($"{kills} kills, {told.Count} deeds acknowledged, {told.CutOff} cut off, {told.CutOffDone} of them done");
    }

    private static async Task ProveAsync(string connectionString, Acknowledged told)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await QuietAsync(connection);
        Assert.That(told.Differences(await Workplace.FactsAsync(connection)), Is.Empty);
        Assert.That(
            told.Keys.Except(await connection.QueryAsync<string>("select key from exchange.idempotent_write")), Is.Empty, "receipts of what was acknowledged");
        Assert.That(await IndependentProof.FindAsync(connection), Is.Empty);
        await using var database = new PortfolioDatabase(connectionString);
        Assert.That((await new LedgerChecks(database, NullLogger<LedgerChecks>.Instance).RunAsync(Actor.System, default)).Faults, Is.Empty);
        Assert.That((await new AuditChecks(database, NullLogger<AuditChecks>.Instance).RunAsync(Actor.System, [], default)).Run.Whole, Is.True);
    }

    /// <summary>The server may still be busy with the last statement of a program that is no more.</summary>
    private static async Task QuietAsync(NpgsqlConnection connection)
    {
        for (var clock = Stopwatch.StartNew(); clock.Elapsed < Patience; await Task.Delay(5))
        {
            if (await connection.ExecuteScalarAsync<long>(
                "select count(*) from pg_stat_activity where datname = current_database() and application_name = 'portfolio'") == 0)
                return;
        }
        Assert.Fail("The sessions of the killed program do not end.");
    }

    // Its last processes notice that it is gone when they have done what they were doing.
    private static async Task<EmbeddedPostgres> AgainAsync(ClusterFolder folder)
    {
        for (var clock = Stopwatch.StartNew(); ; await Task.Delay(200))
        {
            try
            {
                return await folder.StartAsync();
            }
            catch (EmbeddedPostgresException) when (clock.Elapsed < Patience)
            {
            }
        }
    }
}

/// <summary>The worker as a process of its own; killed when it is disposed.</summary>
internal sealed class WorkerRun : IDisposable
{
    private readonly Process process;
    private readonly List<string> lines = [];
    private int acknowledged;

    private WorkerRun(ProcessStartInfo info)
    {
        process = new Process { StartInfo = info };
        process.OutputDataReceived += (_, line) => Add(line.Data);
        process.Start();
        process.BeginOutputReadLine();
    }

    /// <summary>What it has written; complete once it has ended.</summary>
    public IReadOnlyList<string> Lines
    {
        get
        {
            lock (lines)
                return [.. lines];
        }
    }

    public static WorkerRun Start(string connectionString, int round, Deed[] unfinished, int deeds)
    {
        var program = typeof(WorkerRun).Assembly.Location;
        var info = new ProcessStartInfo(
            Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet",
            [program, Worker.Command, Text(round), Text(Random.Shared.Next(1_000_000)), Text(deeds)])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        info.Environment[Worker.DatabaseVariable] = connectionString;
        var run = new WorkerRun(info);
        run.process.StandardInput.Write(JsonSerializer.Serialize(unfinished));
        run.process.StandardInput.Close();
        return run;
    }

    /// <summary>Waits until it has acknowledged so many deeds.</summary>
    public async Task AcknowledgedAsync(int deeds, TimeSpan patience)
    {
        for (var clock = Stopwatch.StartNew(); Volatile.Read(ref acknowledged) < deeds; await Task.Delay(1))
        {
            if (process.HasExited || clock.Elapsed > patience)
                Assert.Fail($"The worker does not work.\n{string.Join('\n', Lines.TakeLast(20))}");
        }
    }

    /// <summary>Kills it the hard way, and reads what was still in the pipe.</summary>
    public async Task KillAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
    }

    public async Task EndAsync(TimeSpan patience)
    {
        using var timeout = new CancellationTokenSource(patience);
        await process.WaitForExitAsync(timeout.Token);
    }

    public void Dispose()
    {
        if (!process.HasExited)
            process.Kill();
        process.Dispose();
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private void Add(string? line)
    {
        if (line is null)
            return;
        lock (lines)
            lines.Add(line);
        if (line.StartsWith("ack ", StringComparison.Ordinal))
            Interlocked.Increment(ref acknowledged);
    }
}
