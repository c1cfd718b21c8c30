using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc;

namespace Portfolio.Web.Security;

/// <summary>Brings in what stands between the program and the net.</summary>
internal static class SecurityServices
{
    /// <exception cref="Hosting.StartupException">A setting cannot be read.</exception>
    public static void Add(WebApplicationBuilder builder)
    {
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            RequestLimits.Limit(kestrel.Limits);
        });
        builder.Services.Configure<FormOptions>(RequestLimits.Limit);
        // The first filter is the outermost one.
        builder.Services.Insert(0, ServiceDescriptor.Singleton<IStartupFilter, SecurityHeaders>());
        KnownProxies.Add(builder.Services, builder.Configuration);
        DataProtectionKeys.Add(builder.Services, builder.Configuration);
        AddCookies(builder.Services, new CookieRules(builder.Configuration));
        builder.Services.AddRateLimiter(new RateLimits(builder.Configuration).Limit);
        builder.Services.AddSingleton(new AttemptLimiter(builder.Configuration));
    }

    private static void AddCookies(IServiceCollection services, CookieRules rules)
    {
        services.AddSingleton(rules);
        services.Configure<AntiforgeryOptions>(options => options.Cookie = rules.Cookie("antiforgery"));
        services.Configure<CookieTempDataProviderOptions>(options => options.Cookie = rules.Cookie("notes"));
    }
}
