using System.Globalization;
using Portfolio.Accounts;
using Portfolio.Funding.Ledger;
using Portfolio.Web.Hosting;

namespace Portfolio.Web.Commands;

/// <summary>Proves that every sum of money is the sum of its lines.</summary>
internal sealed class VerifyLedgerCommand() : DatabaseCommand(
    "verify-ledger",
    "Recomputes every sum of money from its lines and proves every rule of funding. Prints how many lines it added up. "
    + "Exit code 1 and one line for each difference on the error output (rule or sum, where, expected, found) if anything does not hold.")
{
    public override async Task<int> RunAsync(CommandRun run, CancellationToken ct)
    {
        var check = await run.Services.GetRequiredService<LedgerChecks>().RunAsync(Actor.System, ct);
        run.Output.WriteLine(check.Lines.ToString(CultureInfo.InvariantCulture));
        foreach (var fault in check.Faults)
            ConsoleRefusal.Write(string.Create(
                CultureInfo.InvariantCulture, $"{fault.Invariant} {fault.Subject}: expected {fault.Expected ?? 0}, found {fault.Found ?? 0}"));
        return check.Faults.Count == 0 ? ExitCode.Done : ExitCode.Failed;
    }
}
