using SkiaSharp;

namespace Portfolio.Files.Thumbnails;

/// <summary>
/// Makes a small picture of a photo: turned as the camera says, on white, as a JPEG that is drawn anew and so holds nothing of
/// where and when the photo was taken.
/// </summary>
internal static class ThumbnailMaker
{
    /// <summary>Media type of what is made.</summary>
    public const string MediaType = "image/jpeg";

    /// <summary>Pixels of the longer side.</summary>
    public const int Side = 480;

    private const int Quality = 78;

    // A file of a few bytes may say that it is as large as a football field: what it says is weighed before anything is decoded.
    // A photo of a camera shrinks while it is decoded, row by row.
    private const long MostPixels = 64_000_000;

    // What is decoded whole takes up to 8 bytes each: a PNG with deep colours, the coefficients of a JPEG in several passes.
    private const long MostWhole = 16_000_000;

    /// <summary>The small picture; null when the content is no picture, is broken, or is larger than any photo.</summary>
    public static byte[]? Of(byte[] picture)
    {
        using var data = SKData.CreateCopy(picture);
        using var codec = SKCodec.Create(data);
        if (codec is null || (long)codec.Info.Width * codec.Info.Height > Most(codec, picture))
            return null;
        using var decoded = Decoded(codec);
        return decoded is null ? null : Drawn(decoded, codec.EncodedOrigin);
    }

    private static long Most(SKCodec codec, byte[] picture) =>
        codec.EncodedFormat == SKEncodedImageFormat.Jpeg && !JpegPasses.Several(picture) ? MostPixels : MostWhole;

    private static SKBitmap? Decoded(SKCodec codec)
    {
        var whole = codec.Info;
        // The codec shrinks by eighths.
        var eighths = Math.Ceiling(8.0 * Side / Math.Max(whole.Width, whole.Height));
        var size = codec.GetScaledDimensions((float)Math.Min(1, eighths / 8));
        var bitmap = new SKBitmap(new SKImageInfo(size.Width, size.Height, SKColorType.Rgba8888, SKAlphaType.Premul));
        // A photo that was cut off on its way shows as far as it goes.
        if (codec.GetPixels(bitmap.Info, bitmap.GetPixels()) is SKCodecResult.Success or SKCodecResult.IncompleteInput)
            return bitmap;
        bitmap.Dispose();
        return null;
    }

    private static byte[] Drawn(SKBitmap decoded, SKEncodedOrigin origin)
    {
        var scale = Math.Min(1f, (float)Side / Math.Max(decoded.Width, decoded.Height));
        var (width, height) = (Math.Max(1, (int)Math.Round(decoded.Width * scale)), Math.Max(1, (int)Math.Round(decoded.Height * scale)));
        // The last four lie on their side.
        if (origin >= SKEncodedOrigin.LeftTop)
            (width, height) = (height, width);
        using var surface = SKSurface.Create(new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Premul));
        surface.Canvas.Clear(SKColors.White);
        surface.Canvas.Scale(scale);
        var turn = Turn(origin, decoded.Width, decoded.Height);
        surface.Canvas.Concat(in turn);
        using var image = SKImage.FromBitmap(decoded);
        surface.Canvas.DrawImage(image, 0, 0, new SKSamplingOptions(SKFilterMode.Linear, SKMipmapMode.Linear));
        using var drawn = surface.Snapshot();
        using var encoded = drawn.Encode(SKEncodedImageFormat.Jpeg, Quality);
        return encoded.ToArray();
    }

    // From where the camera put the first row and column to where the eye wants them.
    private static SKMatrix Turn(SKEncodedOrigin origin, float width, float height) => origin switch
    {
        SKEncodedOrigin.TopRight => new SKMatrix(-1, 0, width, 0, 1, 0, 0, 0, 1),
        SKEncodedOrigin.BottomRight => new SKMatrix(-1, 0, width, 0, -1, height, 0, 0, 1),
        SKEncodedOrigin.BottomLeft => new SKMatrix(1, 0, 0, 0, -1, height, 0, 0, 1),
        SKEncodedOrigin.LeftTop => new SKMatrix(0, 1, 0, 1, 0, 0, 0, 0, 1),
        SKEncodedOrigin.RightTop => new SKMatrix(0, -1, height, 1, 0, 0, 0, 0, 1),
        SKEncodedOrigin.RightBottom => new SKMatrix(0, -1, height, -1, 0, width, 0, 0, 1),
        SKEncodedOrigin.LeftBottom => new SKMatrix(0, 1, 0, -1, 0, width, 0, 0, 1),
        _ => SKMatrix.Identity,
    };
}
