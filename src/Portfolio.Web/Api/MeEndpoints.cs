using Portfolio.Accounts;
using Portfolio.Accounts.Own;
using Portfolio.Web.Hosting;
using Portfolio.Web.SignIn;

namespace Portfolio.Web.Api;

/// <summary>Who asks.</summary>
internal static class MeEndpoints
{
    public static void MapMe(this IEndpointRouteBuilder api) =>
        api.MapRead("/me", "getMe", "Who one is here, on what, and what one may do", GetAsync)
            .WithTags("Accounts")
            .WithDescription("Any token may ask, whatever its scopes. What one may do is what the role allows; a token does it within its scopes.");

    private static async Task<MeDto> GetAsync(OwnAccountService accounts, ActorSource actors, HttpContext context, CancellationToken ct)
    {
        var actor = actors.Current;
        var profile = await accounts.GetAsync(actor, ct);
        return new MeDto(
            profile.UserName, profile.DisplayName, profile.Role.ToString(), profile.ProvinceCode,
            profile.Role == Role.Owner ? [.. profile.Bodies.Select(body => body.Code)] : null,
            [.. Enum.GetValues<Permission>().Where(actor.May).Select(permission => permission.ToString())],
            Visit.Of(context).Identity?.Scopes);
    }
}

/// <summary>Who asks.</summary>
/// <param name="UserName">Name to sign in with.</param>
/// <param name="DisplayName">Name shown to others.</param>
/// <param name="Role">Role.</param>
/// <param name="Province">Code of the one province the role may be used in; null = all.</param>
/// <param name="Bodies">Codes of the bodies an owner is bound to, which reaches what stands under them, too; null = bodies do not bind the role.</param>
/// <param name="Permissions">What the role allows.</param>
/// <param name="Scopes">What the token opens; null = signed in by a session, which opens all.</param>
internal sealed record MeDto(
    string UserName, string DisplayName, string Role, string? Province, IReadOnlyList<string>? Bodies, IReadOnlyList<string> Permissions,
    IReadOnlyList<string>? Scopes);
