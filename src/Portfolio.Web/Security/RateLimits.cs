using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Claims;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;
using Portfolio.Web.Api;
using Portfolio.Web.Errors;
using Portfolio.Web.Hosting;
using Portfolio.Web.SignIn;

namespace Portfolio.Web.Security;

/// <summary>
/// How often the program may be asked: the API by whoever asks – the account, or else the address – and the pages on which
/// passwords and codes are guessed, and those of links in mails, by the address. Every node counts for itself.
/// </summary>
internal sealed class RateLimits
{
    /// <summary>Pages on which somebody proves who he is; what is sent to them is counted.</summary>
    public static readonly IReadOnlyList<PathString> SignInPages =
        ["/account/sign-in", "/account/second-factor", "/account/forgot", "/account/reset"];

    private static readonly TimeSpan SignInWindow = TimeSpan.FromMinutes(5);

    private readonly int apiPerMinute;
    private readonly int apiBurst;
    private readonly int signIns;
    private readonly int answers;

    /// <exception cref="StartupException">A setting is no number.</exception>
    public RateLimits(IConfiguration configuration)
    {
        apiPerMinute = configuration.Count("Limits:ApiPerMinute", 600);
        apiBurst = configuration.Count("Limits:ApiBurst", 200);
        signIns = configuration.Count("Limits:SignIns", 20);
        answers = configuration.Count("Limits:Answers", 60);
    }

    public void Limit(RateLimiterOptions options)
    {
        options.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(Partition);
        options.OnRejected = RefuseAsync;
    }

    private RateLimitPartition<string> Partition(HttpContext context)
    {
        if (context.IsApi() && apiPerMinute > 0 && apiBurst > 0)
            return RateLimitPartition.GetTokenBucketLimiter(Asker(context), _ => Bucket());
        if (IsSignIn(context.Request) && signIns > 0)
            return RateLimitPartition.GetSlidingWindowLimiter("sign-in " + Address(context), _ => Window(signIns, SignInWindow));
        // Of their own: an office behind one address answers many warnings in a morning, and shall be able to sign in all the same.
        if (IsForm(context.Request, AnswerLinks.Page) && answers > 0)
            return RateLimitPartition.GetSlidingWindowLimiter("answer " + Address(context), _ => Window(answers, SignInWindow));
        return RateLimitPartition.GetNoLimiter("");
    }

    private TokenBucketRateLimiterOptions Bucket() => new()
    {
        TokenLimit = apiBurst,
        TokensPerPeriod = 1,
        ReplenishmentPeriod = TimeSpan.FromMinutes(1) / apiPerMinute,
    };

    /// <summary>A number of permits in any stretch of time of this length, to within a fifth of it.</summary>
    public static SlidingWindowRateLimiterOptions Window(int permits, TimeSpan length) =>
        new() { PermitLimit = permits, Window = length, SegmentsPerWindow = 5 };

    private static bool IsSignIn(HttpRequest request) => SignInPages.Any(page => IsForm(request, page));

    private static bool IsForm(HttpRequest request, PathString page) =>
        HttpMethods.IsPost(request.Method) && request.Path.StartsWithSegments(page, StringComparison.OrdinalIgnoreCase);

    private static string Asker(HttpContext context) =>
        context.User.FindFirstValue(ClaimTypes.NameIdentifier) is { } account ? "account " + account : "address " + Address(context);

    // Whoever has one address of IPv6 has the whole network of 64 bits around it.
    private static string Address(HttpContext context) => context.Connection.RemoteIpAddress switch
    {
        null => "local",
        { IsIPv4MappedToIPv6: true } mapped => mapped.MapToIPv4().ToString(),
        { AddressFamily: AddressFamily.InterNetworkV6 } address => new IPAddress([.. address.GetAddressBytes().Take(8), .. new byte[8]]).ToString(),
        var address => address.ToString(),
    };

    private static ValueTask RefuseAsync(OnRejectedContext rejected, CancellationToken ct)
    {
        var wait = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after : SignInWindow;
        rejected.HttpContext.Response.Headers.RetryAfter = Math.Max(1, Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        rejected.HttpContext.Refuse(new RequestException("request.too_many", StatusCodes.Status429TooManyRequests));
        return ValueTask.CompletedTask;
    }
}
