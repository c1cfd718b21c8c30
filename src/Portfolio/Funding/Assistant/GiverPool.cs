namespace Portfolio.Funding.Assistant;

/// <summary>The givers of one source that still have something to give, in their order.</summary>
internal sealed class GiverPool(IEnumerable<Giver> givers)
{
    private readonly List<Giver> left = [.. givers.Where(giver => giver.Left > 0)];

    /// <summary>The first that still has something; null when nobody has.</summary>
    public Giver? First => left.Count == 0 ? null : left[0];

    /// <summary>The first that still has something and may get capital of a year in exchange; null when nobody may.</summary>
    public Giver? FirstUntil(int year) => left.Find(giver => giver.LastYear >= year);

    /// <summary>Takes as much as a giver still has of what is wanted.</summary>
    /// <returns>What it gives.</returns>
    public long Take(Giver giver, long wanted)
    {
        var amount = giver.Give(wanted);
        if (giver.Left == 0)
            left.Remove(giver);
        return amount;
    }
}
