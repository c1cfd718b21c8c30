namespace Portfolio.Common;

/// <summary>What a file is, by how it begins; its name says nothing.</summary>
internal static class FileSignature
{
    /// <summary>A zip, and so perhaps a spreadsheet or a text of today's Office.</summary>
    public static bool IsZip(ReadOnlySpan<byte> file) => file is [0x50, 0x4B, 0x03, 0x04, ..];

    /// <summary>A compound file: spreadsheets and texts of Office before 2007, and what is protected by a password.</summary>
    public static bool IsCompound(ReadOnlySpan<byte> file) => file is [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, ..];
}
