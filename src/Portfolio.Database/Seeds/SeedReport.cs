namespace Portfolio.Database.Seeds;

/// <summary>What a load changed.</summary>
/// <param name="Tables">The tables with changes, by name; empty when there was nothing to do.</param>
public sealed record SeedReport(IReadOnlyList<SeedTableChange> Tables)
{
    /// <summary>Whether the database already was as the files say.</summary>
    public bool Unchanged => Tables.Count == 0;
}

/// <summary>What a load changed in one table.</summary>
/// <param name="Table">Table with its schema.</param>
/// <param name="Inserted">Rows inserted.</param>
/// <param name="Updated">Rows updated.</param>
/// <param name="Deleted">Rows deleted.</param>
public sealed record SeedTableChange(string Table, int Inserted, int Updated, int Deleted);
