namespace Portfolio.Web.Tests.Support;

/// <summary>A bug to order: whoever asks for the time fails with this text.</summary>
internal sealed class BrokenClock(string text) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => throw new InvalidOperationException(text);
}
