using System.Globalization;
using System.Text;
using QRCoder;

namespace Portfolio.Web.SignIn;

/// <summary>A QR code as the path of an SVG.</summary>
/// <param name="Size">Modules a side, with the quiet zone.</param>
/// <param name="Path">Dark modules.</param>
internal sealed record QrPicture(int Size, string Path)
{
    public static QrPicture Of(string text)
    {
        using var generator = new QRCodeGenerator();
        // On a screen nothing is smudged: as few modules as can be.
        using var code = generator.CreateQrCode(text, QRCodeGenerator.ECCLevel.L);
        var path = new StringBuilder();
        for (var y = 0; y < code.ModuleMatrix.Count; y++)
            for (var x = 0; x < code.ModuleMatrix.Count; x++)
                if (code.ModuleMatrix[y][x])
                    path.Append(CultureInfo.InvariantCulture, $"M{x} {y}h1v1h-1z");
        return new QrPicture(code.ModuleMatrix.Count, path.ToString());
    }
}
