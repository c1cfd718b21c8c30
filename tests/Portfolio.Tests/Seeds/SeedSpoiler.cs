using System.Text;

namespace Portfolio.Tests.Seeds;

/// <summary>Breaks seed files in the ways in which people, spreadsheets and disks break them.</summary>
internal static class SeedSpoiler
{
    private static readonly Encoding Vietnamese = MakeVietnamese();

    private static readonly string[] Values =
    [
        "", " ", "khong-co", "CB-GT-999", "-1", "-64571200000000", "0", "99999999999999999999999999", "9223372036854775807",
        "9223372036854775808", "100000000000000000", "1e300", "NaN", "0x10", "1,5", "1.5", "½", "٣", "2026-13-01", "2026-02-30",
        "0001-01-01", "9999-12-31", "31/12/2026", "other", "state", "text", "range", "continuous", "day", "yes", "NULL", ";", "a;b;a",
        "\"", "\"\"", "'; drop table plans.plan; --", "\0", "\u0001", "\u200B", "\uFFFD", "\uFFFF", "\uFEFF", "e\u0323\u0302", "🏗", "a\nb",
        "a\r\nb", "\r", "=1+1", "../../etc", "CB-GT-001", "cb-ubnd-tinh", "giao-thong", "ngan-sach-tinh",
    ];

    private static readonly (string Name, Action<SeedCopy, string, Random> Run)[] Ways =
    [
        ("a flipped bit", (c, p, r) => Bytes(c, p, b => b[r.Next(b.Length)] ^= (byte)(1 << r.Next(8)))),
        ("noise", (c, p, r) => Bytes(c, p, b => Noise(b, r))),
        ("a random byte", (c, p, r) => Bytes(c, p, b => b[r.Next(b.Length)] = (byte)r.Next(256))),
        ("UTF-16", (c, p, _) => c.Write(p, [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes(c.Text(p))])),
        ("UTF-16 without mark", (c, p, _) => c.Write(p, Encoding.Unicode.GetBytes(c.Text(p)))),
        ("Latin-1", (c, p, _) => c.Write(p, Encoding.Latin1.GetBytes(c.Text(p)))),
        ("Windows-1258", (c, p, _) => c.Write(p, Vietnamese.GetBytes(c.Text(p)))),
        ("read as Latin-1 and saved again", (c, p, _) => c.Write(p, Encoding.UTF8.GetBytes(Encoding.Latin1.GetString(c.Bytes(p))))),
        ("decomposed Unicode", (c, p, _) => c.Write(p, c.Text(p).Normalize(NormalizationForm.FormD))),
        ("a truncated file", (c, p, r) => c.Write(p, c.Bytes(p)[..r.Next(c.Bytes(p).Length)])),
        ("an empty file", (c, p, _) => c.Write(p, "")),
        ("a missing file", (c, p, _) => c.Remove(p)),
        ("a stray quote", (c, p, r) => Insert(c, p, r, "\"")),
        ("a stray comma", (c, p, r) => Insert(c, p, r, ",")),
        ("a stray line break", (c, p, r) => Insert(c, p, r, "\n")),
        ("a stray return", (c, p, r) => Insert(c, p, r, "\r")),
        ("semicolons", (c, p, _) => c.Write(p, c.Text(p).Replace(',', ';'))),
        ("another file's content", (c, p, r) => c.Write(p, c.Bytes(Pick(c.Paths, r)))),
        ("a dropped column", (c, p, r) => Csv(c, p, csv => DropColumn(csv, r.Next(csv.Header.Count)))),
        ("swapped column names", (c, p, r) => Csv(c, p, csv => Swap(csv.Header, r))),
        ("swapped fields", (c, p, r) => Row(c, p, r, row => Swap(row.Fields, r))),
        ("a wrong value", (c, p, r) => Row(c, p, r, row => row.Fields[r.Next(row.Fields.Count)] = Pick(Values, r))),
        ("a wrong value", (c, p, r) => Row(c, p, r, row => row.Fields[r.Next(row.Fields.Count)] = Pick(Values, r))),
        ("a wrong column", (c, p, r) => Csv(c, p, csv => FillColumn(csv, r.Next(csv.Header.Count), Pick(Values, r)))),
        ("a million characters", (c, p, r) => Row(c, p, r, row => row.Fields[r.Next(row.Fields.Count)] = new string('Đ', 1_000_000))),
        ("a row twice", (c, p, r) => Csv(c, p, csv => Duplicate(csv, r))),
        ("a removed row", (c, p, r) => Csv(c, p, csv => RemoveRow(csv, r))),
        ("rows in another order", (c, p, r) => Csv(c, p, csv => Shuffle(csv.Rows, r))),
        ("a short row", (c, p, r) => Row(c, p, r, row => row.Fields.RemoveAt(r.Next(row.Fields.Count)))),
    ];

