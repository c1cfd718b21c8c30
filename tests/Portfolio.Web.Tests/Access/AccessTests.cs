using System.Net;
using System.Text;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.StaticAssets;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Portfolio.Accounts;
using Portfolio.Accounts.Administration;
using Portfolio.Accounts.Settings;
using Portfolio.Web.Tests.Capital;
using Portfolio.Web.Tests.Support;

namespace Portfolio.Web.Tests.Access;

/// <summary>Every page and endpoint × everybody, with own and foreign province and body; generated from the route table.</summary>
[Parallelizable(ParallelScope.Self)]
internal sealed class AccessTests
{
    private static readonly string[] NotGuarded = ["/openapi/{documentname}.json", "/health/live", "/health/ready"];

    private readonly Dictionary<Who, HttpClient> clients = [];
    private readonly Dictionary<Who, string> formTokens = [];
    private TestHost host = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        host = await TestHost.StartAsync(Role.None);
        await PutUnderAsync("cb-so-xay-dung", "cb-ubnd-tinh");
        await host.Services.GetRequiredService<AccountAdministration>().InviteAsync(
            Actor.System, new InviteAccount(Who.Idle, Who.Idle, null, new Binding(Role.Owner, "cb", ["cb-so-xay-dung"])), CancellationToken.None);
        // Decisions are recorded in the order of their dates: those of the shelf are of June, the others of today.
        await PaperShelf.FillAsync(host);
        await CapitalRecords.MakeAsync(host);
        await LandRecords.MakeAsync(host);
        await WarningRecords.MakeAsync(host);
        await ReportRecords.MakeAsync(host);
        await MailRecords.MakeAsync(host);
        foreach (var who in Who.All)
        {
            clients[who] = await who.ClientAsync(host);
            formTokens[who] = await FormTokenAsync(clients[who]);
        }
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        foreach (var client in clients.Values)
            client.Dispose();
        await host.DisposeAsync();
    }

    [Test]
    public void Every_route_has_an_expectation() => Assert.That(Routes.All.Select(r => r.Name), Is.EquivalentTo(Mapped().Distinct()));

    [TestCaseSource(typeof(Routes), nameof(Routes.All))]
    public async Task Those_may_who_should_and_nobody_else(Route route)
    {
        using (Assert.EnterMultipleScope())
        {
            foreach (var who in Who.All)
            {
                using var own = EndsSession(route) ? await who.ClientAsync(host) : null;
                var answer = await AskAsync(own ?? clients[who], route, formTokens[who]);
                Assert.That(answer, Is.EqualTo(Expected(route, who)), $"{route} as {who}");
            }
        }
    }

    [Test]
    public async Task Where_the_public_view_is_off_who_has_not_signed_in_is_led_to_do_so()
    {
        await using var closed = await TestHost.StartAsync(Role.None, demo: false);
        var switches = await closed.Services.GetRequiredService<AccessSettings>().CurrentAsync(Actor.System, CancellationToken.None);
        Assert.That(switches.PublicView, Is.False);
        using var stranger = closed.NewClient(follow: false);
        var token = await FormTokenAsync(stranger);
        using (Assert.EnterMultipleScope())
        {
            foreach (var route in Routes.Closed)
                Assert.That(await AskAsync(stranger, route, token), Is.EqualTo(Answer.SignIn), route.Name);
            foreach (var route in Routes.All.Except(Routes.Closed).Where(r => !r.Name.Contains("/next/", StringComparison.Ordinal)))
                Assert.That(await AskAsync(stranger, route, token), Is.EqualTo(Answer.Served), route.Name);
        }
    }

    private static Answer Expected(Route route, Who who) =>
        route.Allowed.Contains(who) ? Answer.Served : who == Who.Visitor ? Answer.SignIn : Answer.Refused;

    private static bool EndsSession(Route route) => route.Name == "POST /account/sign-out";

    private static async Task<Answer> AskAsync(HttpClient client, Route route, string formToken)
    {
        using var request = new HttpRequestMessage(route.Method, route.Address);
        if (route.Method == HttpMethod.Put || route.Method == HttpMethod.Patch || (route.IsApi && route.Method == HttpMethod.Post))
        {
            request.Content = new StringContent(route.Body ?? "{}", Encoding.UTF8, "application/json");
            request.Headers.TryAddWithoutValidation("If-Match", "*");
        }
        else if (route.Method == HttpMethod.Delete)
        {
            request.Headers.TryAddWithoutValidation("If-Match", "*");
        }
        else if (route.Method == HttpMethod.Post)
        {
            request.Content = new FormUrlEncodedContent([KeyValuePair.Create("__RequestVerificationToken", formToken)]);
        }
        using var response = await client.SendAsync(request);
        Assert.That((int)response.StatusCode, Is.LessThan(500), route.Name);
        return response.StatusCode switch
        {
            HttpStatusCode.Unauthorized => Answer.SignIn,
            HttpStatusCode.Forbidden => Answer.Refused,
            HttpStatusCode.Found when IsSignIn(response) && !Routes.Doors.Contains(route) => Answer.SignIn,
            _ => Answer.Served,
        };
    }

    private static bool IsSignIn(HttpResponseMessage response) =>
        response.Headers.Location!.OriginalString.StartsWith("/account/sign-in?returnUrl=", StringComparison.Ordinal);

    /// <summary>What the program has mapped, pages handler by handler.</summary>
    private IEnumerable<string> Mapped()
    {
        foreach (var endpoint in host.Services.GetRequiredService<IEnumerable<EndpointDataSource>>().SelectMany(s => s.Endpoints).OfType<RouteEndpoint>())
        {
            var pattern = Written(endpoint.RoutePattern.RawText!);
            if (endpoint.Metadata.GetMetadata<StaticAssetDescriptor>() is not null || NotGuarded.Contains(pattern))
                continue;
            if (endpoint.Metadata.GetMetadata<CompiledPageActionDescriptor>() is { } page)
            {
                // A page without a handler for it is shown all the same.
                yield return "GET " + pattern;
                foreach (var handler in page.HandlerMethods)
                    yield return $"{handler.HttpMethod.ToUpperInvariant()} {pattern}{(handler.Name is null ? "" : "?handler=" + handler.Name)}";
            }
            else if (endpoint.Metadata.GetMetadata<PageActionDescriptor>() is null)
            {
                foreach (var method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET"])
                    if (method != "HEAD")
                        yield return $"{method} {pattern}";
            }
        }
    }

    /// <summary>A pattern as people write it: a page that is called Index is also mapped by its folder.</summary>
    private static string Written(string pattern)
    {
        var path = "/" + pattern.TrimStart('/').ToLowerInvariant();
        return path.EndsWith("/index", StringComparison.Ordinal) ? path[..^"index".Length].TrimEnd('/') is { Length: > 0 } folder ? folder : "/" : path;
    }

    private static async Task<string> FormTokenAsync(HttpClient client) =>
        RequestCalls.FormToken(await client.GetStringAsync(new Uri("/account/forgot", UriKind.Relative)));

    private async Task PutUnderAsync(string body, string parent)
    {
        await using var connection = new NpgsqlConnection(host.ConnectionString);
        await connection.OpenAsync();
        await using var put = new NpgsqlCommand(
            "update directory.body set parent_id = (select id from directory.body where code = $2) where code = $1", connection);
        put.Parameters.AddWithValue(body);
        put.Parameters.AddWithValue(parent);
        await put.ExecuteNonQueryAsync();
    }

    private enum Answer
    {
        Served,
        SignIn,
        Refused,
    }
}
