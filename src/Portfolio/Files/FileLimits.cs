namespace Portfolio.Files;

/// <summary>How large an attached file may be.</summary>
/// <param name="LargestMegabytes">Megabytes (2^20 bytes).</param>
public sealed record FileLimits(int LargestMegabytes = FileLimits.UsualMegabytes)
{
    /// <summary>Megabytes where nothing is set.</summary>
    public const int UsualMegabytes = 10;

    /// <summary>Most that may be set: a file passes through memory.</summary>
    public const int MostMegabytes = 100;

    /// <summary>Bytes.</summary>
    public long Largest => LargestMegabytes * 1024L * 1024L;
}
