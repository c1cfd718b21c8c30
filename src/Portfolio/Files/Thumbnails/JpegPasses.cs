using System.Buffers.Binary;

namespace Portfolio.Files.Thumbnails;

/// <summary>How a JPEG is decoded, told by its markers (ITU T.81, annex B).</summary>
internal static class JpegPasses
{
    private const byte StartOfScan = 0xDA;

    /// <summary>
    /// Whether it takes several passes: the decoder then keeps the whole photo, however small it is drawn. True as well of what does
    /// not say.
    /// </summary>
    public static bool Several(ReadOnlySpan<byte> jpeg)
    {
        var parts = int.MaxValue;
        for (var at = 2; at + 9 < jpeg.Length;)
        {
            // Decoders pass over what stands between markers.
            if (jpeg[at] != 0xFF || jpeg[at + 1] is 0xFF)
            {
                at++;
                continue;
            }
            var marker = jpeg[at + 1];
            if (marker == StartOfScan)
                return jpeg[at + 4] < parts;
            if (IsProgressive(marker))
                return true;
            if (IsFrame(marker))
                parts = jpeg[at + 9];
            at += 2 + (IsAlone(marker) ? 0 : BinaryPrimitives.ReadUInt16BigEndian(jpeg[(at + 2)..]));
        }
        return true;
    }

    private static bool IsFrame(byte marker) => marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC);

    private static bool IsProgressive(byte marker) => marker is 0xC2 or 0xC6 or 0xCA or 0xCE;

    // Markers without a length.
    private static bool IsAlone(byte marker) => marker is 0x00 or 0x01 or (>= 0xD0 and <= 0xD8);
}
