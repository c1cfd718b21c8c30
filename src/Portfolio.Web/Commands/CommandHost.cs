using System.CommandLine;
using System.Globalization;
using Microsoft.Extensions.Logging.Console;
using Portfolio.Common;
using Portfolio.Web.Errors;
using Portfolio.Web.Hosting;

namespace Portfolio.Web.Commands;

/// <summary>
/// Gives a command the services of the program on the database of the program: a server, the embedded one that a running program
/// has started and goes on using, or the embedded one that is started for the command and stopped after it.
/// </summary>
internal static class CommandHost
{
    /// <summary>Runs one command.</summary>
    /// <param name="command">The command.</param>
    /// <param name="options">Values of its options.</param>
    /// <param name="settings">Settings of the command line.</param>
    /// <param name="ct">Ctrl-C.</param>
    public static async Task<int> RunAsync(DatabaseCommand command, ParseResult options, string[] settings, CancellationToken ct)
    {
        // The console speaks English.
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("en");
        await using var app = Build(settings);
        await using var database = app.Services.GetRequiredService<DatabaseHost>();
        await database.ConnectAsync(joinRunning: true, ct);
        if (command.NeedsMigrations)
            await database.DemandMigratedAsync(ct);
        try
        {
            return await command.RunAsync(new CommandRun(options, app.Services, Console.Out), ct);
        }
        catch (Exception fault) when (Expected(fault) is { } failure)
        {
            throw new StartupException(Line(failure, app.Services.GetRequiredService<ErrorText>()));
        }
    }

    /// <summary>The program as it is built, but for its log, which leaves the output to the results; it is never started.</summary>
    private static WebApplication Build(string[] settings)
    {
        var builder = WebApplication.CreateBuilder(settings);
        WebServices.Add(builder);
        builder.Logging.ClearProviders();
        builder.Logging.AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.Logging.AddFilter<ConsoleLoggerProvider>(null, LogLevel.Warning);
        return builder.Build();
    }

    private static PortfolioException? Expected(Exception fault) => fault as PortfolioException ?? Outage.Of(fault);

    private static string Line(PortfolioException failure, ErrorText texts) => failure is ValidationFailedException several
        ? string.Join(" ", several.Failures.Select(field => $"{field.Field}: {texts.Of(field)}"))
        : texts.Of(failure);
}
