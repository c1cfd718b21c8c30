using Microsoft.AspNetCore.Http.HttpResults;

namespace Portfolio.Web.Security;

/// <summary>Where to go on to when the request itself says where: within the program, never to another site.</summary>
internal static class LocalAddress
{
    /// <summary>The address when it leads to a page of this program, else the one that is safe.</summary>
    /// <param name="address">What the request says: a path with its query and fragment.</param>
    /// <param name="otherwise">Where to go instead.</param>
    public static string Of(string? address, string otherwise = "/") =>
        address is ['/', ..] && RedirectHttpResult.IsLocalUrl(address) ? address : otherwise;
}
