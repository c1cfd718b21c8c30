using System.Globalization;
using System.Text;

namespace Portfolio.Exchange.Tables;

/// <summary>Finds the head of a table: the row, or two rows one below the other, that name the columns.</summary>
internal sealed class HeadSearch
{
    private readonly IReadOnlyList<TableColumn> columns;
    private readonly Dictionary<string, TableColumn> byName;

    public HeadSearch(IReadOnlyList<TableColumn> columns)
    {
        this.columns = columns;
        byName = columns.SelectMany(column => column.Names.Select(name => (Name: Fold(name), column)))
            .DistinctBy(pair => (pair.Name, pair.column.Key))
            .ToDictionary(pair => pair.Name, pair => pair.column, StringComparer.Ordinal);
    }

    /// <summary>The first head that names every required column; else the one that names most; null when no row names any.</summary>
    public Head? Find(IReadOnlyList<RawRow> rows)
    {
        Head? best = null;
        for (var i = 0; i < Math.Min(rows.Count, TableLimits.HeadRows); i++)
        {
            var (row, below) = (rows[i], i + 1 < rows.Count ? rows[i + 1] : null);
            // A head over two rows has merged cells, which a reader finds in the upper one.
            foreach (var head in below is null ? (Head[])[Of(row.Cells, row, i + 1)] : [Of(row.Cells, row, i + 1), Of(Merged(row, below), below, i + 2)])
            {
                if (head.Places.Count > (best?.Places.Count ?? 0))
                    best = head;
                if (head.Missing.Count == 0)
                    return head;
            }
        }
        return best;
    }

    /// <summary>A name without accents, case, signs and needless blanks.</summary>
    internal static string Fold(string name)
    {
        var letters = name.Normalize(NormalizationForm.FormD)
            .Where(letter => char.GetUnicodeCategory(letter) != UnicodeCategory.NonSpacingMark)
            .Select(letter => letter is '\u0111' or '\u0110' ? 'd' : char.IsLetterOrDigit(letter) ? char.ToLowerInvariant(letter) : ' ');
        return string.Join(' ', string.Concat(letters).Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }

    private Head Of(string[] cells, RawRow row, int next)
    {
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        TableColumn? twice = null;
        for (var i = 0; i < cells.Length; i++)
        {
            if (byName.TryGetValue(Fold(cells[i]), out var column) && !places.TryAdd(column.Key, i))
                twice = column;
        }
        return new Head(row.Number, next, places, [.. columns.Where(column => column.IsRequired && !places.ContainsKey(column.Key))], twice);
    }

    private static string[] Merged(RawRow upper, RawRow lower) =>
    [
        .. Enumerable.Range(0, Math.Max(upper.Cells.Length, lower.Cells.Length))
            .Select(i => lower.Cells.ElementAtOrDefault(i) is { Length: > 0 } below ? below : upper.Cells.ElementAtOrDefault(i) ?? ""),
    ];
}

/// <summary>A head that was found.</summary>
/// <param name="Row">Number of its row.</param>
/// <param name="Next">Index of the first row below it.</param>
/// <param name="Places">Where each column stands.</param>
/// <param name="Missing">Required columns it does not name.</param>
/// <param name="Twice">A column it names twice; null = none.</param>
internal sealed record Head(
    int Row, int Next, IReadOnlyDictionary<string, int> Places, IReadOnlyList<TableColumn> Missing, TableColumn? Twice);
