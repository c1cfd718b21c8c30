namespace Portfolio.Web.Tests.Support;

/// <summary>A clock that stands still until a test turns it.</summary>
internal sealed class SimulatedClock(DateTimeOffset now) : TimeProvider
{
    private DateTimeOffset now = now;

    public void Turn(DateTimeOffset instant) => now = instant;

    public override DateTimeOffset GetUtcNow() => now.ToUniversalTime();
}
