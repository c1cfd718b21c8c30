namespace Portfolio.Funding.Assistant;

/// <summary>What the ceilings still leave while one project after the other is served.</summary>
internal sealed class RoomTable
{
    private const long Unbounded = long.MaxValue;

    private readonly Dictionary<string, long[]> rows = new(StringComparer.Ordinal);
    private readonly int firstYear;
    private readonly int years;

    public RoomTable(ProposalRequest request)
    {
        firstYear = request.FirstYear;
        years = request.LastYear - request.FirstYear + 1;
        foreach (var ((source, year), room) in request.Rooms)
        {
            // A ceiling lowered below what is allocated leaves nothing, not less than nothing.
            if (year >= request.FirstYear && year <= request.LastYear)
                Row(source)[year - firstYear] = Math.Max(0, room.Dong);
        }
    }

    /// <summary>What can still be given, whole đồng.</summary>
    public long Left(string source, int year) => Row(source)[year - firstYear];

    /// <summary>Takes an amount that there is room for.</summary>
    public void Take(string source, int year, long amount)
    {
        ref var left = ref Row(source)[year - firstYear];
        if (left != Unbounded)
            left -= amount;
    }

    private long[] Row(string source)
    {
        if (rows.TryGetValue(source, out var row))
            return row;
        row = new long[years];
        Array.Fill(row, Unbounded);
        return rows[source] = row;
    }
}
