using Microsoft.AspNetCore.StaticAssets;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;
using Portfolio.Web.Hosting;

namespace Portfolio.Web.Security;

/// <summary>
/// The headers by which a browser protects the visitor, on every answer. They are written when the answer starts, because error
/// pages begin with a clean sheet; and it is a startup filter, because a wrong host name is refused before the pipeline begins.
/// </summary>
internal sealed class SecurityHeaders(IOptions<ContentPolicy> contentPolicy) : IStartupFilter
{
    private const string OneYear = "max-age=31536000";

    // Signing in by passkey is the one ability of the browser that the pages use.
    private const string Abilities =
        "accelerometer=(), autoplay=(), camera=(), display-capture=(), fullscreen=(), geolocation=(), gyroscope=(), hid=(), "
        + "magnetometer=(), microphone=(), midi=(), payment=(), serial=(), usb=(), xr-spatial-tracking=(), "
        + "publickey-credentials-create=(self), publickey-credentials-get=(self)";

    private readonly string policy = contentPolicy.Value.Header;

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use((context, following) =>
        {
            context.Response.OnStarting(() =>
            {
                Protect(context);
                LimitCaching(context);
                KeepSecret(context);
                return Task.CompletedTask;
            });
            return following(context);
        });
        next(app);
    };

    private void Protect(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = headers.ContentDisposition is [var disposition, ..]
            ? disposition!.StartsWith("inline", StringComparison.Ordinal) ? ContentPolicy.OfPhotos : ContentPolicy.OfFiles
            : policy;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        // A link that is good for one use must not reach another site through Referer.
        headers["Referrer-Policy"] = "same-origin";
        headers["Permissions-Policy"] = Abilities;
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        // Whoever tries the program on his own machine by https must still reach everything else on localhost by http.
        if (context.Request.IsHttps && !AddressCheck.IsLoopback(context.Request.Host.Host))
            headers.StrictTransportSecurity = OneYear;
    }

    private static void KeepSecret(HttpContext context)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<SecretAddressAttribute>() is null)
            return;
        var headers = context.Response.Headers;
        headers.CacheControl = CacheControlHeaderValue.NoStoreString;
        headers["Referrer-Policy"] = "no-referrer";
        headers["X-Robots-Tag"] = "noindex, nofollow";
    }

    /// <summary>Files say themselves how long they keep; what is made for one visitor is for nobody else's cache.</summary>
    private static void LimitCaching(HttpContext context)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<StaticAssetDescriptor>() is not null)
            return;
        var headers = context.Response.Headers;
        // What bears the hash of its content as its tag is no page, though it is asked for like one.
        var isFile = headers.ContentDisposition.Count > 0 && headers.ETag.Count > 0;
        if (context.IsPage() && !isFile && context.User.Identity?.IsAuthenticated == true)
            headers.CacheControl = CacheControlHeaderValue.NoStoreString;
        else if (headers.CacheControl.Count == 0)
            headers.CacheControl = "private, no-cache";
    }
}
