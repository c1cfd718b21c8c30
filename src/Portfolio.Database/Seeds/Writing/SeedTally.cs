using Portfolio.Common;

namespace Portfolio.Database.Seeds.Writing;

/// <summary>Counts what a load changes, by table and plan.</summary>
internal sealed class SeedTally
{
    private readonly List<(string Table, ImportCount Count)> changes = [];

    public void Add(string table, IEnumerable<ImportCount> counts) =>
        changes.AddRange(counts.Where(c => c.Inserted + c.Updated + c.Deleted > 0).Select(c => (table, c)));

    public void AddDeleted(string table, int deleted) => Add(table, [new ImportCount(null, 0, 0, deleted)]);

    public SeedReport Report() => new(
    [
        .. changes.GroupBy(c => c.Table, StringComparer.Ordinal).Select(g => new SeedTableChange(
            g.Key, g.Sum(c => c.Count.Inserted), g.Sum(c => c.Count.Updated), g.Sum(c => c.Count.Deleted))),
    ]);

    /// <summary>Per plan with changes the counts that are not zero, named <c>schema.table.inserted</c> and so on.</summary>
    public Dictionary<long, SortedDictionary<string, int>> ByPlan()
    {
        var plans = new Dictionary<long, SortedDictionary<string, int>>();
        foreach (var (table, count) in changes)
        {
            if (count.PlanId is not { } plan)
                continue;
            if (!plans.TryGetValue(plan, out var counts))
                plans[plan] = counts = new SortedDictionary<string, int>(StringComparer.Ordinal);
            Add(counts, table + ".inserted", count.Inserted);
            Add(counts, table + ".updated", count.Updated);
            Add(counts, table + ".deleted", count.Deleted);
        }
        return plans;
    }

    /// <summary>Per table of reference data with changes the counts that are not zero, named <c>inserted</c> and so on.</summary>
    public Dictionary<string, SortedDictionary<string, int>> ByReferenceTable()
    {
        var tables = new Dictionary<string, SortedDictionary<string, int>>(StringComparer.Ordinal);
        foreach (var (table, count) in changes.Where(c => c.Count.PlanId is null))
        {
            if (!tables.TryGetValue(table, out var counts))
                tables[table] = counts = new SortedDictionary<string, int>(StringComparer.Ordinal);
            Add(counts, "inserted", count.Inserted);
            Add(counts, "updated", count.Updated);
            Add(counts, "deleted", count.Deleted);
        }
        return tables;
    }

    private static void Add(SortedDictionary<string, int> counts, string key, int number)
    {
        if (number > 0)
            counts[key] = counts.GetValueOrDefault(key) + number;
    }
}
