using System.Buffers.Binary;
using System.Text;

namespace Portfolio.Tests.Exchange.Tables;

/// <summary>Makes a spreadsheet of Excel before 2007 (BIFF8 in a compound file), because no library at hand writes one.</summary>
internal static class XlsFile
{
    private const int Sector = 512;
    private const int SmallestStream = 4096;
    private const uint EndOfChain = 0xFFFFFFFE;
    private const uint FatSector = 0xFFFFFFFD;
    private const uint Free = 0xFFFFFFFF;
    private const ushort DateFormat = 14;

    /// <param name="rows">Cells: text, double, DateTime, an error as byte, or null.</param>
    /// <param name="stream">Name of the stream: <c>Workbook</c>, or what something else has instead.</param>
    public static byte[] Of(object?[][] rows, string stream = "Workbook") => Compound(stream, Book(rows));

    /// <summary>A compound file with one stream, and perhaps the name of another one in a folder.</summary>
    public static byte[] Compound(string name, byte[] content, string? embedded = null)
    {
        var sectors = Math.Max(SmallestStream, (content.Length + Sector - 1) / Sector * Sector) / Sector;
        var file = new byte[Sector * (3 + sectors)];
        byte[] signature = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
        signature.CopyTo(file, 0);
        Put16(file, 24, 0x3E, 0x03, 0xFFFE, 9, 6);
        // One sector of allocation, the directory in sector 1, streams from 4096 bytes on, no small ones, no further allocation.
        Put32(file, 44, 1, 1, 0, SmallestStream, EndOfChain, 0, EndOfChain, 0, 0);
        file.AsSpan(80, Sector - 80).Fill(0xFF);

        var fat = file.AsSpan(Sector, Sector);
        fat.Fill(0xFF);
        BinaryPrimitives.WriteUInt32LittleEndian(fat, FatSector);
        BinaryPrimitives.WriteUInt32LittleEndian(fat[4..], EndOfChain);
        for (var i = 0; i < sectors; i++)
            BinaryPrimitives.WriteUInt32LittleEndian(fat[(4 * (i + 2))..], i + 1 < sectors ? (uint)(i + 3) : EndOfChain);

        Entry(file.AsSpan(2 * Sector, 128), "Root Entry", 5, after: Free, child: 1, EndOfChain, 0);
        Entry(file.AsSpan((2 * Sector) + 128, 128), name, 2, after: embedded is null ? Free : 2, child: Free, 2, sectors * Sector);
        if (embedded is not null)
        {
            Entry(file.AsSpan((2 * Sector) + 256, 128), "ObjectPool", 1, after: Free, child: 3, EndOfChain, 0);
            Entry(file.AsSpan((2 * Sector) + 384, 128), embedded, 2, after: Free, child: Free, EndOfChain, 0);
        }
        content.CopyTo(file, 3 * Sector);
        return file;
    }

    private static void Entry(Span<byte> entry, string name, byte kind, uint after, uint child, uint start, int size)
    {
        Encoding.Unicode.GetBytes(name, entry);
        BinaryPrimitives.WriteUInt16LittleEndian(entry[64..], (ushort)((name.Length + 1) * 2));
        (entry[66], entry[67]) = (kind, 1);
        foreach (var (at, value) in (ReadOnlySpan<(int, uint)>)[(68, Free), (72, after), (76, child), (116, start), (120, (uint)size)])
            BinaryPrimitives.WriteUInt32LittleEndian(entry[at..], value);
    }

    private static byte[] Book(object?[][] rows)
    {
        var sheet = Sheet(rows);
        var head = new List<byte[]>
        {
            Record(0x0809, [.. U16(0x0600, 0x0005, 0x0DBB, 0x07CC), .. new byte[8]]),
            Record(0x0042, U16(1200)),
            Record(0x00E0, new byte[20]),
            Record(0x00E0, [0, 0, .. U16(DateFormat), .. new byte[16]]),
        };
        byte[] name = [6, 1, .. Encoding.Unicode.GetBytes("Trang1")];
        var offset = head.Sum(record => record.Length) + 4 + 6 + name.Length + 4;
        head.Add(Record(0x0085, [.. BitConverter.GetBytes(offset), 0, 0, .. name]));
        head.Add(Record(0x000A, []));
        return [.. head.SelectMany(record => record), .. sheet];
    }

    private static byte[] Sheet(object?[][] rows)
    {
        var columns = rows.Max(row => row.Length);
        var records = new List<byte[]>
        {
            Record(0x0809, [.. U16(0x0600, 0x0010, 0x0DBB, 0x07CC), .. new byte[8]]),
            Record(0x0200, [.. BitConverter.GetBytes(0), .. BitConverter.GetBytes(rows.Length), .. U16(0, (ushort)columns, 0)]),
        };
        foreach (var (row, cells) in rows.Index())
            records.Add(Record(0x0208, [.. U16((ushort)row, 0, (ushort)columns, 255, 0, 0, 0x0100, 0x000F)]));
        foreach (var (row, cells) in rows.Index())
        {
            foreach (var (column, value) in cells.Index())
            {
                if (value is not null)
                    records.Add(Cell((ushort)row, (ushort)column, value));
            }
        }
        records.Add(Record(0x000A, []));
        return [.. records.SelectMany(record => record)];
    }

    private static byte[] Cell(ushort row, ushort column, object value) => value switch
    {
        string text => Record(0x0204, [.. U16(row, column, 0, (ushort)text.Length), 1, .. Encoding.Unicode.GetBytes(text)]),
        double number => Record(0x0203, [.. U16(row, column, 0), .. BitConverter.GetBytes(number)]),
        DateTime day => Record(0x0203, [.. U16(row, column, 1), .. BitConverter.GetBytes(day.ToOADate())]),
        byte error => Record(0x0205, [.. U16(row, column, 0), error, 1]),
        _ => throw new ArgumentException("No such cell."),
    };

    private static byte[] Record(ushort kind, byte[] content) => [.. U16(kind, (ushort)content.Length), .. content];

    private static byte[] U16(params ushort[] numbers) => [.. numbers.SelectMany(BitConverter.GetBytes)];

    private static void Put16(byte[] file, int at, params ushort[] numbers) => U16(numbers).CopyTo(file, at);

    private static void Put32(byte[] file, int at, params uint[] numbers) => numbers.SelectMany(BitConverter.GetBytes).ToArray().CopyTo(file, at);
}
