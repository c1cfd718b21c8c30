using Microsoft.Extensions.Logging;
using Npgsql;
using Portfolio.Common;
using Portfolio.Database.Seeds.Checks;
using Portfolio.Database.Seeds.Reading;
using Portfolio.Database.Seeds.Tables;
using Portfolio.Database.Seeds.Writing;
using Portfolio.Exchange;

namespace Portfolio.Database.Seeds;

/// <summary>
/// Brings the database to what the seed files say, in one transaction: what differs is updated, what is missing inserted, what
/// vanished deleted, and nothing else is touched. Unchanged files are not even parsed. Any number of programs may load at once:
/// one works, the others wait and then find nothing to do.
/// </summary>
/// <param name="database">Migrated database.</param>
/// <param name="calendar">Says under which day corrected dates stand.</param>
/// <param name="logger">Is told what was loaded.</param>
public sealed class SeedLoader(PortfolioDatabase database, BusinessCalendar calendar, ILogger<SeedLoader> logger)
{
    /// <summary>Loads the files.</summary>
    /// <param name="options">What is to be loaded, and from where.</param>
    /// <param name="ct">Gives up; nothing is written then.</param>
    /// <exception cref="SeedRefusedException">Anything is wrong in any file; every fault is listed and nothing is written.</exception>
    /// <exception cref="NpgsqlException">The database cannot be reached, or the connection broke; nothing is written.</exception>
    public async Task<SeedReport> LoadAsync(SeedOptions options, CancellationToken ct)
    {
        var faults = new SeedFaults();
        var folder = SeedFolder.Read(options, faults);
        await using var connection = await database.OpenAsync(ct);
        if (faults.Count == 0 && folder.SameAs(await SeedFileLog.ReadAsync(connection, null, ct)))
        {
            logger.LogDebug("The seed files are as they were loaded last");
            return new SeedReport([]);
        }

        var book = Read(folder, options, faults);
        try
        {
            // Officers may be at work, here or on another node.
            return await database.RetryAsync(writing => WriteAsync(writing, folder, book, options, ct), ct);
        }
        catch (PostgresException e) when (IsRefusal(e))
        {
            // The checks above should have found it; a rule of the database that they do not know still refuses the whole.
            var reason = $"PostgreSQL refuses a row: {e.MessageText.ReplaceLineEndings(" ")} ({e.SchemaName}.{e.TableName}, {e.ConstraintName ?? e.SqlState})";
            throw new SeedRefusedException([new SeedFault("seeds", null, null, reason, "correct the rows of that table")], 1, e);
        }
    }

    private static SeedBook Read(SeedFolder folder, SeedOptions options, SeedFaults faults)
    {
        LayoutChecks.Run(folder, faults);
        var book = SeedBook.Read(folder, options, faults);
        ReferenceChecks.Run(book.Reference, folder, faults);
        if (book.Plans is not null)
        {
            PlanChecks.Run(book, book.Plans, folder, faults);
            ProjectChecks.Run(book, book.Plans, faults);
        }
        if (book is { Plans: not null, Demo: not null })
            DemoChecks.Run(book, book.Plans, book.Demo, faults);
        faults.Demand();
        return book;
    }

    private async Task<SeedReport> WriteAsync(
        NpgsqlConnection connection, SeedFolder folder, SeedBook book, SeedOptions options, CancellationToken ct)
    {
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await SeedFileLog.LockAsync(connection, transaction, ct);
        // Another program may have loaded the same files while this one waited.
        var loaded = await SeedFileLog.ReadAsync(connection, transaction, ct);
        if (folder.SameAs(loaded))
            return new SeedReport([]);

        var report = await SeedWriter.WriteAsync(
            new SeedSession(connection, transaction) { Today = calendar.Today }, book, demoOff: !options.Demo, [.. loaded.Keys], ct);
        await SeedFileLog.WriteAsync(connection, transaction, folder.Hashes, folder.Scope, ct);
        await transaction.CommitAsync(ct);
        logger.LogInformation(
            "Loaded the seeds: {Inserted} rows inserted, {Updated} updated, {Deleted} deleted",
            report.Tables.Sum(t => t.Inserted), report.Tables.Sum(t => t.Updated), report.Tables.Sum(t => t.Deleted));
        return report;
    }

    /// <summary>A value or a constraint is violated (classes 22 and 23); anything else is no word about the files.</summary>
    private static bool IsRefusal(PostgresException e) =>
        e.SqlState.StartsWith("22", StringComparison.Ordinal) || e.SqlState.StartsWith("23", StringComparison.Ordinal);
}
