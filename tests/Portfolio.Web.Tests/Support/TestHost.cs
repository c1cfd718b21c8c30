using System.Net.Http.Headers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Portfolio.Accounts;
using Portfolio.Database;
using Portfolio.Tests.Support;
using Portfolio.Web.Hosting;

namespace Portfolio.Web.Tests.Support;

/// <summary>
/// The program itself on a free loopback port: built from the same services and the same pipeline, on a database of its own
/// with the seeds loaded.
/// <code>await using var host = await TestHost.StartAsync(Role.Finance, demo: true);</code>
/// </summary>
internal sealed class TestHost : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly TestDatabase database;
    private readonly bool owned;

    private TestHost(WebApplication app, TestDatabase database, bool owned, SignedIn? signedIn)
    {
        this.app = app;
        this.database = database;
        this.owned = owned;
        // A host that listens everywhere is reached here as well.
        Address = new Uri(app.Urls.Single().Replace("0.0.0.0", "127.0.0.1", StringComparison.Ordinal));
        SignedIn = signedIn;
        Client = NewClient(signedIn);
    }

    /// <summary>Where it listens.</summary>
    public Uri Address { get; }

    /// <summary>Asks it as the account of the role; follows redirects and keeps cookies.</summary>
    public HttpClient Client { get; }

    /// <summary>The account of the role, signed in; null for a visitor.</summary>
    public SignedIn? SignedIn { get; }

    /// <summary>Of the account that the program runs as.</summary>
    public string ConnectionString => database.ConnectionString;

    /// <summary>Of the owner, for tests that damage or tamper.</summary>
    public string OwnerConnectionString => database.OwnerConnectionString;

    public IServiceProvider Services => app.Services;

    /// <summary>Starts the program.</summary>
    /// <param name="role">Role of the account that <see cref="Client"/> is signed in with; None and Visitor sign nobody in.</param>
    /// <param name="demo">Whether the illustrative figures are loaded.</param>
    /// <param name="on">A running host whose database to share, so that the seeds are there already; null = a new database.</param>
    /// <param name="configure">Changes what is built, for tests of faults.</param>
    /// <param name="map">Adds endpoints.</param>
    /// <param name="at">A database to use, which the host disposes of; null = a new one.</param>
    /// <param name="settings">Settings of the program.</param>
    public static async Task<TestHost> StartAsync(
        Role role = Role.Finance, bool demo = true, TestHost? on = null, Action<WebApplicationBuilder>? configure = null,
        Action<WebApplication>? map = null, TestDatabase? at = null, params (string Name, string Value)[] settings)
    {
        var database = on?.database ?? at ?? await SeededDatabase.CreateAsync(demo);
        WebApplication? app = null;
        try
        {
            app = Build(demo, database.ConnectionString, configure, settings);
            map?.Invoke(app);
            await app.Services.GetRequiredService<DatabaseHost>().StartAsync(CancellationToken.None);
            await app.StartAsync();
            var signedIn = role is Role.None or Role.Visitor ? null : await SignedIn.AsAsync(app.Services, role);
            return new TestHost(app, database, owned: on is null, signedIn);
        }
        catch
        {
            if (app is not null)
                await app.DisposeAsync();
            if (on is null)
                await database.DisposeAsync();
            throw;
        }
    }

    /// <summary>Drops the database under the running program, as an outage would take it away.</summary>
    public async Task LoseDatabaseAsync() => await database.DisposeAsync();

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await app.StopAsync();
        await app.DisposeAsync();
        if (owned)
            await database.DisposeAsync();
    }

    /// <summary>A browser without a window: keeps cookies and follows redirects; calls the API by a token.</summary>
    /// <param name="signedIn">Whose session and token it brings along; null = nobody's.</param>
    /// <param name="follow">Whether it follows redirects.</param>
    public HttpClient NewClient(SignedIn? signedIn = null, bool follow = true)
    {
        var handler = new HttpClientHandler { AllowAutoRedirect = follow };
        var client = new HttpClient(handler) { BaseAddress = Address };
        if (signedIn is null)
            return client;
        handler.CookieContainer.Add(Address, new System.Net.Cookie(signedIn.CookieName, signedIn.CookieValue, "/"));
        // Pages do not look at it.
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", signedIn.Token);
        return client;
    }

    /// <summary>Builds the program without starting it.</summary>
    public static WebApplication Build(
        bool demo, string connectionString, Action<WebApplicationBuilder>? configure = null, params (string Name, string Value)[] settings)
    {
        // The name decides where pages and static files are looked for: in the program's assembly, not in the test runner's.
        var program = typeof(PortfolioProgram).Assembly.GetName().Name!;
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            ApplicationName = program,
            ContentRootPath = RepositoryFolder.Require($"src/{program}"),
            EnvironmentName = "Production",
        });
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["ConnectionStrings:Portfolio"] = connectionString,
            ["Seeds:Plans"] = "true",
            ["Seeds:Demo"] = demo ? "true" : "false",
            ["Scheduling:Enabled"] = "false",
            // All tests ask from one address.
            ["Limits:ApiPerMinute"] = "0",
            ["Limits:SignIns"] = "0",
            ["Limits:Answers"] = "0",
            ["Limits:AttemptsPerName"] = "0",
            // What the tests provoke on purpose shall not fill the runner's output. Not all of it off: a log that listens is what
            // gives a request its trace id.
            ["Logging:LogLevel:Default"] = "Critical",
            ["Logging:LogLevel:Quartz"] = "Critical",
        });
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Configuration.AddInMemoryCollection(settings.Select(s => KeyValuePair.Create(s.Name, (string?)s.Value)));
        WebServices.Add(builder);
        configure?.Invoke(builder);
        var app = builder.Build();
        WebPipeline.Use(app);
        return app;
    }
}
