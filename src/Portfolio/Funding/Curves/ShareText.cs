using System.Globalization;
using System.Text.RegularExpressions;

namespace Portfolio.Funding.Curves;

/// <summary>How shares of a year's capital are written and read: "8,33 %" are 833 basis points.</summary>
public static partial class ShareText
{
    /// <summary>The share in per cent, without the sign.</summary>
    public static string Of(int basisPoints, CultureInfo? culture = null) =>
        (basisPoints / 100m).ToString("0.##", culture ?? CultureInfo.GetCultureInfo("vi-VN"));

    /// <summary>Reads a share from 0 to 100 per cent with at most two decimals, after a comma or a dot.</summary>
    /// <param name="text">What was typed.</param>
    /// <param name="basisPoints">The share when the text is accepted.</param>
    /// <returns>Null when accepted, else an error code of the family <c>curve.*</c>.</returns>
    public static string? TryParse(string? text, out int basisPoints)
    {
        basisPoints = 0;
        if (string.IsNullOrWhiteSpace(text))
            return "curve.share_missing";
        var match = Share().Match(text.Trim());
        if (!match.Success)
            return "curve.not_a_share";
        basisPoints = Number(match.Groups["whole"].Value) * 100 + Number(match.Groups["part"].Value.PadRight(2, '0'));
        return basisPoints <= DefaultCurve.Whole ? null : "curve.share_outside";
    }

    private static int Number(string digits) => int.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^(?<whole>[0-9]{1,3})(?:[,.](?<part>[0-9]{1,2}))?\s*%?$", RegexOptions.CultureInvariant)]
    private static partial Regex Share();
}
