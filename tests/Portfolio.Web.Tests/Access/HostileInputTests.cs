using System.Text;
using System.Text.Json.Nodes;
using Portfolio.Accounts;
using Portfolio.Web.Tests.Capital;
using Portfolio.Web.Tests.Support;

namespace Portfolio.Web.Tests.Access;

/// <summary>
/// Hostile input in every field of every form and in every text of every body of the API, found from the pages and the route table
/// themselves: it is stored and shown harmlessly, or refused; it never brings the program to fall.
/// </summary>
[Parallelizable(ParallelScope.Self)]
internal sealed partial class HostileInputTests
{
    private const string Script = "<script>alert('xss')</script>";

    private static readonly string[] Corpus =
    [
        Script, "\"'><img src=x onerror=alert(1)>", "javascript:alert(1)", "' or '1'='1", "'; drop table projects.project; --", "%' or 1=1; --",
        "\0", "a\0b", new string('x', 5_000), new string('x', 70_000), "\u202Egnp.exe\u202C", "a" + new string('\u0301', 400), "\uD800", "👩‍👩‍👧‍👦🇻🇳", "\uFEFF\u200B\u2066",
        "=cmd|' /C calc'!A0", "{{7*7}}${7*7}#{7*7}", "../../../../etc/passwd", "a\r\nSet-Cookie: owned=1", "-1", "99999999999999999999999999",
        "1e400", "NaN", "2026-02-31", "[]", "{}", "null", " ", "\t", "%00%0d%0a", "Ａ＇ｏｒ＇１", "ĐỒNG ".PadRight(300, 'ằ'),
    ];

    private static readonly string[] Left = ["__RequestVerificationToken"];

    private readonly HashSet<string> tried = [];

