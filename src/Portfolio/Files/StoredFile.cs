namespace Portfolio.Files;

/// <summary>A file that is attached to a record, without what it holds.</summary>
/// <param name="Id">By which the record refers to it.</param>
/// <param name="Name">Its name.</param>
/// <param name="MediaType">What it is.</param>
/// <param name="Size">Number of bytes.</param>
/// <param name="StoredBy">Who attached it.</param>
/// <param name="StoredAt">When.</param>
public sealed record StoredFile(long Id, string Name, string MediaType, int Size, string StoredBy, DateTimeOffset StoredAt);

/// <summary>
/// An attached file that may be read: whoever has it was allowed to by the service of the record it belongs to.
/// </summary>
public sealed class OpenFile
{
    private readonly Func<Stream> open;

    internal OpenFile(StoredFile file, Func<Stream> open)
    {
        File = file;
        this.open = open;
    }

    /// <summary>What file it is.</summary>
    public StoredFile File { get; }

    /// <summary>
    /// Reads it from its beginning, piece by piece and only asynchronously. No connection to the database is held in between,
    /// however slow the reader is.
    /// </summary>
    public Stream OpenRead() => open();
}
