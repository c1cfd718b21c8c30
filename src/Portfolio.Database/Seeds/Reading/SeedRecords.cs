using CsvHelper;

namespace Portfolio.Database.Seeds.Reading;

/// <summary>Takes a CSV file apart: header and records, with the line each begins on.</summary>
internal sealed class SeedRecords
{
    private SeedRecords(IReadOnlyList<SeedRecord> list, bool complete)
    {
        List = list;
        Complete = complete;
    }

    /// <summary>The records that can be read, the header first.</summary>
    public IReadOnlyList<SeedRecord> List { get; }

    /// <summary>Whether every record could be read.</summary>
    public bool Complete { get; }

    public static SeedRecords Read(SeedFile file, SeedFaults faults)
    {
        if (SeedText.Check(file, faults) is not { } text)
            return new SeedRecords([], complete: false);

        var before = faults.Count;
        var list = new List<SeedRecord>();
        using var reader = CsvReader.Create(text, new CsvReaderOptions
        {
            Separator = ',',
            DetectSeparatorHint = false,
            HasHeader = false,
            SkipEmptyLines = false,
            TrimWhitespace = true,
            TrackLineNumbers = true,
            MalformedData = CsvMalformedDataHandling.Skip,
            OnMalformedRecord = record => Refuse(file, record, faults),
        });
        while (reader.Read())
        {
            var fields = new string[reader.FieldCount];
            for (var i = 0; i < fields.Length; i++)
                fields[i] = reader.GetString(i);
            list.Add(new SeedRecord((int)reader.LineNumber, fields));
        }
        return new SeedRecords(list, complete: faults.Count == before);
    }

    private static void Refuse(SeedFile file, CsvMalformedRecord record, SeedFaults faults)
    {
        var (reason, remedy) = record.Reason switch
        {
            CsvMalformedReason.UnterminatedQuote =>
                ("a quoted field begins in this row and never ends", "close it, and write a quote inside it twice"),
            CsvMalformedReason.TextAfterClosingQuote =>
                ("text stands after the closing quote of a field", "put the whole field in quotes, and write a quote inside it twice"),
            _ => ("a quote stands inside a field that does not begin with one", "put the field in quotes, and write the quote inside it twice"),
        };
        faults.Add(file.Path, (int)record.LineNumber, null, reason, remedy);
    }
}

/// <summary>A record of a CSV file.</summary>
internal sealed record SeedRecord(int Line, string[] Fields);
