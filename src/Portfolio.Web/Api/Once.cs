using System.Security.Cryptography;
using System.Text;
using Portfolio.Accounts;

namespace Portfolio.Web.Api;

/// <summary>Marks an endpoint that creates something, so that the caller may name the request and send it again.</summary>
internal static class Once
{
    public const string Header = "Idempotency-Key";

    private const int LongestKey = 200;

    /// <summary>
    /// Honours <c>Idempotency-Key</c>: the same key with the same body gives the first answer again, with another body a conflict.
    /// </summary>
    public static RouteHandlerBuilder HonoursOnce(this RouteHandlerBuilder endpoint) => endpoint
        .AddEndpointFilter(async (context, next) =>
        {
            await NoteAsync(context.HttpContext);
            return await next(context);
        })
        .WithDescription($"With an `{Header}` the same request gives the first answer again instead of creating anew; the key with another body is refused (409).");

    private static async Task NoteAsync(HttpContext context)
    {
        var key = context.Request.Headers[Header].ToString();
        if (key.Length == 0)
            return;
        if (key.Length > LongestKey || key.Any(letter => letter is < ' ' or > '~'))
            throw new RequestException("request.key_malformed", StatusCodes.Status400BadRequest);
        context.Features.Set(new OnceKey(key, await DigestAsync(context.Request, context.RequestAborted)));
    }

    /// <summary>Digest of what is asked: method, address and body, which the endpoint reads after this.</summary>
    private static async Task<byte[]> DigestAsync(HttpRequest request, CancellationToken ct)
    {
        request.EnableBuffering();
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{request.Method} {request.Path}{request.QueryString}\n"));
        hash.AppendData(await SHA256.HashDataAsync(request.Body, ct));
        request.Body.Position = 0;
        return hash.GetHashAndReset();
    }
}
