using System.Buffers;
using System.Text.Unicode;

namespace Portfolio.Database.Seeds.Reading;

/// <summary>Makes sure that a file is UTF-8 text, before it is taken apart.</summary>
internal static class SeedText
{
    private const string SaveAsUtf8 = "save the file as \"CSV UTF-8\"";

    /// <summary>The file's bytes without a byte order mark, which Excel writes; null where they are no UTF-8 text.</summary>
    public static ReadOnlyMemory<byte>? Check(SeedFile file, SeedFaults faults)
    {
        ReadOnlySpan<byte> bytes = file.Bytes;
        if (bytes is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..])
            return Refuse(file, 1, "the file is UTF-16", faults);
        var start = bytes is [0xEF, 0xBB, 0xBF, ..] ? 3 : 0;
        if (bytes.IndexOf((byte)0) is >= 0 and var nul)
            return Refuse(file, LineAt(bytes, nul), "a NUL character; the file may be UTF-16", faults);
        if (!Utf8.IsValid(bytes))
        {
            var at = FirstInvalid(bytes);
            return Refuse(
                file, LineAt(bytes, at),
                FormattableString.Invariant($"byte 0x{bytes[at]:X2} is not UTF-8; the file may be Windows-1258 or Latin-1"), faults);
        }
        return file.Bytes.AsMemory(start);
    }

    private static ReadOnlyMemory<byte>? Refuse(SeedFile file, int line, string reason, SeedFaults faults)
    {
        faults.Add(file.Path, line, null, reason, SaveAsUtf8);
        return null;
    }

    private static int FirstInvalid(ReadOnlySpan<byte> bytes)
    {
        var characters = ArrayPool<char>.Shared.Rent(bytes.Length);
        try
        {
            Utf8.ToUtf16(bytes, characters, out var read, out _, replaceInvalidSequences: false);
            return Math.Min(read, bytes.Length - 1);
        }
        finally
        {
            ArrayPool<char>.Shared.Return(characters);
        }
    }

    private static int LineAt(ReadOnlySpan<byte> bytes, int at) => 1 + bytes[..at].Count((byte)'\n');
}
