namespace Portfolio.Reporting.Provinces;

/// <summary>What a province has ruled.</summary>
public sealed record ProvinceRules
{
    /// <summary>Code.</summary>
    public string Code { get; init; } = "";

    /// <summary>Name.</summary>
    public string Name { get; init; } = "";

    /// <summary>The same in English.</summary>
    public string NameEn { get; init; } = "";

    /// <summary>Whether "done" on key milestones waits for confirmation.</summary>
    public bool Confirms { get; init; }

    /// <summary>Who ruled so; null = nobody ever did.</summary>
    public string? ChangedBy { get; init; }

    /// <summary>When.</summary>
    public DateTime? ChangedAt { get; init; }

    /// <summary>Version of the ruling on confirmation; 0 = nobody ever ruled.</summary>
    public long Revision { get; init; }

    /// <summary>Milestones that wait for confirmation.</summary>
    public int Waiting { get; init; }

    /// <summary>Steps of land clearance.</summary>
    public int Steps { get; init; }

    /// <summary>Of these, those on whose limit the province ruled.</summary>
    public int Ruled { get; init; }
}

/// <summary>The steps of land clearance in a province.</summary>
/// <param name="Province">The province.</param>
/// <param name="Steps">Its steps, in their order.</param>
/// <param name="Rulings">Rulings on their limits, latest first.</param>
public sealed record ProvinceSteps(ProvinceRules Province, IReadOnlyList<ProvinceStep> Steps, IReadOnlyList<LimitRuling> Rulings);

/// <summary>A step with its limit.</summary>
public sealed record ProvinceStep
{
    /// <summary>Code.</summary>
    public string Code { get; init; } = "";

    /// <summary>Order.</summary>
    public int Position { get; init; }

    /// <summary>Name.</summary>
    public string Name { get; init; } = "";

    /// <summary>The same in English.</summary>
    public string NameEn { get; init; } = "";

    /// <summary>Step whose end starts the limit; null = none does.</summary>
    public string? AfterName { get; init; }

    /// <summary>The same in English.</summary>
    public string? AfterNameEn { get; init; }

    /// <summary>Longest time in force; null = none.</summary>
    public int? LimitValue { get; init; }

    /// <summary>Its unit: day, working_day, month.</summary>
    public string? LimitUnit { get; init; }

    /// <summary>Longest time as the seed files state it; null = none.</summary>
    public int? DocumentValue { get; init; }

    /// <summary>Its unit.</summary>
    public string? DocumentUnit { get; init; }

    /// <summary>Parameter of the law the limit of the document was taken from; null = of none, or no limit.</summary>
    public string? LawParameter { get; init; }

    /// <summary>Where step and limit are taken from, unless the province ruled.</summary>
    public string SourceDocument { get; init; } = "";

    /// <summary>Whether a primary text was read of that.</summary>
    public bool Verified { get; init; }

    /// <summary>Whether the province ruled otherwise on the limit.</summary>
    public bool Ruled { get; init; }

    /// <summary>Version.</summary>
    public long Revision { get; init; }
}

/// <summary>A ruling on a limit.</summary>
/// <param name="StepCode">Step.</param>
/// <param name="Name">Its name.</param>
/// <param name="NameEn">The same in English.</param>
/// <param name="WasValue">The limit before; null = none.</param>
/// <param name="WasUnit">Its unit.</param>
/// <param name="NowValue">The limit from then on; null = none.</param>
/// <param name="NowUnit">Its unit.</param>
/// <param name="Reason">Decision and reason.</param>
/// <param name="EnteredBy">Who.</param>
/// <param name="EnteredAt">When.</param>
public sealed record LimitRuling(
    string StepCode, string Name, string NameEn, int? WasValue, string? WasUnit, int? NowValue, string? NowUnit, string Reason, string EnteredBy, DateTime EnteredAt);
