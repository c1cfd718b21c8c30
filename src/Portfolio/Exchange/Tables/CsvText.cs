using CsvHelper;
using Portfolio.Common;

namespace Portfolio.Exchange.Tables;

/// <summary>Takes a CSV file apart, by one separator.</summary>
internal static class CsvText
{
    /// <summary>What may stand between cells; Excel takes the one of Windows' regional settings.</summary>
    public static readonly char[] Separators = ['\t', ';', ','];

    /// <exception cref="ValidationFailedException"><c>table.quotes</c>: with this separator the quotes make no sense.</exception>
    public static IEnumerable<RawRow> Rows(ReadOnlyMemory<byte> text, char separator)
    {
        using var reader = CsvReader.Create(text, new CsvReaderOptions
        {
            Separator = separator,
            DetectSeparatorHint = false,
            HasHeader = false,
            // Rows are told to people by their numbers.
            SkipEmptyLines = false,
            TrimWhitespace = true,
            WhitespaceCharacters = " ",
            OnMalformedRecord = record => Refuse(record),
        });
        for (var number = 1; reader.Read(); number++)
        {
            var cells = new string[reader.FieldCount];
            for (var i = 0; i < cells.Length; i++)
                cells[i] = CellText.Of(reader.GetString(i));
            yield return new RawRow(number, cells);
        }
    }

    private static void Refuse(CsvMalformedRecord record)
    {
        if (record.Reason is not CsvMalformedReason.StrayQuote)
            throw TableFault.Quotes((int)record.RecordNumber);
    }
}
