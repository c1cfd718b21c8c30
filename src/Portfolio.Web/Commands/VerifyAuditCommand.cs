using System.CommandLine;
using System.Globalization;
using Portfolio.Accounts;
using Portfolio.Audit;
using Portfolio.Web.Hosting;

namespace Portfolio.Web.Commands;

/// <summary>Proves that the audit trail is whole.</summary>
internal sealed class VerifyAuditCommand : DatabaseCommand
{
    // An empty field would be lost in a line of a script.
    private const string NoProvince = "-";

    private readonly Option<FileInfo?> anchors = new("--anchors")
    {
        Description = "Earlier output of this command, kept outside the database: proves that every link it names still stands.",
    };

    public VerifyAuditCommand()
        : base(
            "verify-audit",
            "Recomputes every link of the audit trail. Prints the last link of each lane: province (- for none), lane, position, hash, parted by tabs. "
            + "Exit code 1 and the first broken link of each chain on the error output if it is not whole.") =>
        Options.Add(anchors);

    public override async Task<int> RunAsync(CommandRun run, CancellationToken ct)
    {
        var check = await run.Services.GetRequiredService<AuditChecks>().RunAsync(Actor.System, Read(run.Options.GetValue(anchors)), ct);
        foreach (var head in check.Run.Heads)
            run.Output.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"{(head.Chain.Length == 0 ? NoProvince : head.Chain)}\t{head.Lane}\t{head.Position}\t{head.Hash}"));
        foreach (var broken in check.Run.Findings)
            ConsoleRefusal.Write(broken.Describe());
        return check.Run.Whole ? ExitCode.Done : ExitCode.Failed;
    }

    private static List<LaneHead> Read(FileInfo? file)
    {
        if (file is null)
            return [];
        try
        {
            List<LaneHead> heads = [.. File.ReadLines(file.FullName).Where(line => line.Length > 0).Select((line, index) => Head(file, line, index + 1))];
            return heads.Count > 0 ? heads : throw new StartupException($"{file} is empty: it proves nothing. Name a file with the output of an earlier run.");
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new StartupException($"{file} cannot be read: {fault.Message}");
        }
    }

    private static LaneHead Head(FileInfo file, string line, int number) =>
        line.Split('\t') is [var chain, var lane, var position, { Length: 64 } hash]
            && int.TryParse(lane, CultureInfo.InvariantCulture, out var laneNumber)
            && long.TryParse(position, CultureInfo.InvariantCulture, out var place)
            ? new LaneHead(chain == NoProvince ? "" : chain, laneNumber, place, hash)
            : throw new StartupException($"{file}:{number} is no line of this command's output: province, lane, position and hash parted by tabs.");
}
