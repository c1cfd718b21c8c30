using Portfolio.Accounts;
using Portfolio.Accounts.Credentials;
using Portfolio.Web.Commands;
using Portfolio.Web.SignIn;

namespace Portfolio.Web.Hosting;

/// <summary>
/// Starts the database, the pages and the API, and says in one line what is missing when something is; or runs the command that the
/// arguments name.
/// </summary>
internal static class PortfolioProgram
{
    public static async Task<int> RunAsync(string[] args)
    {
        var stopping = new StopSignal();
        var arguments = Arguments.Read(args);
        if (arguments.HasCommand)
            return await ConsoleCommands.RunAsync(arguments, stopping.Token);
        var started = false;
        try
        {
            await using var app = Build(args, stopping);
            await using var database = app.Services.GetRequiredService<DatabaseHost>();
            var administratorPassword = await StartAsync(app, database, stopping.Token);
            started = true;
            StartupBanner.Write(app, administratorPassword, await HasDemoAsync(app));
            stopping.HandOver(app.Lifetime);
            await app.WaitForShutdownAsync();
            // Before the database, which its last requests may still use.
            await app.DisposeAsync();
            return 0;
        }
        catch (Exception) when (!started && stopping.Token.IsCancellationRequested)
        {
            // Whatever the start ran into when it was cut off.
            return ConsoleRefusal.Write("Stopped before the start was complete.");
        }
        catch (Exception fault) when (ConsoleRefusal.Of(fault) is { } reason)
        {
            return ConsoleRefusal.Write(reason);
        }
    }

    private static WebApplication Build(string[] args, StopSignal stopping)
    {
        var builder = WebApplication.CreateBuilder(args);
        AddressCheck.UseDefaults(builder, DatabaseSettings.NamesNoServer(builder.Configuration));
        WebServices.Add(builder);
        builder.Services.AddSingleton<IHostLifetime>(stopping);
        // Of a start that fails the host writes the whole stack, and throws it as well: the one line below is enough.
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", level => stopping.HandedOver && level >= LogLevel.Warning);
        var app = builder.Build();
        WebPipeline.Use(app);
        return app;
    }

    /// <returns>The password of the first administrator, when it was made just now.</returns>
    private static async Task<string?> StartAsync(WebApplication app, DatabaseHost database, CancellationToken ct)
    {
        // Address and switches come first: what is wrong with them is said at once, not after the database has been started for nothing.
        AddressCheck.DemandFree(app.Configuration);
        app.Services.GetRequiredService<DemoRules>();
        await database.StartAsync(ct);
        var administratorPassword = await app.Services.GetRequiredService<FirstAccounts>().MakeAsync(ct);
        // Not cancelled on the way: it is quick, and the host would log that as a fault.
        ct.ThrowIfCancellationRequested();
        await app.StartAsync(CancellationToken.None);
        // Whatever runs by itself now ends before the database does.
        if (ct.IsCancellationRequested)
            await app.StopAsync(CancellationToken.None);
        ct.ThrowIfCancellationRequested();
        return administratorPassword;
    }

    private static async Task<bool> HasDemoAsync(WebApplication app) =>
        app.Services.GetRequiredService<DemoRules>().Serve
        && (await app.Services.GetRequiredService<SignInRecords>().DemoAsync(Actor.System, CancellationToken.None)).Count > 0;
}
