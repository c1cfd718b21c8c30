namespace Portfolio.Web.Hosting;

/// <summary>What a request asks for, by its address: it decides how a failure is told.</summary>
internal static class RequestKind
{
    /// <summary>The JSON API: failures are problem documents.</summary>
    public static bool IsApi(this HttpContext context) => context.StartsWith("/api");

    /// <summary>A page or one of its files: failures are the error page.</summary>
    public static bool IsPage(this HttpContext context) =>
        !context.IsApi() && !context.StartsWith("/health") && !context.StartsWith("/openapi");

    private static bool StartsWith(this HttpContext context, PathString segment) =>
        context.Request.Path.StartsWithSegments(segment, StringComparison.OrdinalIgnoreCase);
}
