using System.CommandLine;
using Portfolio.Web.Hosting;

namespace Portfolio.Web.Commands;

/// <summary>The commands, and how they are called: results on the output, one line on the error output for what is refused.</summary>
internal static class ConsoleCommands
{
    private const string Description =
        "Portfolio tracker for public investment. Without a command it starts; settings (--urls http://localhost:5090, --Seeds:Demo=false) are for both.";

    /// <summary>Every command there is.</summary>
    public static IReadOnlyList<DatabaseCommand> All() =>
    [
        new MigrateCommand(),
        new SeedCommand(),
        new CreateAdminCommand(),
        new TokenCommand(),
        new VerifyAuditCommand(),
        new VerifyLedgerCommand(),
        new ForecastCommand(),
        new SendMailCommand(),
    ];

    /// <summary>Runs the command that the arguments name.</summary>
    /// <returns>One of <see cref="ExitCode"/>.</returns>
    public static async Task<int> RunAsync(Arguments arguments, CancellationToken ct)
    {
        var root = new RootCommand(Description);
        foreach (var command in All())
        {
            command.SetAction((parsed, stop) => CommandHost.RunAsync(command, parsed, arguments.Settings, stop));
            root.Subcommands.Add(command);
        }
        // A password may begin with @; it names no file of arguments.
        var parsed = root.Parse(arguments.Words, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (Misunderstanding(parsed, arguments.Words[0], root) is { } reason)
            return ConsoleRefusal.Write(reason, ExitCode.Usage);
        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null }, ct);
        }
        catch (Exception) when (ct.IsCancellationRequested)
        {
            // Whatever it ran into when it was cut off.
            return ConsoleRefusal.Write("Stopped before it was done.", ExitCode.Failed);
        }
        catch (Exception fault) when (ConsoleRefusal.Of(fault) is { } reasonToo)
        {
            return ConsoleRefusal.Write(reasonToo, ExitCode.Failed);
        }
    }

    private static string? Misunderstanding(ParseResult parsed, string word, RootCommand root) => parsed.Errors switch
    {
        [] => null,
        _ when parsed.CommandResult.Command == root =>
            $"'{word}' is not a command. There are: {string.Join(", ", root.Subcommands.Select(c => c.Name))}. Without a command the program starts.",
        [var first, ..] => $"{first.Message.TrimEnd('.')}. See: {parsed.CommandResult.Command.Name} --help",
    };
}
