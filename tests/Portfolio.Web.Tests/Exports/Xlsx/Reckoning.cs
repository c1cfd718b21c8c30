using System.Globalization;
using System.Text.RegularExpressions;

namespace Portfolio.Web.Tests.Exports.Xlsx;

/// <summary>Reckons the formulas of a sheet again, in doubles, as a spreadsheet does.</summary>
internal sealed partial class Reckoning(ReadSheet sheet)
{
    /// <summary>What a cell comes to; null = nothing.</summary>
    public double? Of(string cell) => sheet.Formula(cell) is { } formula ? Formula(formula) : (double?)sheet.Number(cell);

    private double? Formula(string formula)
    {
        if (Quotient().Match(formula) is { Success: true } quotient)
            return Of(quotient.Groups[1].Value) is null or 0 ? null : (Of(quotient.Groups[2].Value) ?? 0) / Of(quotient.Groups[3].Value);
        if (Rest().Match(formula) is { Success: true })
            return Term().Matches(formula).Sum(term => (term.Groups[1].Value == "-" ? -1 : 1) * (Of(term.Groups[2].Value) ?? 0));
        var sums = Sum().Matches(formula);
        Assert.That(string.Join('+', sums.Select(sum => sum.Value)), Is.EqualTo(formula), "a formula of an unknown form");
        return sums.SelectMany(sum => sum.Groups[1].Value.Split(',')).SelectMany(Cells).Sum(cell => Of(cell) ?? 0);
    }

    private static IEnumerable<string> Cells(string argument)
    {
        var ends = Ends().Matches(argument);
        var (first, last) = (ends[0], ends[^1]);
        return from column in Enumerable.Range(first.Groups[1].Value[0], last.Groups[1].Value[0] - first.Groups[1].Value[0] + 1)
               from row in Enumerable.Range(Row(first), Row(last) - Row(first) + 1)
               select (char)column + row.ToString(CultureInfo.InvariantCulture);
    }

    private static int Row(Match cell) => int.Parse(cell.Groups[2].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^IF\((\w+)=0,"""",(\w+)/(\w+)\)$")]
    private static partial Regex Quotient();

    [GeneratedRegex(@"^[A-Z]+[0-9]+([+-][A-Z]+[0-9]+)+$")]
    private static partial Regex Rest();

    [GeneratedRegex("([+-]?)([A-Z]+[0-9]+)")]
    private static partial Regex Term();

    [GeneratedRegex(@"SUM\(([A-Z0-9,:]+)\)")]
    private static partial Regex Sum();

    [GeneratedRegex("([A-Z])([0-9]+)")]
    private static partial Regex Ends();
}
