using System.Globalization;
using Portfolio.Accounts;
using Portfolio.Milestones.Forecasts;

namespace Portfolio.Web.Commands;

/// <summary>Forecasts the milestones of every project anew.</summary>
internal sealed class ForecastCommand() : DatabaseCommand(
    "forecast",
    "Forecasts the milestones of every project as of today, as it happens every night by itself. Prints how many projects it forecast; "
    + "those that somebody is changing at that moment are forecast by that change.")
{
    public override async Task<int> RunAsync(CommandRun run, CancellationToken ct)
    {
        var projects = await run.Services.GetRequiredService<ForecastService>().RefreshAllAsync(Actor.System, ct);
        run.Output.WriteLine(projects.ToString(CultureInfo.InvariantCulture));
        return ExitCode.Done;
    }
}
