namespace Portfolio.Milestones;

/// <summary>Why a date moves.</summary>
public static class MoveReason
{
    /// <summary>A slip is put right.</summary>
    public const string Correction = "correction";

    /// <summary>Something else, which a note says.</summary>
    public const string Other = "other";

    /// <summary>What officers may name: land, capital, design, contractor, weather, materials, procedure, correction, other.</summary>
    public static IReadOnlyList<string> All { get; } =
        ["land", "capital", "design", "contractor", "weather", "materials", "procedure", Correction, Other];
}
