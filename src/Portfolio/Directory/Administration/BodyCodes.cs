using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Portfolio.Directories.Administration;

/// <summary>Codes of bodies: part of addresses, led by the province they belong to (<c>cb-so-xay-dung</c>, <c>tw-bo-xay-dung</c>).</summary>
public static partial class BodyCodes
{
    private const string CentralLead = "tw";
    private const int Longest = 80;

    /// <summary>Whether it is written as a code of a body of this province; null = a central body.</summary>
    public static bool IsSound(string code, string? province) =>
        code.Length <= Longest && Shape().IsMatch(code) && code.StartsWith(Lead(province), StringComparison.Ordinal) && code.Length > Lead(province).Length;

    /// <summary>A code made from the name: small letters without accents.</summary>
    public static string Make(string name, string? province)
    {
        var letters = new StringBuilder(Lead(province));
        foreach (var letter in name.Replace('đ', 'd').Replace('Đ', 'd').Normalize(NormalizationForm.FormD).ToLowerInvariant())
        {
            if (char.IsAsciiLetterOrDigit(letter))
                letters.Append(letter);
            else if (char.GetUnicodeCategory(letter) != UnicodeCategory.NonSpacingMark && letters[^1] != '-')
                letters.Append('-');
        }
        // Room for a number behind it.
        return letters.ToString()[..Math.Min(letters.Length, Longest - 4)].Trim('-');
    }

    private static string Lead(string? province) => (province ?? CentralLead) + "-";

    [GeneratedRegex(@"\A[a-z0-9]+(?:-[a-z0-9]+)*\z")]
    private static partial Regex Shape();
}