    /// <summary>Spoils one file, or a few.</summary>
    /// <returns>What was done, for the message of a failing test.</returns>
    public static string Spoil(SeedCopy copy, Random random)
    {
        var done = new List<string>();
        do
        {
            var path = Pick(copy.Paths, random);
            var (name, run) = Pick(Ways, random);
            if (copy.Bytes(path).Length > 0)
                run(copy, path, random);
            done.Add($"{name} in {path}");
        }
        while (random.Next(4) == 0);
        return string.Join(", ", done);
    }

    private static T Pick<T>(IReadOnlyList<T> list, Random random) => list[random.Next(list.Count)];

    private static void Bytes(SeedCopy copy, string path, Action<byte[]> change)
    {
        byte[] bytes = [.. copy.Bytes(path)];
        change(bytes);
        copy.Write(path, bytes);
    }

    private static void Noise(byte[] bytes, Random random)
    {
        var at = random.Next(bytes.Length);
        random.NextBytes(bytes.AsSpan(at, Math.Min(8, bytes.Length - at)));
    }

    private static void Insert(SeedCopy copy, string path, Random random, string what)
    {
        var text = copy.Text(path);
        copy.Write(path, text.Insert(random.Next(text.Length), what));
    }

    private static void Csv(SeedCopy copy, string path, Action<CsvText> change)
    {
        var csv = CsvText.Parse(copy.Text(path));
        change(csv);
        copy.Write(path, csv.ToString());
    }

    private static void Row(SeedCopy copy, string path, Random random, Action<CsvLine> change) => Csv(copy, path, csv =>
    {
        if (csv.Rows.Count > 0 && Pick(csv.Rows, random) is { Fields.Count: > 0 } row)
            change(row);
    });

    private static void DropColumn(CsvText csv, int column)
    {
        csv.Header.RemoveAt(column);
        foreach (var row in csv.Rows.Where(r => r.Fields.Count > column))
            row.Fields.RemoveAt(column);
    }

    private static void FillColumn(CsvText csv, int column, string value)
    {
        foreach (var row in csv.Rows.Where(r => r.Fields.Count > column))
            row.Fields[column] = value;
    }

    private static void Swap(List<string> list, Random random)
    {
        var (a, b) = (random.Next(list.Count), random.Next(list.Count));
        (list[a], list[b]) = (list[b], list[a]);
    }

    private static void Duplicate(CsvText csv, Random random)
    {
        if (csv.Rows.Count > 0)
            csv.Rows.Insert(random.Next(csv.Rows.Count), Pick(csv.Rows, random));
    }

    private static void RemoveRow(CsvText csv, Random random)
    {
        if (csv.Rows.Count > 0)
            csv.Rows.RemoveAt(random.Next(csv.Rows.Count));
    }

    private static void Shuffle(List<CsvLine> rows, Random random)
    {
        var shuffled = rows.ToArray();
        random.Shuffle(shuffled);
        rows.Clear();
        rows.AddRange(shuffled);
    }

    private static Encoding MakeVietnamese()
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        return Encoding.GetEncoding(1258);
    }
}
