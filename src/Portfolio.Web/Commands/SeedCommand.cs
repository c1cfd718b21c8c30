using System.Globalization;

namespace Portfolio.Web.Commands;

/// <summary>Loads the seeds without starting the program.</summary>
internal sealed class SeedCommand() : DatabaseCommand(
    "seed",
    "Loads the seeds that the settings Seeds:Plans, Seeds:Demo and Seeds:Folder ask for. "
    + "Prints a line for each table that changed: its name, rows inserted, updated and deleted, parted by tabs.")
{
    public override async Task<int> RunAsync(CommandRun run, CancellationToken ct)
    {
        foreach (var table in (await run.Database.SeedAsync(ct)).Tables)
            run.Output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{table.Table}\t{table.Inserted}\t{table.Updated}\t{table.Deleted}"));
        return ExitCode.Done;
    }
}
