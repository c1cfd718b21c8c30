using System.Net.Http.Headers;
using System.Security.Claims;
using System.Text.Json;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OAuth;
using Microsoft.AspNetCore.Identity;
using Portfolio.Web.Hosting;
using Portfolio.Web.Security;

namespace Portfolio.Web.SignIn;

/// <summary>
/// Single sign-on by the framework's OAuth handler: code flow with PKCE, and the provider's user-info for address and role. Off
/// until <c>SingleSignOn:ClientId</c> is set.
/// </summary>
internal static class SingleSignOn
{
    /// <summary>Name of the scheme.</summary>
    public const string Scheme = "SingleSignOn";

    /// <summary>Claim that holds the role as the provider calls it.</summary>
    public const string RoleClaim = "portfolio.role";

    private const string Callback = "/account/single-sign-on/callback";

    /// <summary>Adds it where it is configured.</summary>
    /// <exception cref="StartupException">A setting is missing or cannot be read.</exception>
    public static void Add(WebApplicationBuilder builder)
    {
        var settings = SingleSignOnSettings.Read(builder.Configuration.GetSection("SingleSignOn"));
        builder.Services.AddSingleton(new SingleSignOnState(settings));
        if (settings is null)
            return;
        builder.Services.AddScoped<ForeignAccounts>();
        builder.Services.Configure<ContentPolicy>(policy => policy.FormActions.Add(settings.Authorization.GetLeftPart(UriPartial.Authority)));
        builder.Services.AddAuthentication().AddOAuth(Scheme, options => Configure(options, settings));
        builder.Services.AddOptions<OAuthOptions>(Scheme).Configure<CookieRules>((options, rules) => options.CorrelationCookie = rules.Cookie("single-sign-on"));
    }

    private static void Configure(OAuthOptions options, SingleSignOnSettings settings)
    {
        options.ClientId = settings.ClientId;
        options.ClientSecret = settings.ClientSecret;
        options.AuthorizationEndpoint = settings.Authorization.ToString();
        options.TokenEndpoint = settings.Token.ToString();
        options.UserInformationEndpoint = settings.UserInfo.ToString();
        options.CallbackPath = Callback;
        options.UsePkce = true;
        options.SignInScheme = IdentityConstants.ExternalScheme;
        // The provider's tokens are of no use afterwards.
        options.SaveTokens = false;
        options.Scope.Clear();
        foreach (var scope in settings.Scopes)
            options.Scope.Add(scope);
        options.ClaimActions.MapJsonKey(ClaimTypes.Email, settings.EmailField);
        options.ClaimActions.MapJsonKey(ClaimTypes.Name, settings.NameField);
        options.ClaimActions.MapCustomJson(RoleClaim, user => settings.RoleField is { } field ? Text(user, field) : null);
        options.ClaimActions.MapCustomJson(SingleSignOnState.VerifiedClaim, user => settings.VerifiedField is { } field ? Text(user, field) : bool.TrueString);
        options.Events.OnCreatingTicket = ReadUserAsync;
        options.Events.OnRemoteFailure = ExplainAsync;
    }

    private static async Task ReadUserAsync(OAuthCreatingTicketContext context)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, context.Options.UserInformationEndpoint);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", context.AccessToken);
        using var response = await context.Backchannel.SendAsync(request, context.HttpContext.RequestAborted);
        response.EnsureSuccessStatusCode();
        using var user = JsonDocument.Parse(await response.Content.ReadAsStringAsync(context.HttpContext.RequestAborted));
        context.RunClaimActions(user.RootElement);
    }

    // Refused or cancelled over there, or tampered with on the way: the log has the reason, the visitor the sign-in page.
    private static Task ExplainAsync(RemoteFailureContext context)
    {
        context.HttpContext.RequestServices.GetRequiredService<ILogger<SingleSignOnState>>()
            .LogWarning(context.Failure, "Single sign-on failed");
        context.Response.Redirect(SignInPages.SignIn + "?sso=failed");
        context.HandleResponse();
        return Task.CompletedTask;
    }

    // A list, such as groups, is told as its words parted by blanks.
    private static string? Text(JsonElement user, string field) => !user.TryGetProperty(field, out var value) ? null : value.ValueKind switch
    {
        JsonValueKind.Array => string.Join(' ', value.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.String).Select(item => item.GetString())),
        JsonValueKind.Null or JsonValueKind.Undefined => null,
        _ => value.ToString(),
    };
}
