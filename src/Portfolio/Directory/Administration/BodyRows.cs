using System.Security.Cryptography;
using System.Text.Json;

namespace Portfolio.Directories.Administration;

/// <summary>A body in the list of administrators.</summary>
/// <param name="Code">Code.</param>
/// <param name="Kind">Kind.</param>
/// <param name="Name">Name.</param>
/// <param name="ShortName">Short name.</param>
/// <param name="ProvinceCode">Province; null = a central body.</param>
/// <param name="ParentCode">Body it stands under; null = under none.</param>
/// <param name="ParentName">Name of that body.</param>
/// <param name="Entered">Whether an administrator entered it; otherwise documents name it.</param>
/// <param name="Active">Whether it still takes on work.</param>
public sealed record ManagedBody(
    string Code, string Kind, string Name, string? ShortName, string? ProvinceCode, string? ParentCode, string? ParentName, bool Entered, bool Active);

/// <summary>One body with all that administrators keep of it.</summary>
public sealed record BodyDetails
{
    /// <summary>Surrogate key.</summary>
    public long Id { get; init; }

    /// <summary>Code.</summary>
    public string Code { get; init; } = "";

    /// <summary>Province; null = a central body.</summary>
    public string? ProvinceCode { get; init; }

    /// <summary>Kind.</summary>
    public string Kind { get; init; } = "";

    /// <summary>Official name in Vietnamese.</summary>
    public string Name { get; init; } = "";

    /// <summary>Name in English; null = none.</summary>
    public string? NameEn { get; init; }

    /// <summary>Short name; null = none.</summary>
    public string? ShortName { get; init; }

    /// <summary>Commune whose committee it is; null = none.</summary>
    public string? CommuneCode { get; init; }

    /// <summary>Name of that commune.</summary>
    public string? CommuneName { get; init; }

    /// <summary>Body it stands under; null = under none.</summary>
    public string? ParentCode { get; init; }

    /// <summary>Name of that body.</summary>
    public string? ParentName { get; init; }

    /// <summary>Whether an administrator entered it; otherwise documents name it, and what they say stays.</summary>
    public bool Entered { get; init; }

    /// <summary>Whether it still takes on work.</summary>
    public bool Active { get; init; }

    /// <summary>File of the document that names it; null = none does.</summary>
    public string? SourceFile { get; init; }

    /// <summary>Section of that document.</summary>
    public string? SourceSection { get; init; }

    /// <summary>Item within the section.</summary>
    public string? SourceItem { get; init; }

    /// <summary>Bodies that stand directly under it.</summary>
    public IReadOnlyList<BodyChoice> Under { get; init; } = [];

    /// <summary>Version of what can be changed, for conditional changes.</summary>
    public string Version => Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(Shown())).AsSpan(0, 8));

    /// <summary>What it is called, and where it stands.</summary>
    internal BodyFields Fields => new(Kind, Name, NameEn, ShortName, CommuneCode, ParentCode);

    /// <summary>The body as the history shows it, field by field.</summary>
    internal object Shown() => new
    {
        kind = Kind,
        name = Name,
        name_en = NameEn,
        short_name = ShortName,
        commune = CommuneCode,
        parent = ParentCode,
        active = Active,
    };
}

/// <summary>A body to choose.</summary>
/// <param name="Code">Code.</param>
/// <param name="Name">Name.</param>
/// <param name="Kind">Kind.</param>
/// <param name="ProvinceCode">Province; null = a central body.</param>
public sealed record BodyChoice(string Code, string Name, string Kind, string? ProvinceCode);

/// <summary>What the fields of a body can be chosen from.</summary>
/// <param name="Bodies">Bodies in work, the central ones last.</param>
/// <param name="Communes">Communes.</param>
public sealed record BodyChoices(IReadOnlyList<BodyChoice> Bodies, IReadOnlyList<CommuneChoice> Communes);

/// <summary>A commune to choose.</summary>
/// <param name="Code">Code.</param>
/// <param name="Name">Name.</param>
/// <param name="Kind">xa or phuong.</param>
public sealed record CommuneChoice(string Code, string Name, string Kind);
