using System.Globalization;
using System.Text;
using Portfolio.Common;
using Portfolio.Exchange.Tables;

namespace Portfolio.Funding.Payments.Tables;

/// <summary>Reads rows of a table as payments. Nothing is guessed: what cannot be read is told, cell by cell.</summary>
internal sealed class PaymentRowReader
{
    private readonly AmountUnit unit;
    private readonly Dictionary<string, string> sources;

    /// <param name="sources">The sources of capital.</param>
    /// <param name="unit">Unit of the amounts.</param>
    public PaymentRowReader(IEnumerable<SourceName> sources, AmountUnit unit)
    {
        this.unit = unit;
        this.sources = sources.SelectMany(s => (string[])[s.Code, s.Name, s.NameEn], (source, name) => (Name: Fold(name), source.Code))
            .DistinctBy(s => s.Name).ToDictionary(s => s.Name, s => s.Code, StringComparer.Ordinal);
    }

    /// <summary>Whether a row says nothing of a payment: the template names project, source and year beforehand.</summary>
    public static bool IsBlank(TableRow row) =>
        row[PaymentColumns.PaidOn.Key].Length + row[PaymentColumns.Amount.Key].Length + row[PaymentColumns.DocumentNumber.Key].Length == 0;

    /// <summary>The row as a payment, or what keeps it from being one.</summary>
    public PaymentTableRow Read(TableRow row)
    {
        var faults = new List<FieldFailure>();
        var source = Source(row, faults);
        var year = Year(row, faults);
        if (DateText.TryParse(row[PaymentColumns.PaidOn.Key], out var day) is { } noDay)
            faults.Add(Fault(PaymentColumns.PaidOn, noDay));
        if (VndText.TryParse(WithUnit(row[PaymentColumns.Amount.Key]), out var amount) is { } noAmount)
            faults.Add(Fault(PaymentColumns.Amount, noAmount));
        if (faults.Count > 0)
            return new PaymentTableRow(row, null, faults);
        var note = row[PaymentColumns.Note.Key];
        return new PaymentTableRow(
            row,
            new EnterPayment(
                row[PaymentColumns.Project.Key].ToUpperInvariant(), source, year, day, amount, row[PaymentColumns.DocumentNumber.Key], note.Length == 0 ? null : note),
            []);
    }

    private string Source(TableRow row, List<FieldFailure> faults)
    {
        var text = row[PaymentColumns.Source.Key];
        if (text.Length == 0)
            faults.Add(Fault(PaymentColumns.Source, "needs.source_missing"));
        else if (!sources.ContainsKey(Fold(text)))
            faults.Add(Fault(PaymentColumns.Source, "needs.source_unknown", ("source", text)));
        return sources.GetValueOrDefault(Fold(text), "");
    }

    private static int Year(TableRow row, List<FieldFailure> faults)
    {
        var text = row[PaymentColumns.Year.Key];
        if (text.Length == 4 && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var year))
            return year;
        faults.Add(Fault(PaymentColumns.Year, "payments.year_unread", ("year", text)));
        return 0;
    }

    // "1,5" in a table of tỷ is 1,5 tỷ; "1,5 triệu" in the same table is what it says.
    private string WithUnit(string text) => unit switch
    {
        AmountUnit.Million when text.Length > 0 && char.IsAsciiDigit(text[^1]) => text + " triệu",
        AmountUnit.Billion when text.Length > 0 && char.IsAsciiDigit(text[^1]) => text + " tỷ",
        _ => text,
    };

    // Accents, case and blanks are typed in many ways; none of the sources differ by them alone.
    private static string Fold(string name) => string.Join(' ', string.Concat(
        name.Normalize(NormalizationForm.FormD).Where(letter => char.GetUnicodeCategory(letter) != UnicodeCategory.NonSpacingMark)
            .Select(letter => letter is '\u0111' or '\u0110' ? 'd' : char.ToLowerInvariant(letter)))
        .Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static FieldFailure Fault(TableColumn column, string code, params (string Name, object? Value)[] arguments) =>
        new(column.Key, code, arguments.ToDictionary(a => a.Name, a => a.Value));
}
