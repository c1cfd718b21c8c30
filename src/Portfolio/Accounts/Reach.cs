namespace Portfolio.Accounts;

/// <summary>What an account may use its role on: one province or all, and for owners only what their bodies answer for.</summary>
/// <param name="Province">Code of the one province; null = every province.</param>
/// <param name="Bodies">Ids of the bodies and of all that stand under them; null = not bound to bodies.</param>
public sealed record Reach(string? Province, IReadOnlySet<long>? Bodies)
{
    /// <summary>Bound to nothing.</summary>
    public static Reach Everywhere { get; } = new(null, null);

    /// <summary>Whether it lies within the reach. What belongs to no province is only for those bound to none.</summary>
    public bool Covers(Place place) =>
        (Province is null || Province == place.Province) && (Bodies is null || place.Bodies.Any(Bodies.Contains));
}

/// <summary>Where something belongs.</summary>
/// <param name="Province">Code of its province; null = to none.</param>
/// <param name="Bodies">Ids of the bodies that answer for it.</param>
public sealed record Place(string? Province, IReadOnlyCollection<long> Bodies)
{
    /// <summary>Something of a province that no single body answers for.</summary>
    public static Place In(string? province) => new(province, []);
}
