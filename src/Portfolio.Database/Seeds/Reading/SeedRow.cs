using System.Globalization;
using System.Text;

namespace Portfolio.Database.Seeds.Reading;

/// <summary>One row; the methods that read typed values out of it stand in the files <c>Seed…Fields</c>.</summary>
internal sealed class SeedRow(
    string file, string folder, SeedRecord record, int place, IReadOnlyDictionary<string, int> columns, SeedFaults faults)
{
    /// <summary>Name of the folder that holds the file: the province or the plan the row belongs to.</summary>
    public string Folder { get; } = folder;

    /// <summary>Which row of the file it is, from 1.</summary>
    public int Place { get; } = place;

    /// <summary>
    /// The text of a field without the spaces around it, in composed Unicode form; null where it is empty. Characters that
    /// nobody can see are a fault: they are what a damaged file looks like from within, and no search ever finds them.
    /// </summary>
    public string? Text(string column, int longest, bool severalLines = false)
    {
        var text = record.Fields[columns[column]].Trim();
        if (text.Length == 0)
            return null;
        if (text.Length > longest)
        {
            Fault(column, FormattableString.Invariant($"{SeedFaults.Quote(text)} is {text.Length} characters long, more than {longest}"), "shorten it");
            return "";
        }
        if (Unwanted(text, severalLines) is { } unwanted)
        {
            Fault(column, $"{SeedFaults.Quote(text)} holds {unwanted}", "remove it");
            return "";
        }
        return text.Replace("\r\n", "\n", StringComparison.Ordinal).Normalize(NormalizationForm.FormC);
    }

    /// <summary>The same of a field that must not be empty; empty only when that was reported.</summary>
    public string RequiredText(string column, int longest, bool severalLines = false) =>
        Text(column, longest, severalLines) ?? Missing(column);

    public void Fault(string? column, string reason, string remedy) => faults.Add(file, record.Line, column, reason, remedy);

    public string Missing(string column)
    {
        Fault(column, "the field is empty", "fill it in");
        return "";
    }

    private static string? Unwanted(string text, bool severalLines)
    {
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value is '\n' or '\r')
            {
                if (severalLines)
                    continue;
                return "a line break";
            }
            if (rune.Value == 0xFFFD)
                return "the sign of a character that was lost in conversion (U+FFFD)";
            if (Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format
                or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned
                or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator)
                return FormattableString.Invariant($"the invisible character U+{rune.Value:X4}");
        }
        return null;
    }
}
