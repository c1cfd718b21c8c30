using System.Globalization;
using System.Text.RegularExpressions;

namespace Portfolio.Common;

/// <summary>How amounts are written and read in Vietnamese: "93.243,1 tỷ", "1.500.000.000", "2,5 triệu".</summary>
public static partial class VndText
{
    private static readonly CultureInfo Vietnamese = CultureInfo.GetCultureInfo("vi-VN");

    /// <summary>Largest amount the program accepts, in đồng: ten times the national medium-term plan does not reach it.</summary>
    public const long Largest = 100_000_000_000_000_000;

    /// <summary>
    /// The amount in tỷ, without the unit: at least one decimal, up to three. What three decimals cannot show exactly is
    /// marked with "≈"; the full đồng stand beside it (hover, export).
    /// </summary>
    public static string Billions(Vnd amount, CultureInfo? culture = null)
    {
        var exact = amount.Dong / (decimal)Vnd.Billion;
        var shown = decimal.Round(exact, 3, MidpointRounding.AwayFromZero);
        return (shown == exact ? "" : "≈ ") + shown.ToString("#,##0.0##", culture ?? Vietnamese);
    }

    /// <summary>
    /// The amount as an officer would type it, for fields: "150 tỷ", "1,5 tỷ", and whole đồng where three decimals cannot show it
    /// exactly. What <see cref="TryParse"/> reads of it is the same amount.
    /// </summary>
    public static string Typed(Vnd amount) => amount.Dong % Vnd.Million == 0
        ? (amount.Dong / (decimal)Vnd.Billion).ToString("#,##0.###", Vietnamese) + " tỷ"
        : Dong(amount, Vietnamese);

    /// <summary>The amount in whole đồng with its thousands grouped, without the unit.</summary>
    public static string Dong(Vnd amount, CultureInfo? culture = null) =>
        amount.Dong.ToString("N0", culture ?? Vietnamese);

    /// <summary>
    /// Reads an amount as an officer types it: đồng with or without dots between the thousands, or a number with a decimal
    /// comma followed by "tỷ" or "triệu". Nothing is guessed: what is not a whole number of đồng, or could be read in two
    /// ways, is refused.
    /// </summary>
    /// <param name="text">What was typed; blank reads as zero.</param>
    /// <param name="amount">The amount when the text is accepted.</param>
    /// <returns>Null when accepted, else an error code of the family <c>money.*</c>.</returns>
    public static string? TryParse(string? text, out Vnd amount)
    {
        amount = Vnd.Zero;
        if (string.IsNullOrWhiteSpace(text))
            return null;

        var match = Amount().Match(text.Trim().Replace('\u00a0', ' '));
        if (!match.Success)
            return "money.not_a_number";
        if (match.Groups["sign"].Success)
            return "money.negative";

        var whole = match.Groups["whole"].Value.Replace(".", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal);
        var fraction = match.Groups["fraction"].Value;
        var zeros = Zeros(match.Groups["unit"].Value);
        // A thousand as English writes it, one đồng as Vietnamese would.
        if (zeros == 0 && fraction == "000" && match.Groups["whole"].Length <= 3)
            return "money.not_a_number";
        if (fraction.TrimEnd('0').Length > zeros)
            return "money.not_whole_dong";

        var digits = whole + fraction.PadRight(zeros, '0')[..zeros];
        if (digits.TrimStart('0').Length > 19 || !long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var dong)
            || dong > Largest)
            return "money.too_large";

        amount = new Vnd(dong);
        return null;
    }

    private static int Zeros(string unit) => unit.ToLowerInvariant() switch
    {
        "" or "đ" or "đồng" or "dong" => 0,
        "triệu" or "trieu" or "tr" => 6,
        _ => 9,
    };

    // Thousands are grouped all through or not at all: "1.500" is 1500, "1.5" is neither and is refused.
    [GeneratedRegex(
        @"^(?<sign>-)?\s*(?<whole>[0-9]{1,3}(?:\.[0-9]{3})+|[0-9]{1,3}(?: [0-9]{3})+|[0-9]+)(?:,(?<fraction>[0-9]+))?\s*(?<unit>đồng|dong|đ|triệu|trieu|tr|tỷ|tỉ|ty|ti)?(?:\s*(?:đồng|dong))?$",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Amount();
}
