namespace Portfolio.Files.Thumbnails;

/// <summary>A small picture of an attached photo: whoever has it was allowed to by the service of the record it belongs to.</summary>
/// <param name="Hash">SHA-256 of the photo it shows, as hexadecimal digits.</param>
/// <param name="Bytes">A JPEG.</param>
public sealed record Thumbnail(string Hash, ReadOnlyMemory<byte> Bytes)
{
    /// <summary>Its media type.</summary>
    public const string MediaType = ThumbnailMaker.MediaType;

    internal static Thumbnail? Of(byte[] sha256, byte[]? bytes) => bytes is null ? null : new Thumbnail(Convert.ToHexStringLower(sha256), bytes);
}
