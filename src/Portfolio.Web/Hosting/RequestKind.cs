using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Portfolio.Web.Hosting;

/// <summary>What a request asks for, by its address: it decides how a failure is told.</summary>
internal static class RequestKind
{
    /// <summary>The JSON API: failures are problem documents.</summary>
    public static bool IsApi(this HttpContext context) => context.StartsWith("/api");

    /// <summary>A page or one of its files: failures are the error page.</summary>
    public static bool IsPage(this HttpContext context) =>
        !context.IsApi() && !context.StartsWith("/health") && !context.StartsWith("/openapi");

    /// <summary>A page or an endpoint of the API, in contrast to files, the description of the API and health checks.</summary>
    public static bool IsServed(this HttpContext context) => context.GetEndpoint() is { } endpoint
        && (endpoint.Metadata.GetMetadata<PageActionDescriptor>() is not null || endpoint.Metadata.GetMetadata<ServedEndpoint>() is not null || context.IsApi());

    private static bool StartsWith(this HttpContext context, PathString segment) =>
        context.Request.Path.StartsWithSegments(segment, StringComparison.OrdinalIgnoreCase);
}

/// <summary>Marks an endpoint that is neither a page of ours nor of the API, and of which it matters who asks.</summary>
internal sealed class ServedEndpoint;
