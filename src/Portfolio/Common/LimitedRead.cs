namespace Portfolio.Common;

/// <summary>Reads what somebody sends no further than it may reach.</summary>
internal static class LimitedRead
{
    private const int Block = 64 * 1024;

    /// <summary>All bytes; null when there are more.</summary>
    public static async Task<byte[]?> AllAsync(Stream stream, long most, CancellationToken ct)
    {
        using var all = new MemoryStream();
        var block = new byte[Block];
        for (int read; (read = await stream.ReadAsync(block, ct)) > 0;)
        {
            if (all.Length + read > most)
                return null;
            all.Write(block, 0, read);
        }
        return all.ToArray();
    }
}
