using System.Diagnostics;

namespace Portfolio.Web.SignIn;

/// <summary>Answers that must not tell by their time what was looked up on the way.</summary>
internal static class EvenTime
{
    /// <summary>Well above what a hash and the notes in the database take.</summary>
    public static readonly TimeSpan Least = TimeSpan.FromMilliseconds(500);

    /// <summary>Waits until the given start lies so long ago that every way has been gone.</summary>
    /// <param name="started">Timestamp of <see cref="Stopwatch"/>.</param>
    /// <param name="ct">The visitor has left.</param>
    public static async Task ReachAsync(long started, CancellationToken ct)
    {
        var left = Least - Stopwatch.GetElapsedTime(started);
        if (left > TimeSpan.Zero)
            await Task.Delay(left, ct);
    }
}
