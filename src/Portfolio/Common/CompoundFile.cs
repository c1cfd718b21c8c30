using System.Buffers.Binary;
using System.Text;

namespace Portfolio.Common;

/// <summary>
/// The streams of a compound file, the container of Office before 2007. Nothing in it is believed: a chain that leads out of the
/// file or in a circle ends the reading.
/// </summary>
internal sealed class CompoundFile
{
    private const uint LastSector = 0xFFFFFFFA;
    private const int EntrySize = 128;
    private const int TableEntriesInHeader = 109;
    private const byte StreamEntry = 2;
    private const byte RootEntry = 5;

    private readonly byte[] file;
    private readonly int sectorSize;
    private readonly int smallSectorSize;
    private readonly uint smallStream;
    private readonly uint[] next;
    private readonly Entry[] entries;
    private readonly List<Entry> top;

    private CompoundFile(byte[] file)
    {
        this.file = file;
        sectorSize = Shifted(30, 9, 12);
        smallSectorSize = Shifted(32, 6, 6);
        smallStream = Number(56);
        next = Table();
        entries = [.. Chain(Number(48), next, sectorSize, this.file, sectorSize).Chunk(EntrySize).Where(entry => entry.Length == EntrySize).Select(Read)];
        top = Top();
    }

    /// <summary>Names of everything in it, folders included, at whatever depth.</summary>
    public IEnumerable<string> Names => entries.Select(entry => entry.Name);

    /// <summary>Names of what does not stand in a folder: what is embedded stands in one.</summary>
    public IEnumerable<string> TopNames => top.Select(entry => entry.Name);

    /// <exception cref="InvalidDataException">It is damaged.</exception>
    public static CompoundFile Open(byte[] file)
    {
        try
        {
            return new CompoundFile(file);
        }
        catch (ArgumentException fault)
        {
            throw new InvalidDataException("The file ends too soon.", fault);
        }
    }

    /// <summary>The content of a stream that stands in no folder; null when there is none of this name.</summary>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    public byte[]? Stream(string name)
    {
        if (top.Find(entry => entry.Kind == StreamEntry && entry.Name == name) is not { } found)
            return null;
        var content = found.Size >= smallStream
            ? Chain(found.Start, next, sectorSize, file, sectorSize)
            : Small(found.Start);
        return content.Length >= found.Size ? content[..(int)found.Size] : throw new InvalidDataException("A stream ends too soon.");
    }

    /// <summary>The entries of the root: a tree, each with those before and those after it.</summary>
    private List<Entry> Top()
    {
        var found = new List<Entry>();
        var waiting = new Stack<uint>([Root().Child]);
        while (waiting.TryPop(out var place))
        {
            if (place >= entries.Length)
                continue;
            if (found.Count == entries.Length)
                throw new InvalidDataException("A tree is a circle.");
            found.Add(entries[place]);
            waiting.Push(entries[place].Before);
            waiting.Push(entries[place].After);
        }
        return found;
    }

    private Entry Root() => Array.Find(entries, entry => entry.Kind == RootEntry) ?? throw new InvalidDataException("There is no root.");

    private byte[] Small(uint start)
    {
        var container = Chain(Root().Start, next, sectorSize, file, sectorSize);
        var smallNext = Numbers(Chain(Number(60), next, sectorSize, file, sectorSize));
        return Chain(start, smallNext, smallSectorSize, container, 0);
    }

    /// <summary>Which sector follows which.</summary>
    private uint[] Table()
    {
        var sectors = new List<uint>();
        for (var i = 0; i < TableEntriesInHeader; i++)
            sectors.Add(Number(76 + (4 * i)));
        var more = Number(68);
        for (var count = 0; more < LastSector; count++)
        {
            if (count > file.Length / sectorSize)
                throw new InvalidDataException("A chain is a circle.");
            var part = Numbers(Sector(more, file, sectorSize, sectorSize).ToArray());
            if (part.Length == 0)
                throw new InvalidDataException("A sector is cut short.");
            sectors.AddRange(part[..^1]);
            more = part[^1];
        }
        var used = sectors.Where(sector => sector < LastSector).ToList();
        return used.Count <= file.Length / sectorSize
            ? [.. used.SelectMany(sector => Numbers(Sector(sector, file, sectorSize, sectorSize).ToArray()))]
            : throw new InvalidDataException("The table is larger than the file.");
    }

    private static byte[] Chain(uint start, uint[] next, int size, byte[] container, int before)
    {
        using var content = new MemoryStream();
        for (var sector = start; sector < LastSector; sector = sector < next.Length ? next[sector] : throw new InvalidDataException("A chain leads out of the table."))
        {
            if (content.Length > container.Length)
                throw new InvalidDataException("A chain is a circle.");
            content.Write(Sector(sector, container, size, before));
        }
        return content.ToArray();
    }

    // The last sector may be cut short.
    private static ReadOnlySpan<byte> Sector(uint sector, byte[] container, int size, int before)
    {
        var at = before + ((long)sector * size);
        return at < container.Length
            ? container.AsSpan((int)at, (int)Math.Min(size, container.Length - at))
            : throw new InvalidDataException("A sector lies outside the file.");
    }

    private static Entry Read(byte[] entry)
    {
        var length = Math.Clamp(BinaryPrimitives.ReadUInt16LittleEndian(entry.AsSpan(64)) - 2, 0, 62);
        uint At(int place) => BinaryPrimitives.ReadUInt32LittleEndian(entry.AsSpan(place));
        return new Entry(Encoding.Unicode.GetString(entry, 0, length), entry[66], At(68), At(72), At(76), At(116), At(120));
    }

    private static uint[] Numbers(byte[] bytes)
    {
        var numbers = new uint[bytes.Length / 4];
        for (var i = 0; i < numbers.Length; i++)
            numbers[i] = BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(4 * i));
        return numbers;
    }

    private int Shifted(int at, int least, int most)
    {
        var shift = BinaryPrimitives.ReadUInt16LittleEndian(file.AsSpan(at));
        return shift >= least && shift <= most ? 1 << shift : throw new InvalidDataException("A sector has no size.");
    }

    private uint Number(int at) => BinaryPrimitives.ReadUInt32LittleEndian(file.AsSpan(at));

    private sealed record Entry(string Name, byte Kind, uint Before, uint After, uint Child, uint Start, uint Size);
}
