using System.Text.Json;

namespace Portfolio.Tests.Funding.Kills;

/// <summary>What the workers have said they did, and what they were doing when they were killed.</summary>
internal sealed class Acknowledged
{
    private readonly Dictionary<string, string> facts = new(StringComparer.Ordinal);
    private readonly Dictionary<int, Deed> tried = [];
    private readonly List<string> keys = [];

    /// <summary>Deeds that were acknowledged.</summary>
    public int Count { get; private set; }

    /// <summary>Deeds that were under way at a kill, done or not.</summary>
    public int CutOff { get; private set; }

    /// <summary>Of those, the ones that had been done.</summary>
    public int CutOffDone { get; private set; }

    /// <summary>Idempotency keys whose receipts must be there.</summary>
    public IReadOnlyList<string> Keys => keys;

    /// <summary>What was under way, to be sent again.</summary>
    public Deed[] Unfinished => [.. tried.Values];

    public IEnumerable<string> Lost { get; private set; } = [];

    /// <summary>
    /// Takes what a worker wrote. The last line may be cut off: half a trial was not begun, for it is told before, and half an
    /// acknowledgement is none.
    /// </summary>
    public void Take(IReadOnlyList<string> lines)
    {
        var lost = new List<string>();
        foreach (var line in lines.Count > 0 && !IsWhole(lines[^1]) ? lines.SkipLast(1) : lines)
        {
            var (word, what) = (line.Split(' ')[0], line[(line.IndexOf(' ') + 1)..]);
            if (word == "lost")
                lost.Add(what);
            if (word is "try" && JsonSerializer.Deserialize<Deed>(what) is { } deed)
                tried[deed.Officer] = deed;
            else if (word is "ack" && JsonSerializer.Deserialize<Deed>(what) is { } done)
                Done(done);
            else if (word is "refused" && JsonSerializer.Deserialize<Deed>(what) is { } refused)
                tried.Remove(refused.Officer);
        }
        Lost = lost;
    }

    /// <summary>What the database says otherwise.</summary>
    public IReadOnlyList<string> Differences(IReadOnlyDictionary<string, string> found)
    {
        var faults = new List<string>();
        var open = tried.Values.SelectMany(d => d.Facts.Keys).ToHashSet(StringComparer.Ordinal);
        foreach (var (key, value) in facts.Where(f => !open.Contains(f.Key)))
        {
            if (found.GetValueOrDefault(key) != value)
                faults.Add($"acknowledged and lost: {key} should be {value}, is {found.GetValueOrDefault(key) ?? "not there"}");
        }
        foreach (var deed in tried.Values)
        {
            CutOff++;
            var before = deed.Facts.Keys.All(key => found.GetValueOrDefault(key) == facts.GetValueOrDefault(key));
            var after = deed.Facts.All(f => found.GetValueOrDefault(f.Key) == f.Value);
            CutOffDone += after ? 1 : 0;
            if (!before && !after)
                faults.Add($"half done: {JsonSerializer.Serialize(deed)}; found {string.Join(", ", deed.Facts.Keys.Select(k => $"{k}: {found.GetValueOrDefault(k)}"))}");
        }
        faults.AddRange(found.Keys.Where(key => !facts.ContainsKey(key) && !open.Contains(key)).Select(key => $"nobody did it: {key} is {found[key]}"));
        return faults;
    }

    /// <summary>What was so before anybody worked.</summary>
    public void Begin(IReadOnlyDictionary<string, string> found)
    {
        foreach (var (key, value) in found)
            facts[key] = value;
    }

    // What a worker writes ends with JSON.
    private static bool IsWhole(string line)
    {
        try
        {
            JsonSerializer.Deserialize<JsonElement>(line[(line.IndexOf(' ') + 1)..]);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private void Done(Deed deed)
    {
        tried.Remove(deed.Officer);
        foreach (var (key, value) in deed.Facts)
            facts[key] = value;
        if (deed.Kind is "begin" or "submit" or "approve" or "enter" or "confirm" or "reverse")
            keys.Add(deed.Once);
        Count++;
    }
}
