using System.CommandLine;
using Microsoft.AspNetCore.Identity;
using Portfolio.Accounts;
using Portfolio.Accounts.Credentials;
using Portfolio.Web.Hosting;
using Portfolio.Web.SignIn;

namespace Portfolio.Web.Commands;

/// <summary>The way back in for who has lost every administrator: makes another one.</summary>
internal sealed class CreateAdminCommand : DatabaseCommand
{
    private readonly Option<string> account = new("--account") { Description = "Name to sign in with: small letters, digits, dots, hyphens.", Required = true };
    private readonly Option<string?> name = new("--name") { Description = "Name shown to others; the name to sign in with if left out." };
    private readonly Option<string?> email = new("--email") { Description = "Address for mail." };

    public CreateAdminCommand()
        : base("create-admin", "Makes an administrator of the whole program. Prints the password, which must be changed at the first sign-in.")
    {
        Options.Add(account);
        Options.Add(name);
        Options.Add(email);
    }

    public override async Task<int> RunAsync(CommandRun run, CancellationToken ct)
    {
        var userName = run.Options.GetValue(account)!;
        var password = FirstAccounts.NewPassword();
        await using var scope = run.Services.CreateAsyncScope();
        var hash = scope.ServiceProvider.GetRequiredService<IPasswordHasher<Account>>().HashPassword(new Account(), password);
        var wanted = new NewAccount(
            userName, run.Options.GetValue(name) ?? userName, run.Options.GetValue(email), Role.Administrator, null, hash);
        if (!await run.Services.GetRequiredService<SignInRecords>().MakeAsync(Actor.System, wanted, ct))
            throw new StartupException($"There is an account called '{userName}', or with that address, already: choose another name.");
        run.Output.WriteLine(password);
        return ExitCode.Done;
    }
}
