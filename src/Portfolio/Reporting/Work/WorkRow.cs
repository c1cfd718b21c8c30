using Portfolio.Common;

namespace Portfolio.Reporting.Work;

/// <summary>A row of the statement of work: the counts with an item; without items one row tells of the counts alone.</summary>
internal sealed record WorkRow
{
    public string Counts { get; init; } = "{}";

    public int Projects { get; init; }

    public WorkKind? Kind { get; init; }

    public string ProjectCode { get; init; } = "";

    public string ProjectName { get; init; } = "";

    public string? Code { get; init; }

    public string Name { get; init; } = "";

    public string? NameEn { get; init; }

    public DateOnly? On { get; init; }

    public string? OnText { get; init; }

    public int? Days { get; init; }

    public DateOnly? SaidOn { get; init; }

    public string? Returned { get; init; }

    public DateOnly? ExpectedOn { get; init; }

    public string? StatedText { get; init; }

    public int? Percent { get; init; }

    public long? Revision { get; init; }

    public Vnd AtRisk { get; init; }

    public string? Colour { get; init; }

    public WorkItem Item => new()
    {
        Kind = Kind!.Value,
        ProjectCode = ProjectCode,
        ProjectName = ProjectName,
        Code = Code,
        Name = Name,
        NameEn = NameEn,
        On = On,
        OnText = OnText,
        Days = Days,
        SaidOn = Kind == WorkKind.Unconfirmed ? SaidOn : null,
        Returned = Returned,
        ExpectedOn = ExpectedOn,
        StatedText = StatedText,
        Percent = Percent,
        Revision = Revision,
        AtRisk = AtRisk,
        Colour = Colour ?? "green",
    };
}
