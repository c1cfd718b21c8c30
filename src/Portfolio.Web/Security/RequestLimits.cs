using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Metadata;
using Portfolio.Files;
using Portfolio.Web.Api;
using Portfolio.Web.Errors;
using Portfolio.Web.Hosting;
using Portfolio.Web.SignIn;

namespace Portfolio.Web.Security;

/// <summary>
/// How large a request may be: small, because nobody types more. A page or an endpoint that takes files says so by
/// <see cref="TakesFilesAttribute"/> or <see cref="TakesTableAttribute"/>; who has not signed in is held to the small size there too.
/// </summary>
internal sealed class RequestLimits(RequestDelegate next, FileLimits files)
{
    /// <summary>Bytes of a body.</summary>
    public const int Body = 256 * 1024;

    /// <summary>Fields of a form: a grid of projects, sources and years, and room to spare.</summary>
    public const int Fields = 2_000;

    /// <summary>Letters of the name of a field.</summary>
    public const int FieldName = 256;

    /// <summary>Letters of what is typed into a field.</summary>
    public const int FieldText = 64 * 1024;

    private const int Headers = 64;
    private const int HeadersTotal = 16 * 1024;
    private const int AddressLine = 8 * 1024;

    public static void Limit(Microsoft.AspNetCore.Server.Kestrel.Core.KestrelServerLimits limits)
    {
        limits.MaxRequestBodySize = Body;
        limits.MaxRequestHeaderCount = Headers;
        limits.MaxRequestHeadersTotalSize = HeadersTotal;
        limits.MaxRequestLineSize = AddressLine;
    }

    public static void Limit(FormOptions limits)
    {
        limits.ValueCountLimit = Fields;
        limits.KeyLengthLimit = FieldName;
        limits.ValueLengthLimit = FieldText;
        limits.MultipartBodyLengthLimit = Body;
    }

    /// <summary>
    /// Reads the form of a page here, where too large a one can be called by its name: antiforgery, which would be the next to
    /// read it, takes it for a forged one.
    /// </summary>
    public async Task InvokeAsync(HttpContext context)
    {
        var larger = LargerForm(context);
        if (larger is not null)
            Widen(context, larger);
        // The error page needs nothing of a form, least of all of one that cannot be read.
        if (context.HasFailed())
            context.Features.Set<IFormFeature>(new FormFeature(FormCollection.Empty));
        else if (context.IsPage() && context.Request.HasFormContentType && !HasLimitOfItsOwn(context) && await FaultAsync(context, larger) is { } fault)
        {
            context.Refuse(fault);
            return;
        }
        await next(context);
    }

    private static LargerFormAttribute? LargerForm(HttpContext context) =>
        Visit.Of(context).Identity is null ? null : context.GetEndpoint()?.Metadata.GetMetadata<LargerFormAttribute>();

    private void Widen(HttpContext context, LargerFormAttribute larger)
    {
        var body = larger.Body(files);
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
            size.MaxRequestBodySize = body;
        var limits = new FormOptions();
        Limit(limits);
        limits.MultipartBodyLengthLimit = body;
        context.Features.Set<IFormFeature>(new FormFeature(context.Request, limits));
    }

    private static bool HasLimitOfItsOwn(HttpContext context) => context.GetEndpoint()?.Metadata.GetMetadata<IRequestSizeLimitMetadata>() is not null;

    private async Task<RequestException?> FaultAsync(HttpContext context, LargerFormAttribute? larger)
    {
        try
        {
            await context.Request.ReadFormAsync(context.RequestAborted);
            return null;
        }
        catch (Exception fault) when (fault is InvalidDataException or BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge })
        {
            return new RequestException(
                larger?.TooLarge ?? "request.too_large", StatusCodes.Status413PayloadTooLarge, new Dictionary<string, object?> { ["most"] = files.LargestMegabytes });
        }
        catch (IOException)
        {
            // It breaks off in the middle.
            return new RequestException("request.malformed", StatusCodes.Status400BadRequest);
        }
    }
}
