using System.CommandLine;
using Portfolio.Accounts;
using Portfolio.Accounts.Credentials;
using Portfolio.Accounts.Tokens;
using Portfolio.Web.Hosting;

namespace Portfolio.Web.Commands;

/// <summary>Makes a personal token for an account, for systems that call the API.</summary>
internal sealed class TokenCommand : DatabaseCommand
{
    private const int DefaultDays = 90;

    private readonly Option<string> account = new("--account") { Description = "Name the account signs in with.", Required = true };

    private readonly Option<string[]> scope = new("--scope")
    {
        Description = $"What it opens, one or several of: {string.Join(", ", TokenScopes.All)}.",
        Required = true,
        AllowMultipleArgumentsPerToken = true,
    };

    private readonly Option<string> name = new("--name") { Description = "What it is for.", DefaultValueFactory = _ => "console" };
    private readonly Option<int> days = new("--days") { Description = "How many days it lasts.", DefaultValueFactory = _ => DefaultDays };

    public TokenCommand()
        : base("token", "Makes a personal token for the API. Prints it; it cannot be shown again.")
    {
        Options.Add(account);
        Options.Add(scope);
        Options.Add(name);
        Options.Add(days);
    }

    public override async Task<int> RunAsync(CommandRun run, CancellationToken ct)
    {
        var userName = run.Options.GetValue(account)!;
        var holder = await run.Services.GetRequiredService<AccountRecords>().FindByNameAsync(Actor.System, AccountNames.Key(userName), ct);
        if (holder is not { Active: true })
            throw new StartupException($"There is no active account called '{userName}'.");
        string[] scopes = [.. run.Options.GetValue(scope)!.SelectMany(text => text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))];
        var request = new MakeToken(run.Options.GetValue(name)!, scopes, run.Options.GetValue(days));
        run.Output.WriteLine(await run.Services.GetRequiredService<TokenService>().MakeForAsync(Actor.System, holder, request, ct));
        return ExitCode.Done;
    }
}
