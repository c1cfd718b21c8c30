using System.Text.RegularExpressions;

namespace Portfolio.Web.Tests.Support;

/// <summary>Requests as no browser would send them.</summary>
internal static partial class RequestCalls
{
    /// <summary>Sends a request with these headers, and a form if there is one.</summary>
    public static async Task<HttpResponseMessage> AskAsync(
        this HttpClient client, HttpMethod method, string path, IEnumerable<(string Name, string Value)> headers, params (string Name, string Value)[] form)
    {
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative));
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        if (method != HttpMethod.Get)
            request.Content = new FormUrlEncodedContent(form.Select(field => KeyValuePair.Create(field.Name, field.Value)));
        return await client.SendAsync(request);
    }

    /// <summary>The token of a page's forms.</summary>
    public static string FormToken(string page) => Token().Match(page).Groups[1].Value;

    /// <summary>The cookies an answer sets, by name.</summary>
    public static Dictionary<string, string> SetCookies(this HttpResponseMessage response) =>
        (response.Headers.TryGetValues("Set-Cookie", out var cookies) ? cookies : []).ToDictionary(cookie => cookie.Split('=', 2)[0], cookie => cookie.Split('=', 2)[1]);

    [GeneratedRegex("name=\"__RequestVerificationToken\" type=\"hidden\" value=\"([^\"]+)\"")]
    private static partial Regex Token();
}
