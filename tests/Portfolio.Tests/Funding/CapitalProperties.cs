using System.Diagnostics;
using System.Globalization;
using Dapper;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.Extensions.Logging.Abstractions;
using Portfolio.Accounts;
using Portfolio.Common;
using Portfolio.Funding.Ledger;
using Portfolio.Tests.Funding.Needs;
using Portfolio.Tests.Funding.Properties;

namespace Portfolio.Tests.Funding;

/// <summary>
/// F1 to F9 as properties: whatever officers do at once, every sum is the sum of its lines, every rule holds, history stays, and
/// nobody sees anything but an expected refusal. Each run is a plan of its own; some twenty share a database.
/// </summary>
[Parallelizable(ParallelScope.Self)]
internal sealed class CapitalProperties
{
    private const int Runs = 280;
    private const int RunsPerDatabase = 20;
    private const int EveryLong = 28;

    /// <summary>Set to replay: the seed a failure prints.</summary>
    private const string SeedVariable = "PORTFOLIO_CAPITAL_SEED";

    [Test]
    public async Task Whatever_officers_do_at_once_every_invariant_holds_and_history_stays()
    {
        var seed = ulong.TryParse(Environment.GetEnvironmentVariable(SeedVariable), NumberStyles.None, CultureInfo.InvariantCulture, out var given)
            ? given : (ulong)Random.Shared.NextInt64();
        TestContext.Out.WriteLine($"{SeedVariable}={seed}");
        var tally = new Tally();
        var start = Stopwatch.GetTimestamp();
        for (var first = 0; first < Runs; first += RunsPerDatabase)
            await DatabaseAsync(seed, first, tally);
        TestContext.Out.WriteLine($"{tally.Sequences} sequences, {tally.LongSequences} of them of 200 steps, {tally.Steps} steps in {Stopwatch.GetElapsedTime(start).TotalSeconds:0} s; deadlocks behind the scenes: {tally.Deadlocks}");
        TestContext.Out.WriteLine(tally.ToString());
        tally.DemandTelling();
    }

    private static async Task DatabaseAsync(ulong seed, int first, Tally tally)
    {
        await using var portfolio = await SmallPortfolio.CreateAsync(null, null, 0);
        await portfolio.ExecuteAsync("""
            insert into directory.law_parameter (parameter, valid_from, valid_to, value, unit, source_document, verified, note) values
                ('capital.year_end.payment', null, null, '12-31', 'month_day', 'x', false, 'x'),
                ('capital.year_end.settlement', null, null, '01-31', 'month_day_next_year', 'x', false, 'x'),
                ('capital.carry_over.latest', null, null, '12-31', 'month_day_next_year', 'x', false, 'x');
            insert into directory.body (province_code, code, kind, name, source_file, source_section, source_item)
            values ('xx', 'xx-ban', 'department', 'Ban quản lý dự án', 'f', 's', 'i');
            """);
        for (var run = first; run < Math.Min(first + RunsPerDatabase, Runs); run++)
            await RunAsync(portfolio, seed, run, tally);
        tally.Deadlocks += await portfolio.NumberAsync("select deadlocks from pg_stat_database where datname = current_database()");
    }

    private static async Task RunAsync(SmallPortfolio portfolio, ulong seed, int run, Tally tally)
    {
        var officers = 2 + (run % 5);
        var steps = run % EveryLong == EveryLong - 1 ? 200 : 4 + (run % 9);
        var sequences = Gen.Sample(Operations.Sequences(officers, steps), 1, new Rnd(seed + (ulong)run), 1).Single();
        var field = await PlanField.MakeAsync(portfolio.Access, run);
        var history = new History(field.Id);
        // Long runs rest now and then, so that history has something to be held against.
        for (var from = 0; from < steps; from += 50)
        {
            var journal = new Journal();
            await Task.WhenAll(sequences.Select((sequence, n) => Task.Run(
                () => new Officer(field, journal, n + 1).WorkAsync(sequence.Skip(from).Take(50)))));
            tally.Add(journal);
            var faults = await FaultsAsync(portfolio.Access, history, journal);
            if (faults.Count > 0)
                Assert.Fail(Script(seed, run, from, sequences, journal, faults));
        }
        tally.Count(officers, steps);
    }

    private static async Task<IReadOnlyList<string>> FaultsAsync(PortfolioDatabase access, History history, Journal journal)
    {
        var faults = journal.Entries.Where(e => e.Outcome.StartsWith(Officer.Fault, StringComparison.Ordinal)).Select(e => $"{e.Officer}/{e.Step} {e.Call}: {e.Outcome}").ToList();
        await using var connection = await access.OpenAsync(default);
        faults.AddRange(await IndependentProof.FindAsync(connection));
        faults.AddRange(await history.CompareAsync(connection));
        faults.AddRange((await new LedgerChecks(access, NullLogger<LedgerChecks>.Instance).RunAsync(Actor.System, default)).Faults.Select(f => $"ledger check: {f}"));
        faults.AddRange(await TrailAsync(connection, journal));
        return faults;
    }

    /// <summary>What was refused has left nothing, what was decided on has left its event.</summary>
    private static async Task<IReadOnlyList<string>> TrailAsync(Npgsql.NpgsqlConnection connection, Journal journal)
    {
        var told = (await connection.QueryAsync<string>(
            "select distinct correlation_id from audit.event where correlation_id = any(@Ids)", new { Ids = journal.Entries.Select(e => e.Correlation).ToArray() })).ToHashSet();
        return
        [
            .. from entry in journal.Entries
               let must = entry.Outcome == Journal.Entry.Ok && entry.Call is "begin" or "submit" or "approve" or "return" or "enter" or "confirm" or "reverse" or "reverse closed" or "pay again" or "close"
               let mustNot = entry.Outcome != Journal.Entry.Ok
               where (must && entry.Outcome == Journal.Entry.Ok && !told.Contains(entry.Correlation)) || (mustNot && told.Contains(entry.Correlation))
               select $"audit: {entry.Call} of {entry.Officer}/{entry.Step} ended with {entry.Outcome} and {(must ? "left no event" : "left an event")}",
        ];
    }

    private static string Script(ulong seed, int run, int from, Operation[][] sequences, Journal journal, IReadOnlyList<string> faults) => $"""
        {SeedVariable}={seed}, run {run}, from step {from}
        {string.Join('\n', faults.Take(20))}

        What came of it, in order:
        {journal}
        The sequences:
        {string.Join('\n', sequences.Select((s, n) => $"officer {n + 1}: {string.Join("; ", s.Select(o => o.Text()))}"))}
        """;
}
