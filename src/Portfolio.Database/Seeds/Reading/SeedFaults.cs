using System.Globalization;
using System.Text;

namespace Portfolio.Database.Seeds.Reading;

/// <summary>Collects everything that is wrong in all files, so that a person can correct it in one go.</summary>
internal sealed class SeedFaults
{
    private const int Listed = 200;
    private const int Quoted = 40;

    private readonly List<SeedFault> list = [];
    private readonly HashSet<string> files = new(StringComparer.Ordinal);
    private readonly HashSet<(string File, int Line)> lines = [];

    public int Count { get; private set; }

    public void Add(string file, int? line, string? column, string reason, string remedy)
    {
        Count++;
        files.Add(file);
        if (line is { } at)
            lines.Add((file, at));
        if (list.Count < Listed)
            list.Add(new SeedFault(file, line, column, reason, remedy));
    }

    /// <summary>Whether anything is wrong in the file; what builds upon its values need not be checked then.</summary>
    public bool Touch(string file) => files.Contains(file);

    /// <summary>Whether anything is wrong in the row.</summary>
    public bool Touch(string file, int line) => lines.Contains((file, line));

    /// <exception cref="SeedRefusedException">Anything is wrong.</exception>
    public void Demand()
    {
        if (Count > 0)
            throw new SeedRefusedException([.. list.OrderBy(f => f.File, StringComparer.Ordinal).ThenBy(f => f.Line ?? 0)], Count);
    }

    /// <summary>A value in quotes, short and on one line, whatever it holds.</summary>
    public static string Quote(string value)
    {
        var shown = new StringBuilder();
        foreach (var rune in value.EnumerateRunes())
        {
            if (shown.Length >= Quoted)
                return $"\"{shown}…\"";
            var visible = Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format
                or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Surrogate
                or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned);
            shown.Append(visible ? rune.ToString() : "?");
        }
        return $"\"{shown}\"";
    }
}
