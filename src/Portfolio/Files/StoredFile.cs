namespace Portfolio.Files;

/// <summary>A file that is attached to a record, without what it holds.</summary>
/// <param name="Id">By which the record refers to it.</param>
/// <param name="Name">Its name.</param>
/// <param name="MediaType">What it is.</param>
/// <param name="Size">Number of bytes.</param>
/// <param name="StoredBy">Who attached it.</param>
/// <param name="StoredAt">When.</param>
public sealed record StoredFile(long Id, string Name, string MediaType, int Size, string StoredBy, DateTimeOffset StoredAt)
{
    /// <summary>Whether a browser may show it: a picture, found so by its content.</summary>
    public bool IsPhoto => PhotoTypes.Contains(MediaType);

    /// <summary>Media types of pictures.</summary>
    public static IReadOnlyCollection<string> PhotoTypes { get; } = [FileType.Png.MediaType, FileType.Jpeg.MediaType];
}

/// <summary>
/// An attached file that may be read: whoever has it was allowed to by the service of the record it belongs to.
/// </summary>
public sealed class OpenFile
{
    private readonly Func<Stream> open;

    internal OpenFile(StoredFile file, byte[] sha256, Func<Stream> open)
    {
        File = file;
        Hash = Convert.ToHexStringLower(sha256);
        this.open = open;
    }

    /// <summary>What file it is.</summary>
    public StoredFile File { get; }

    /// <summary>SHA-256 of what it holds, as hexadecimal digits.</summary>
    public string Hash { get; }

    /// <summary>
    /// Reads it from its beginning, piece by piece and only asynchronously. No connection to the database is held in between,
    /// however slow the reader is.
    /// </summary>
    public Stream OpenRead() => open();
}
