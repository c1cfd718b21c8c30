using System.Security.Claims;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;

namespace Portfolio.Web.Tests.Support;

/// <summary>Every request comes from somebody who is signed in: the account named by the request's header, or the one given.</summary>
internal sealed class SignedInVisitor(string account) : IStartupFilter
{
    /// <summary>Names another account for one request.</summary>
    public const string AccountHeader = "X-Test-Account";

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use((context, following) =>
        {
            var id = context.Request.Headers[AccountHeader].FirstOrDefault() ?? account;
            context.User = new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, id)], "test"));
            return following(context);
        });
        next(app);
    };
}
