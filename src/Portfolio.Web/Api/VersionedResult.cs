using System.Globalization;
using System.Net.Mime;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace Portfolio.Web.Api;

/// <summary>
/// A body with an entity tag, <c>"7-3f9a52c0"</c>: the version of what can be changed, on which a change is based, and a digest of
/// the body. The version alone would not do: a corrected seed changes a project, and another project's need the room of the
/// programme, without a new version, and who asks with If-None-Match would never see it.
/// </summary>
internal sealed class VersionedResult<T>(T body, string version, int status = StatusCodes.Status200OK, string? location = null) : IResult
{
    public VersionedResult(T body, long version)
        : this(body, version.ToString(CultureInfo.InvariantCulture))
    {
    }

    private const int DigestBytes = 4;

    public Task ExecuteAsync(HttpContext httpContext)
    {
        var json = httpContext.RequestServices.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions;
        var bytes = JsonSerializer.SerializeToUtf8Bytes(body, json);
        var digest = Convert.ToHexStringLower(SHA256.HashData(bytes).AsSpan(0, DigestBytes));
        var tag = new EntityTagHeaderValue($"\"{version}-{digest}\"");

        var headers = httpContext.Response.GetTypedHeaders();
        headers.ETag = tag;
        headers.CacheControl = new CacheControlHeaderValue { Private = true, NoCache = true };
        if (IsKnown(httpContext.Request, tag))
        {
            httpContext.Response.StatusCode = StatusCodes.Status304NotModified;
            return Task.CompletedTask;
        }
        httpContext.Response.StatusCode = status;
        if (location is not null)
            httpContext.Response.Headers.Location = location;
        httpContext.Response.ContentType = MediaTypeNames.Application.Json + "; charset=utf-8";
        httpContext.Response.ContentLength = bytes.Length;
        return httpContext.Response.Body.WriteAsync(bytes, httpContext.RequestAborted).AsTask();
    }

    private static bool IsKnown(HttpRequest request, EntityTagHeaderValue tag) =>
        (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method))
        && request.GetTypedHeaders().IfNoneMatch.Any(
            known => known.Equals(EntityTagHeaderValue.Any) || known.Compare(tag, useStrongComparison: false));
}

/// <summary>Documents <see cref="VersionedResult{T}"/>.</summary>
internal static class VersionedResults
{
    public static RouteHandlerBuilder ProducesVersioned<T>(this RouteHandlerBuilder endpoint) => endpoint
        .Produces<T>()
        .Produces(StatusCodes.Status304NotModified)
        .WithDescription("Answers with an `ETag`; with `If-None-Match` an unchanged answer is 304.");
}
