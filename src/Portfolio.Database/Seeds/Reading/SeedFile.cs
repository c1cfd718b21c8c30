using System.Security.Cryptography;

namespace Portfolio.Database.Seeds.Reading;

/// <summary>A seed file as it was found, read once, so that what is parsed is what was hashed.</summary>
/// <param name="Path">Path within the seeds folder, with forward slashes.</param>
/// <param name="Bytes">Its content.</param>
internal sealed record SeedFile(string Path, byte[] Bytes)
{
    /// <summary>Hexadecimal SHA-256 of the bytes.</summary>
    public string Sha256 { get; } = Convert.ToHexStringLower(SHA256.HashData(Bytes));
}