    private int ended;
    private TestHost host = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        host = await TestHost.StartAsync(Role.None);
        // Decisions are recorded in the order of their dates: those of the shelf are of June, the others of today.
        await PaperShelf.FillAsync(host);
        await CapitalRecords.MakeAsync(host);
        await LandRecords.MakeAsync(host);
        await WarningRecords.MakeAsync(host);
        await ReportRecords.MakeAsync(host);
    }

    [OneTimeTearDown]
    public async Task StopAsync() => await host.DisposeAsync();

    private static IEnumerable<Route> Pages() => Routes.All.Concat(Routes.OtherStates).Where(r => !r.IsApi && r.Method == HttpMethod.Get && !r.Address.EndsWith(".csv", StringComparison.Ordinal));

    private static IEnumerable<Route> Bodies() => Routes.All.Where(r => r.Body is not null);

    [TestCaseSource(nameof(Pages))]
    public async Task Nothing_typed_into_a_form_does_harm(Route page)
    {
        using var client = await Best(page).ClientAsync(host);
        var forms = await FormsAsync(client, page.Address);
        // A form that several pages show is the same on each of them; rows of one table, and items of one list, are read alike.
        foreach (var form in forms.Where(f => tried.Add($"{f.Action.Split('?')[0]} {f.Posts} {string.Join(' ', Names(f))}")))
            foreach (var field in Names(form).Except(Left).DistinctBy(name => Index().Replace(name, "[]")))
                foreach (var text in Corpus)
                    await SendAsync(client, form, field, text);
    }

    [TestCaseSource(nameof(Bodies))]
    public async Task Nothing_sent_to_the_API_does_harm(Route route)
    {
        using var client = await Best(route).ClientAsync(host);
        foreach (var body in Spoilt(route.Body!).Concat(Shapes()))
        {
            using var request = new HttpRequestMessage(route.Method, route.Address) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
            request.Headers.TryAddWithoutValidation("If-Match", "*");
            using var response = await client.SendAsync(request);
            Assert.That((int)response.StatusCode, Is.LessThan(500), $"{route}: {Short(body)}");
        }
    }

    [Test]
    public async Task Nothing_in_a_header_or_an_address_does_harm()
    {
        using var client = await Who.Administrator.ClientAsync(host);
        foreach (var text in Corpus.Where(t => t.All(letter => letter is >= ' ' and <= '~')))
            foreach (var header in (string[])["If-Match", "If-None-Match", "Idempotency-Key", "X-Forwarded-For", "Accept-Language", "User-Agent", "Cookie"])
            {
                using var response = await client.AskAsync(HttpMethod.Get, "/api/v1/projects", [(header, text.Length > 3_000 ? text[..3_000] : text)]);
                Assert.That((int)response.StatusCode, Is.LessThan(500), $"{header}: {Short(text)}");
            }
        foreach (var route in Routes.All.Where(r => r.Method == HttpMethod.Get && r.Name.Contains('{', StringComparison.Ordinal)))
            foreach (var text in Corpus.Where(t => t.Length < 3_000))
            {
                var address = string.Join('/', route.Name.Split(' ')[1].Split('/').Select(part => part.StartsWith('{') ? Escape(text) : part));
                using var response = await client.GetAsync(new Uri(address, UriKind.Relative));
                Assert.That((int)response.StatusCode, Is.LessThan(500), address);
            }
    }

    /// <summary>Whatever was stored by now is shown as text on every page that shows it.</summary>
    [TearDown]
    public async Task ShowsNoMarkupAsync()
    {
        // To look at every page after every form takes longer than all forms: now and then, and at the end, finds the same.
        if (++ended % 20 != 0 && ended != Pages().Count() + Bodies().Count() + 1)
            return;
        using var client = await Who.Administrator.ClientAsync(host);
        foreach (var page in Pages().Where(p => p.Allowed.Contains(Who.Administrator)))
        {
            using var response = await client.GetAsync(new Uri(page.Address, UriKind.Relative));
            Assert.That((int)response.StatusCode, Is.LessThan(500), page.Address);
            Assert.That(await response.Content.ReadAsStringAsync(), Does.Not.Contain("<script>alert").And.Not.Contain("<img src=x"), page.Address);
        }
    }

    private static IEnumerable<string> Names(HtmlForm form) => form.Fields.Select(f => f.Key).Distinct();

    [System.Text.RegularExpressions.GeneratedRegex(@"\[\d+\]")]
    private static partial System.Text.RegularExpressions.Regex Index();

    /// <summary>Whoever may use it and can do most.</summary>
    private static Who Best(Route route) =>
        route.Allowed.Contains(Who.Administrator) ? Who.Administrator : route.Allowed.FirstOrDefault(w => w != Who.Visitor) ?? Who.Visitor;

    private static async Task<List<HtmlForm>> FormsAsync(HttpClient client, string address)
    {
        using var response = await client.GetAsync(new Uri(address, UriKind.Relative));
        // A file or figures for a script: nothing is typed there.
        if (response.IsSuccessStatusCode && response.Content.Headers.ContentType?.MediaType != "text/html")
            return [];
        var forms = HtmlForm.In(await response.Content.ReadAsStringAsync(), address).ToList();
        // A mail as it is sent has no forms either.
        var isPage = !address.StartsWith("/admin/mail/preview/", StringComparison.Ordinal) && response.IsSuccessStatusCode && response.Content.Headers.ContentType?.MediaType == "text/html";
        Assert.That(!isPage || forms.Count > 0, "every page that is shown has the form of the language at least");
        // Signing out would end the test's own session.
        return forms.FindAll(f => f.Action != "/account/sign-out");
    }

    private static async Task SendAsync(HttpClient client, HtmlForm form, string field, string text)
    {
        var fields = form.Fields.Where(f => f.Key != field).Append(KeyValuePair.Create(field, text));
        using var response = form.Posts ? await PostAsync(client, form, fields) : await client.GetAsync(new Uri(Address(form, field, text), UriKind.Relative));
        Assert.That((int)response.StatusCode, Is.LessThan(500), $"{form.Action} {field}: {Short(text)}");
        Assert.That(response.Headers.TryGetValues("Set-Cookie", out var cookies) ? cookies : [], Has.None.Contains("owned"));
        if (response.Content.Headers.ContentType?.MediaType == "text/html")
            Assert.That(await response.Content.ReadAsStringAsync(), Does.Not.Contain("<script>alert").And.Not.Contain("<img src=x"), $"{form.Action} {field}");
    }

    private static async Task<HttpResponseMessage> PostAsync(HttpClient client, HtmlForm form, IEnumerable<KeyValuePair<string, string>> fields)
    {
        using var content = new FormUrlEncodedContent(fields.Select(f => KeyValuePair.Create(f.Key, f.Value.Replace("\uD800", "\uFFFD", StringComparison.Ordinal))));
        return await client.PostAsync(new Uri(form.Action, UriKind.Relative), content);
    }

    private static string Address(HtmlForm form, string field, string text) =>
        $"{form.Action.Split('?')[0]}?{Uri.EscapeDataString(field)}={Escape(text.Length > 3_000 ? text[..3_000] : text)}";

    private static string Escape(string text) => Uri.EscapeDataString(text.Replace("\uD800", "\uFFFD", StringComparison.Ordinal));

    /// <summary>The body with each of its texts and numbers replaced by each hostile one in turn.</summary>
    private static IEnumerable<string> Spoilt(string body)
    {
        var count = Leaves(JsonNode.Parse(body)!).Count();
        for (var i = 0; i < count; i++)
            foreach (var text in Corpus.Where(t => t != "\uD800"))
            {
                var copy = JsonNode.Parse(body)!;
                Leaves(copy).ElementAt(i).ReplaceWith(text);
                yield return copy.ToJsonString();
            }
        // Half a surrogate pair can be written into JSON by hand only.
        yield return body.Replace("\": \"", "\": \"\\ud800", StringComparison.Ordinal);
    }

    private static IEnumerable<JsonValue> Leaves(JsonNode node) => node switch
    {
        JsonObject fields => fields.Where(f => f.Value is not null).SelectMany(f => Leaves(f.Value!)),
        JsonArray items => items.Where(i => i is not null).SelectMany(i => Leaves(i!)),
        JsonValue value => [value],
        _ => [],
    };

    private static IEnumerable<string> Shapes() =>
    [
        "", "null", "[]", "1", "\"x\"", "{", "{\"a\":", new string('[', 5_000) + new string(']', 5_000),
        string.Concat(Enumerable.Repeat("{\"a\":", 2_000)) + "1" + new string('}', 2_000), "{\"a\":1,\"a\":2}", "\uFEFF{}", "{\"__proto__\":{}}",
    ];

    private static string Short(string text) => text.Length > 60 ? $"{text[..60]}… ({text.Length})" : text;
}
