namespace Portfolio.Database.Seeds;

/// <summary>What is to be loaded. Reference data always are.</summary>
public sealed record SeedOptions
{
    /// <summary>Folder that holds <c>reference</c>, <c>plans</c> and <c>demo</c>; see <see cref="RepositoryFolder"/>.</summary>
    public required string Folder { get; init; }

    /// <summary>Whether the plans are loaded; if not, plans in the database are left as they are.</summary>
    public bool Plans { get; init; } = true;

    /// <summary>
    /// Whether the illustrative figures are loaded. If not, those in force are taken back, so that only official and entered
    /// ones remain. They belong to the plans: with this on and <see cref="Plans"/> off they are left as they are.
    /// </summary>
    public bool Demo { get; init; }
}
