namespace Portfolio.Slippage.Scan;

/// <summary>What a scan has changed.</summary>
/// <param name="Opened">Episodes it opened.</param>
/// <param name="Worsened">Episodes that became red.</param>
/// <param name="Eased">Episodes that are red no more.</param>
/// <param name="Resolved">Episodes whose condition had ended.</param>
public sealed record ScanCounts(int Opened, int Worsened, int Eased, int Resolved)
{
    /// <summary>Nothing changed.</summary>
    public static ScanCounts None { get; } = new(0, 0, 0, 0);

    /// <summary>Whether anything changed.</summary>
    public bool Any => this != None;

    /// <summary>Both together.</summary>
    public static ScanCounts operator +(ScanCounts a, ScanCounts b) =>
        new(a.Opened + b.Opened, a.Worsened + b.Worsened, a.Eased + b.Eased, a.Resolved + b.Resolved);
}
