using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Logging;

namespace Portfolio.Web.Tests.SignIn;

/// <summary>A small identity provider: code flow, PKCE checked, user-info behind the token. Whoever comes is <see cref="User"/>.</summary>
internal sealed class IdentityProvider : IAsyncDisposable
{
    private const string ClientSecret = "geheim";

    private readonly ConcurrentDictionary<string, (string Challenge, string Redirect)> codes = new();
    private readonly WebApplication app;

    private IdentityProvider(WebApplication app) => this.app = app;

    /// <summary>What user-info answers.</summary>
    public Dictionary<string, object> User { get; } = new() { ["email"] = "lan@example.org", ["email_verified"] = true, ["name"] = "Lan" };

    /// <summary>Whether people press "no" over there.</summary>
    public bool Denies { get; set; }

    /// <summary>Codes that were changed for a token with the right verifier and secret.</summary>
    public int Exchanges { get; private set; }

    public (string Name, string Value)[] Settings(params (string Name, string Value)[] more) =>
    [
        ("SingleSignOn:ClientId", "portfolio"), ("SingleSignOn:ClientSecret", ClientSecret),
        ("SingleSignOn:AuthorizationEndpoint", Url("/authorize")), ("SingleSignOn:TokenEndpoint", Url("/token")),
        ("SingleSignOn:UserInfoEndpoint", Url("/userinfo")), .. more,
    ];

    public static async Task<IdentityProvider> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var provider = new IdentityProvider(builder.Build());
        provider.app.MapGet("/authorize", provider.Authorize);
        provider.app.MapPost("/token", provider.TokenAsync);
        provider.app.MapGet("/userinfo", provider.UserInfo);
        await provider.app.StartAsync();
        return provider;
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private string Url(string path) => app.Urls.Single() + path;

    private IResult Authorize(HttpRequest request)
    {
        var query = request.Query;
        if (query["client_id"] != "portfolio" || query["response_type"] != "code" || query["code_challenge_method"] != "S256")
            return Results.BadRequest();
        var code = Guid.NewGuid().ToString("N");
        codes[code] = (query["code_challenge"]!, query["redirect_uri"]!);
        var answer = Denies ? ("error", "access_denied") : ("code", code);
        return Results.Redirect(QueryHelpers.AddQueryString(
            query["redirect_uri"]!, new Dictionary<string, string?> { [answer.Item1] = answer.Item2, ["state"] = query["state"] }));
    }

    private async Task<IResult> TokenAsync(HttpRequest request)
    {
        var form = await request.ReadFormAsync();
        var proof = WebEncoders.Base64UrlEncode(SHA256.HashData(Encoding.ASCII.GetBytes(form["code_verifier"].ToString())));
        if (!codes.TryRemove(form["code"].ToString(), out var asked) || asked != (proof, form["redirect_uri"].ToString()) || form["client_secret"] != ClientSecret)
            return Results.BadRequest(new { error = "invalid_grant" });
        Exchanges++;
        return Results.Json(new { access_token = "for-user-info", token_type = "Bearer", expires_in = 60 });
    }

    private IResult UserInfo(HttpRequest request) =>
        request.Headers.Authorization == "Bearer for-user-info" ? Results.Json(User) : Results.Unauthorized();
}
