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

    /// <summary>How the caller names the request; null = not at all.</summary>
    /// <exception cref="RequestException">The name is too long or holds letters that no header can.</exception>
    public static string? KeyOf(HttpRequest request)
    {
        var key = request.Headers[Header].ToString();
        if (key.Length == 0)
            return null;
        return key.Length <= LongestKey && key.All(letter => letter is >= ' ' and <= '~')
            ? key : throw new RequestException("request.key_malformed", StatusCodes.Status400BadRequest);
    }

    private static async Task NoteAsync(HttpContext context)
    {
        if (KeyOf(context.Request) is { } key)
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
