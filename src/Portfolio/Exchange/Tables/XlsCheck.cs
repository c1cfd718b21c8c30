using System.Buffers.Binary;
using Portfolio.Common;

namespace Portfolio.Exchange.Tables;

/// <summary>Looks through the records of an xls for the cells that hold errors.</summary>
internal static class XlsCheck
{
    private const int Begin = 0x0809;
    private const int End = 0x000A;
    private const int Sheet = 0x0085;
    private const int Password = 0x002F;
    private const int TruthOrError = 0x0205;
    private const int Formula = 0x0006;

    /// <summary>The stream of records of a compound file.</summary>
    /// <exception cref="ValidationFailedException">It is protected, or no spreadsheet.</exception>
    public static byte[] Stream(byte[] file)
    {
        var compound = CompoundFile.Open(file);
        if (compound.Names.Contains("EncryptedPackage"))
            throw TableFault.Protected();
        return compound.Stream("Workbook") ?? compound.Stream("Book") ?? throw TableFault.NotReadable();
    }

    /// <summary>The errors of every sheet, in the order of the book.</summary>
    /// <exception cref="ValidationFailedException"><c>table.protected</c>: a password hides the records.</exception>
    public static List<UnreadCells> Of(byte[] stream)
    {
        var sheets = new List<UnreadCells>();
        foreach (var (kind, content) in Records(stream, 0))
        {
            if (kind == Password)
                throw TableFault.Protected();
            // Charts and macros are sheets as well.
            if (kind == Sheet && content[5] == 0)
                sheets.Add(Errors(stream, BinaryPrimitives.ReadInt32LittleEndian(content.AsSpan())));
        }
        return sheets;
    }

    private static UnreadCells Errors(byte[] stream, int start)
    {
        var errors = new UnreadCells();
        foreach (var (kind, content) in Records(stream, start))
        {
            var error = kind switch
            {
                TruthOrError when content[7] != 0 => content[6],
                Formula when content is [_, _, _, _, _, _, 2, _, _, _, _, _, 0xFF, 0xFF, ..] => content[8],
                _ => (byte?)null,
            };
            if (error is { } code)
                errors[(BinaryPrimitives.ReadUInt16LittleEndian(content.AsSpan()), BinaryPrimitives.ReadUInt16LittleEndian(content.AsSpan(2)))] = Word(code);
        }
        return errors;
    }

    /// <summary>The records from a beginning to its end.</summary>
    private static IEnumerable<(int Kind, byte[] Content)> Records(byte[] stream, int start)
    {
        for (var at = start; at + 4 <= stream.Length;)
        {
            var kind = BinaryPrimitives.ReadUInt16LittleEndian(stream.AsSpan(at));
            var length = BinaryPrimitives.ReadUInt16LittleEndian(stream.AsSpan(at + 2));
            if (kind == End || (kind == Begin && at > start))
                yield break;
            yield return (kind, stream.AsSpan(at + 4, length).ToArray());
            at += 4 + length;
        }
    }

    private static string Word(byte code) => code switch
    {
        0x00 => "#NULL!",
        0x07 => "#DIV/0!",
        0x0F => "#VALUE!",
        0x17 => "#REF!",
        0x1D => "#NAME?",
        0x24 => "#NUM!",
        _ => "#N/A",
    };
}
