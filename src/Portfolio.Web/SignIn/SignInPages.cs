using Microsoft.AspNetCore.Mvc;
using Portfolio.Web.Security;

namespace Portfolio.Web.SignIn;

/// <summary>The way to the sign-in and on from there.</summary>
internal static class SignInPages
{
    public const string SignIn = "/account/sign-in";

    /// <summary>Leads to the sign-in, and from there back to the page that was asked for.</summary>
    public static IActionResult Demand(HttpContext context)
    {
        var request = context.Request;
        // What was sent cannot be sent again from there; the page it came from can be opened.
        var wanted = HttpMethods.IsGet(request.Method) ? request.PathBase + request.Path + request.QueryString : "/";
        return new LocalRedirectResult($"{SignIn}?returnUrl={Uri.EscapeDataString(LocalAddress.Of(wanted))}");
    }
}
