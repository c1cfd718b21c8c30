using System.Threading.RateLimiting;
using Portfolio.Accounts;

namespace Portfolio.Web.Security;

/// <summary>
/// How often a name may be tried (a password, a code, a mail asked for), from however many addresses. The page asks before it
/// looks at what was typed: <code>if (!attempts.TryAcquire(name)) …</code>
/// </summary>
internal sealed class AttemptLimiter : IDisposable
{
    // A name counts in the bucket its hash falls into, so that names made up by the million take no more memory than this. Two
    // names that share one are a rare nuisance; the hash is seeded anew in every run, so nobody can aim at it.
    private const int Buckets = 1 << 16;

    private static readonly TimeSpan Length = TimeSpan.FromMinutes(15);

    private readonly PartitionedRateLimiter<string> limiter;

    /// <exception cref="Hosting.StartupException"><c>Limits:AttemptsPerName</c> is no number.</exception>
    public AttemptLimiter(IConfiguration configuration)
    {
        var permits = configuration.Count("Limits:AttemptsPerName", 20);
        limiter = PartitionedRateLimiter.Create<string, int>(name => permits == 0
            ? RateLimitPartition.GetNoLimiter(0)
            : RateLimitPartition.GetSlidingWindowLimiter(Bucket(name), _ => RateLimits.Window(permits, Length)));
    }

    /// <summary>Counts one attempt; false when there have been too many of late.</summary>
    /// <param name="name">Name of the account as it was typed, existing or not; capitals make no difference.</param>
    public bool TryAcquire(string name)
    {
        using var lease = limiter.AttemptAcquire(name);
        return lease.IsAcquired;
    }

    public void Dispose() => limiter.Dispose();

    private static int Bucket(string name) => string.GetHashCode(AccountNames.Key(name), StringComparison.Ordinal) & (Buckets - 1);
}
