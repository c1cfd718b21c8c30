using System.Security.Cryptography;

namespace Portfolio.Files;

/// <summary>A file that somebody sends, looked through and fit to be attached; <see cref="FileIntake"/> makes it.</summary>
public sealed class NewFile
{
    internal NewFile(string name, string mediaType, byte[] bytes)
    {
        Name = name;
        MediaType = mediaType;
        Bytes = bytes;
        Sha256 = SHA256.HashData(bytes);
    }

    /// <summary>Its name, made safe.</summary>
    public string Name { get; }

    /// <summary>What it is, found by its content.</summary>
    public string MediaType { get; }

    /// <summary>Number of bytes.</summary>
    public int Size => Bytes.Length;

    internal byte[] Bytes { get; }

    /// <summary>SHA-256 of what it holds, in hexadecimal.</summary>
    public string Checksum => Convert.ToHexString(Sha256);

    internal byte[] Sha256 { get; }
}
