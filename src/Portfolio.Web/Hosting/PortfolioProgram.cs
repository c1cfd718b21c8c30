using System.Net.Sockets;
using Portfolio.Database.Embedded;
using Portfolio.Database.Migrations;
using Portfolio.Database.Seeds;

namespace Portfolio.Web.Hosting;

/// <summary>Starts the database, the pages and the API, and says in one line what is missing when something is.</summary>
internal static class PortfolioProgram
{
    private const string DefaultUrl = "http://localhost:5080";

    public static async Task<int> RunAsync(string[] args)
    {
        try
        {
            var builder = WebApplication.CreateBuilder(args);
            UseDefaultUrl(builder);
            WebServices.Add(builder);
            await using var app = builder.Build();
            WebPipeline.Use(app);
            await ServeAsync(app);
            return 0;
        }
        catch (Exception fault) when (Refusal(fault) is { } reason)
        {
            await Console.Error.WriteLineAsync(reason);
            return 1;
        }
    }

    private static async Task ServeAsync(WebApplication app)
    {
        // The address is tried first: a taken port is said at once, not after the database has been started for nothing.
        AddressCheck.DemandFree(app.Configuration["urls"] ?? DefaultUrl);

        using var stopping = new StopSignal();
        await using var database = app.Services.GetRequiredService<DatabaseHost>();
        await database.StartAsync(stopping.Token);
        await app.StartAsync(stopping.Token);
        StartupBanner.Write(app);
        stopping.HandOver(app.Lifetime);
        await app.WaitForShutdownAsync();
        await app.DisposeAsync();
    }

    /// <summary>Whoever names an address by option, environment or configuration gets that one.</summary>
    private static void UseDefaultUrl(WebApplicationBuilder builder)
    {
        string[] ways = ["urls", "http_ports", "https_ports"];
        if (ways.All(way => string.IsNullOrEmpty(builder.Configuration[way])) && !builder.Configuration.GetSection("Kestrel:Endpoints").Exists())
            builder.WebHost.UseUrls(DefaultUrl);
    }

    /// <summary>The one line for a fault that somebody at the console can mend; null for a bug.</summary>
    private static string? Refusal(Exception fault) => fault switch
    {
        EmbeddedPostgresException or MigrationException or SeedRefusedException or StartupException => fault.Message,
        OperationCanceledException => "Stopped before the start was complete.",
        IOException { InnerException: SocketException or Microsoft.AspNetCore.Connections.AddressInUseException } => fault.Message,
        _ => null,
    };
}
