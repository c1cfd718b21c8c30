using System.Net;
using Portfolio.Accounts;
using Portfolio.Web.Tests.Access;
using Portfolio.Web.Tests.Pages;
using Portfolio.Web.Tests.Support;

namespace Portfolio.Web.Tests.Capital;

/// <summary>
/// An officer at pages without a window: opens a page, fills a form as it stands there, sends it. What happens in between is the
/// test's business.
/// <code>var form = await desk.OpenAsync("/capital/decisions/1", "Submit"); using var answer = await desk.SendAsync(form);</code>
/// </summary>
internal sealed class Desk : IDisposable
{
    private readonly HttpClient client;

    private Desk(HttpClient client) => this.client = client;

    /// <summary>The account of the role at a desk; a visitor has none.</summary>
    public static async Task<Desk> OfAsync(TestHost host, Role role = Role.Finance) => new(
        role == Role.Visitor ? host.NewClient(follow: false) : host.NewClient(await SignedIn.AsAsync(host.Services, role), follow: false));

    /// <summary>Somebody in particular at a desk.</summary>
    public static async Task<Desk> OfAsync(TestHost host, Who who) => new(await who.ClientAsync(host));

    public async Task<string> PageAsync(string path) => Readable(await client.GetPageAsync(path));

    /// <summary>The page as it is sent.</summary>
    public Task<string> RawAsync(string path) => client.GetPageAsync(path);

    public async Task<HttpStatusCode> StatusAsync(string path)
    {
        using var response = await client.GetAsync(new Uri(path, UriKind.Relative));
        return response.StatusCode;
    }

    /// <summary>A form of a page as it stands there.</summary>
    /// <param name="path">Page.</param>
    /// <param name="handler">Which of its forms; null = the one without a handler that is no search.</param>
    public async Task<HtmlForm> OpenAsync(string path, string? handler = null) => In(await client.GetPageAsync(path), path, handler);

    /// <summary>The form on an answer that refused it, to send it again.</summary>
    public static async Task<HtmlForm> AgainAsync(HttpResponseMessage answer, string path, string? handler = null) =>
        In(await answer.Content.ReadAsStringAsync(), path, handler);

    /// <summary>Sends a form with some fields filled otherwise.</summary>
    public async Task<HttpResponseMessage> SendAsync(HtmlForm form, params (string Name, string? Value)[] typed)
    {
        var fields = form.Fields.Where(f => typed.All(t => t.Name != f.Key)).Select(f => (f.Key, f.Value))
            .Concat(typed.Where(t => t.Value is not null).Select(t => (t.Name, t.Value!)));
        return await client.PostFormAsync(form.Action, [.. fields]);
    }

    /// <summary>Sends what no form can be filled with: files.</summary>
    public Task<HttpResponseMessage> SendAsync(HttpRequestMessage request) => client.SendAsync(request);

    /// <summary>Text of a page as people read it: entities and spaces that do not break are resolved.</summary>
    public static async Task<string> ReadAsync(HttpResponseMessage answer) => Readable(await answer.Content.ReadAsStringAsync());

    public void Dispose() => client.Dispose();

    private static string Readable(string html) => WebUtility.HtmlDecode(html).Replace('\u00a0', ' ');

    private static HtmlForm In(string html, string path, string? handler) => HtmlForm.In(html, path).First(form =>
        form.Posts && (handler is null
            ? (form.Action == path || form.Action == path.Split('?')[0]) && form.Fields.Any(f => f.Key != "__RequestVerificationToken")
            : form.Action.EndsWith("handler=" + handler, StringComparison.Ordinal)));
}
