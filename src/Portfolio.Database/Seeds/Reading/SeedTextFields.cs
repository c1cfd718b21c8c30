using System.Text.RegularExpressions;

namespace Portfolio.Database.Seeds.Reading;

/// <summary>Fields that hold codes and words. What is faulty is reported and comes back as it stands, or empty.</summary>
internal static partial class SeedTextFields
{
    private const int LongestCode = 100;
    private const int LongestName = 500;
    private const int LongestList = 2_000;
    private const int LongestText = 10_000;

    private const string CodeAdvice = "use lower-case letters a-z, digits and hyphens, as in cb-so-xay-dung";
    private const string ProjectCodeAdvice = "use upper-case letters A-Z, digits and hyphens, as in CB-GT-001";
    private const string KeyAdvice = "use lower-case letters a-z, digits, underscores and dots, as in ground_broken";

    /// <summary>A code: lower-case ASCII with hyphens.</summary>
    public static string Code(this SeedRow row, string column) =>
        Formed(row, column, row.RequiredText(column, LongestCode), CodeForm(), CodeAdvice);

    public static string? CodeOrNull(this SeedRow row, string column) =>
        row.Text(column, LongestCode) is { } text ? Formed(row, column, text, CodeForm(), CodeAdvice) : null;

    /// <summary>The code of a project: upper-case ASCII with hyphens.</summary>
    public static string ProjectCode(this SeedRow row, string column) =>
        Formed(row, column, row.RequiredText(column, LongestCode), ProjectCodeForm(), ProjectCodeAdvice);

    public static string? ProjectCodeOrNull(this SeedRow row, string column) =>
        row.Text(column, LongestCode) is { } text ? Formed(row, column, text, ProjectCodeForm(), ProjectCodeAdvice) : null;

    /// <summary>The code of something the program itself knows: lower-case ASCII with underscores, and dots between parts.</summary>
    public static string Key(this SeedRow row, string column) =>
        Formed(row, column, row.RequiredText(column, LongestCode), KeyForm(), KeyAdvice);

    public static string? KeyOrNull(this SeedRow row, string column) =>
        row.Text(column, LongestCode) is { } text ? Formed(row, column, text, KeyForm(), KeyAdvice) : null;

    /// <summary>Codes separated by semicolons.</summary>
    public static IReadOnlyList<string> Codes(this SeedRow row, string column)
    {
        var text = row.Text(column, LongestList);
        if (string.IsNullOrEmpty(text))
            return [];
        var codes = text.Split(';', StringSplitOptions.TrimEntries);
        foreach (var code in codes.Where(c => !CodeForm().IsMatch(c)))
            row.Fault(column, $"{SeedFaults.Quote(code)} is no code", "write codes separated by semicolons, as in cb-tan-giang;cb-ha-lang");
        foreach (var twice in codes.GroupBy(c => c, StringComparer.Ordinal).Where(g => g.Count() > 1))
            row.Fault(column, $"{SeedFaults.Quote(twice.Key)} stands twice in the list", "remove one");
        return codes;
    }

    public static string Name(this SeedRow row, string column) => row.RequiredText(column, LongestName);

    public static string? NameOrNull(this SeedRow row, string column) => row.Text(column, LongestName);

    /// <summary>A text that may be long and have several lines.</summary>
    public static string LongText(this SeedRow row, string column) => row.RequiredText(column, LongestText, severalLines: true);

    public static string? LongTextOrNull(this SeedRow row, string column) => row.Text(column, LongestText, severalLines: true);

    public static string OneOf(this SeedRow row, string column, IReadOnlyList<string> words) =>
        Word(row, column, row.RequiredText(column, LongestCode), words);

    public static string? OneOfOrNull(this SeedRow row, string column, IReadOnlyList<string> words) =>
        row.Text(column, LongestCode) is { } text ? Word(row, column, text, words) : null;

    public static bool YesOrNo(this SeedRow row, string column) => row.OneOf(column, ["yes", "no"]) == "yes";

    private static string Formed(SeedRow row, string column, string text, Regex form, string advice)
    {
        if (text.Length > 0 && !form.IsMatch(text))
            row.Fault(column, $"{SeedFaults.Quote(text)} is not written as a code", advice);
        return text;
    }

    private static string Word(SeedRow row, string column, string text, IReadOnlyList<string> words)
    {
        if (text.Length > 0 && !words.Contains(text, StringComparer.Ordinal))
            row.Fault(column, $"{SeedFaults.Quote(text)} is not one of {string.Join(", ", words)}", "correct it");
        return text;
    }

    [GeneratedRegex(@"\A[a-z0-9]+(?:-[a-z0-9]+)*\z", RegexOptions.CultureInvariant)]
    private static partial Regex CodeForm();

    [GeneratedRegex(@"\A[A-Z0-9]+(?:-[A-Z0-9]+)+\z", RegexOptions.CultureInvariant)]
    private static partial Regex ProjectCodeForm();

    [GeneratedRegex(@"\A[a-z0-9]+(?:[_.][a-z0-9]+)*\z", RegexOptions.CultureInvariant)]
    private static partial Regex KeyForm();
}
