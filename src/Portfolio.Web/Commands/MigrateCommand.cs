namespace Portfolio.Web.Commands;

/// <summary>Brings the schema up to date without starting the program.</summary>
internal sealed class MigrateCommand() : DatabaseCommand(
    "migrate",
    "Applies the migrations that are missing and gives the account that the program runs as its rights. Prints the name of each file it applies.")
{
    public override bool NeedsMigrations => false;

    public override async Task<int> RunAsync(CommandRun run, CancellationToken ct)
    {
        foreach (var file in (await run.Database.MigrateAsync(ct)).Applied)
            run.Output.WriteLine(file);
        return ExitCode.Done;
    }
}
