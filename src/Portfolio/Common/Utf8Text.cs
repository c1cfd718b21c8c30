using System.Text;
using System.Text.Unicode;

namespace Portfolio.Common;

/// <summary>Tells text from other bytes.</summary>
internal static class Utf8Text
{
    private const string NoText = "\0\u0001\u0002\u0003\u0004\u0005\u0006\a\b\u000E\u000F\u0010\u0011\u0012\u0013\u0014\u0015\u0016\u0017\u0018\u0019\u001A\u001B\u001C\u001D\u001E\u001F\u007F";

    private static readonly System.Buffers.SearchValues<byte> ControlCharacters = System.Buffers.SearchValues.Create(Encoding.ASCII.GetBytes(NoText));

    /// <summary>Whether it is UTF-8, with or without its mark, and holds no character that no text holds.</summary>
    public static bool Is(ReadOnlySpan<byte> bytes) => Utf8.IsValid(bytes) && bytes.IndexOfAny(ControlCharacters) < 0;

    /// <summary>The bytes behind the mark.</summary>
    public static ReadOnlyMemory<byte> WithoutMark(ReadOnlyMemory<byte> bytes) => bytes.Span is [0xEF, 0xBB, 0xBF, ..] ? bytes[3..] : bytes;
}
