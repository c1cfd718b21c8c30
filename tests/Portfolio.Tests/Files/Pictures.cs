using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using SkiaSharp;

namespace Portfolio.Tests.Files;

/// <summary>Pictures for tests: photos with and without what a camera writes into them, and files that say they are huge.</summary>
internal static class Pictures
{
    /// <summary>Corners of the photo as it is stored: top left, top right, bottom left, bottom right.</summary>
    public static readonly SKColor[] Corners = [SKColors.Red, SKColors.Lime, SKColors.Blue, SKColors.Black];

    /// <summary>A JPEG whose quarters have the colours of <see cref="Corners"/>.</summary>
    public static byte[] Jpeg(int width, int height)
    {
        using var bitmap = new SKBitmap(width, height);
        using (var canvas = new SKCanvas(bitmap))
        {
            for (var corner = 0; corner < 4; corner++)
            {
                using var paint = new SKPaint { Color = Corners[corner] };
                canvas.DrawRect(corner % 2 * width / 2f, corner / 2 * height / 2f, width / 2f, height / 2f, paint);
            }
        }
        using var encoded = bitmap.Encode(SKEncodedImageFormat.Jpeg, 95);
        return encoded.ToArray();
    }

    /// <summary>The same with what a camera writes: how it was held, and a text, as places are written.</summary>
    public static byte[] Camera(byte[] jpeg, ushort orientation, string text)
    {
        var words = Encoding.ASCII.GetBytes(text + '\0');
        var tiff = new List<byte>();
        tiff.AddRange("MM\0*"u8);
        Add(tiff, 8u);
        Add(tiff, (ushort)2);
        Entry(tiff, 0x0112, 3, 1, (uint)orientation << 16);
        Entry(tiff, 0x010E, 2, (uint)words.Length, 38);
        Add(tiff, 0u);
        tiff.AddRange(words);
        byte[] exif = [.. "Exif\0\0"u8, .. tiff];
        var length = new byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(length, (ushort)(exif.Length + 2));
        return [.. jpeg[..2], 0xFF, 0xE1, .. length, .. exif, .. jpeg[2..]];
    }

    /// <summary>A JPEG of a few bytes that says how large it is, and whether it takes several passes to decode it.</summary>
    public static byte[] HugeJpeg(int width, int height, bool inPasses)
    {
        var jpeg = Jpeg(800, 600);
        var frame = jpeg.AsSpan().IndexOf((ReadOnlySpan<byte>)[0xFF, 0xC0]);
        jpeg[frame + 1] = (byte)(inPasses ? 0xC2 : 0xC0);
        BinaryPrimitives.WriteUInt16BigEndian(jpeg.AsSpan(frame + 5), (ushort)height);
        BinaryPrimitives.WriteUInt16BigEndian(jpeg.AsSpan(frame + 7), (ushort)width);
        return jpeg;
    }

    /// <summary>A PNG of a few bytes that says how large it is.</summary>
    public static byte[] HugePng(int width, int height)
    {
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        (header[8], header[9]) = (8, 2);
        using var rows = new MemoryStream();
        using (var zip = new ZLibStream(rows, CompressionLevel.Fastest, leaveOpen: true))
            zip.Write(new byte[1000]);
        return [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, .. Chunk("IHDR", header), .. Chunk("IDAT", rows.ToArray()), .. Chunk("IEND", [])];
    }

    /// <summary>A PNG through which one sees.</summary>
    public static byte[] ClearPng(int width, int height)
    {
        using var bitmap = new SKBitmap(width, height);
        bitmap.Erase(SKColors.Transparent);
        using var encoded = bitmap.Encode(SKEncodedImageFormat.Png, 100);
        return encoded.ToArray();
    }

    private static byte[] Chunk(string name, byte[] data)
    {
        byte[] body = [.. Encoding.ASCII.GetBytes(name), .. data];
        var (length, sum) = (new byte[4], new byte[4]);
        BinaryPrimitives.WriteInt32BigEndian(length, data.Length);
        BinaryPrimitives.WriteUInt32BigEndian(sum, Crc(body));
        return [.. length, .. body, .. sum];
    }

    private static uint Crc(byte[] bytes)
    {
        var crc = uint.MaxValue;
        foreach (var b in bytes)
        {
            crc ^= b;
            for (var bit = 0; bit < 8; bit++)
                crc = (crc & 1) == 1 ? (crc >> 1) ^ 0xEDB88320 : crc >> 1;
        }
        return ~crc;
    }

    private static void Entry(List<byte> tiff, ushort tag, ushort type, uint count, uint value)
    {
        Add(tiff, tag);
        Add(tiff, type);
        Add(tiff, count);
        Add(tiff, value);
    }

    private static void Add(List<byte> bytes, ushort number) => bytes.AddRange([(byte)(number >> 8), (byte)number]);

    private static void Add(List<byte> bytes, uint number)
    {
        Add(bytes, (ushort)(number >> 16));
        Add(bytes, (ushort)number);
    }
}
