using Portfolio.Accounts;
using Portfolio.Audit;
using Portfolio.Common;
using Portfolio.Funding;
using Portfolio.Funding.Needs;
using Portfolio.Reporting.Trail;

namespace Portfolio.Reporting.Projects;

/// <summary>All that is known of one project.</summary>
/// <param name="Project">The project itself.</param>
/// <param name="Place">Where it belongs: its province, its owner and leading bodies.</param>
/// <param name="Links">Bodies, communes and parts.</param>
/// <param name="Milestones">Milestones by date.</param>
/// <param name="Outputs">Measurable outputs.</param>
/// <param name="Sources">Every source of capital, with the need in force from it.</param>
/// <param name="History">The latest changes, newest first; empty for whom they are not.</param>
/// <param name="Today">Business date of the view.</param>
public sealed record ProjectReport(
    ProjectOverview Project, Place Place, IReadOnlyList<ProjectLink> Links, IReadOnlyList<ProjectMilestone> Milestones,
    IReadOnlyList<ProjectOutput> Outputs, IReadOnlyList<SourceNeed> Sources, Stretch<AuditEntry> History, DateOnly Today)
{
    /// <summary>Needs in force by source.</summary>
    public IReadOnlyList<SourceNeed> Needs { get; } = [.. Sources.Where(s => s.Amount != Vnd.Zero)];

    /// <summary>Needs by class, whole đồng.</summary>
    public NeedSplit Need => new(Sum(SourceClass.State), Sum(SourceClass.Other));

    /// <summary>Whether an amount or the stage is made up for demonstration.</summary>
    public bool Illustrative => Needs.Any(n => n.FigureBasis == "illustrative") || Project.StageBasis == "illustrative";

    /// <summary>The names that its history needs, without asking for them again.</summary>
    public NameBook Names() => new(
        Sources.Select(s => KeyValuePair.Create(("source", (string?)null, s.Source), new RecordName(s.Name, s.NameEn)))
            .Concat(Milestones.Select(m => KeyValuePair.Create(("milestone", (string?)Project.Code, m.Code), new RecordName(m.Name, null))))
            .ToDictionary());

    /// <summary>The links of one relation: owner, lead, coordinating, commune, child.</summary>
    public IEnumerable<ProjectLink> Linked(string relation) => Links.Where(l => l.Relation == relation);

    private Vnd Sum(string sourceClass) => Needs.Where(n => n.SourceClass == sourceClass).Aggregate(Vnd.Zero, (sum, n) => sum + n.Amount);
}

/// <summary>A project, and where it belongs.</summary>
/// <param name="Project">The project itself.</param>
/// <param name="Place">Its province, its owner and leading bodies.</param>
public sealed record ProjectHead(ProjectOverview Project, Place Place);

/// <summary>A stretch of the history of a project.</summary>
/// <param name="Project">The project itself.</param>
/// <param name="Place">Where it belongs.</param>
/// <param name="Entries">Its changes, newest first.</param>
public sealed record ProjectHistory(ProjectOverview Project, Place Place, Stretch<AuditEntry> Entries);

/// <summary>A project with its plan and programme.</summary>
/// <param name="Id">Surrogate key.</param>
/// <param name="Code">Code.</param>
/// <param name="Name">Name.</param>
/// <param name="Kind">Kind.</param>
/// <param name="Sector">Sector.</param>
/// <param name="SizeGroup">Legal size group; null where not stated.</param>
/// <param name="Stage">Stage; null where no document says.</param>
/// <param name="StageBasis">Whence the stage is known.</param>
/// <param name="Description">Scope in the words of the document.</param>
/// <param name="Places">Places as the document names them.</param>
/// <param name="PeriodFrom">First year of the work.</param>
/// <param name="PeriodTo">Last year of the work.</param>
/// <param name="TotalInvestment">Approved total investment, whole đồng; null until approved.</param>
/// <param name="PlanCode">Plan.</param>
/// <param name="PlanName">Its short name.</param>
/// <param name="PlanTitle">Its full title.</param>
/// <param name="ProvinceCode">Province.</param>
/// <param name="ProvinceName">Its name.</param>
/// <param name="ProvinceNameEn">Province in English.</param>
/// <param name="ProgrammeCode">Programme.</param>
/// <param name="ProgrammeName">Its name.</param>
/// <param name="ParentCode">Project it is a part of.</param>
/// <param name="ParentName">Name of that project.</param>
/// <param name="Version">Version of its needs; 0 while none was ever entered.</param>
/// <param name="SourceFile">Document file.</param>
/// <param name="SourceSection">Section.</param>
/// <param name="SourceItem">Item.</param>
/// <param name="SourceQuote">Words of the document.</param>
/// <param name="RedWarnings">Red warnings, as the last scan found them.</param>
/// <param name="AmberWarnings">Amber ones.</param>
/// <param name="Colour">Colour shown: green, amber or red.</param>
/// <param name="ColourStated">Whether people have stated a colour.</param>
public sealed record ProjectOverview(
    long Id, string Code, string Name, string Kind, string Sector, string? SizeGroup, string? Stage, string? StageBasis,
    string? Description, string? Places, int? PeriodFrom, int? PeriodTo, Vnd? TotalInvestment,
    string PlanCode, string PlanName, string PlanTitle, string ProvinceCode, string ProvinceName, string ProvinceNameEn,
    string ProgrammeCode, string ProgrammeName, string? ParentCode, string? ParentName, long Version,
    string SourceFile, string SourceSection, string SourceItem, string? SourceQuote, int RedWarnings, int AmberWarnings,
    string Colour, bool ColourStated);

/// <summary>A body, commune or part linked to a project.</summary>
/// <param name="Relation">owner, lead, coordinating, commune or child.</param>
/// <param name="Code">Code of what is linked.</param>
/// <param name="Name">Its name.</param>
/// <param name="AsWritten">Words of the document; for a commune its kind.</param>
/// <param name="SourceFile">Document file.</param>
/// <param name="SourceSection">Section.</param>
/// <param name="SourceItem">Item.</param>
/// <param name="BodyId">Id of the body, where it is one.</param>
public sealed record ProjectLink(
    string Relation, string Code, string Name, string? AsWritten, string? SourceFile, string? SourceSection, string? SourceItem,
    long? BodyId);

/// <summary>A milestone of a project.</summary>
/// <param name="Code">Code within the project.</param>
/// <param name="KindCode">Standard kind.</param>
/// <param name="KindName">Its name.</param>
/// <param name="KindNameEn">Its name in English.</param>
/// <param name="Name">What is to be reached.</param>
/// <param name="PlannedOn">Last day of the planned period; null for continuous work.</param>
/// <param name="PlannedPrecision">How exact the date is.</param>
/// <param name="PlannedText">The date as it was written.</param>
/// <param name="MetOn">Day on which it was met.</param>
/// <param name="SourceFile">Document file; null for a milestone that no document names.</param>
/// <param name="SourceSection">Section.</param>
/// <param name="SourceItem">Item.</param>
public sealed record ProjectMilestone(
    string Code, string KindCode, string KindName, string KindNameEn, string Name, DateOnly? PlannedOn, string PlannedPrecision,
    string PlannedText, DateOnly? MetOn, string? SourceFile, string? SourceSection, string? SourceItem)
{
    /// <summary>Whether its period is over and it was not met.</summary>
    public bool IsOverdue(DateOnly today) => MetOn is null && PlannedOn < today;
}

/// <summary>A measurable output of a project.</summary>
/// <param name="Code">Code within the project.</param>
/// <param name="Name">What is produced.</param>
/// <param name="Comparator">How to read the value.</param>
/// <param name="Value">Quantity; null for <c>text</c>.</param>
/// <param name="ValueTo">Upper end of a range.</param>
/// <param name="Unit">Unit.</param>
/// <param name="TargetYear">Year.</param>
/// <param name="AsWritten">Words of the document.</param>
/// <param name="SourceFile">Document file.</param>
/// <param name="SourceSection">Section.</param>
/// <param name="SourceItem">Item.</param>
public sealed record ProjectOutput(
    string Code, string Name, string Comparator, decimal? Value, decimal? ValueTo, string? Unit, int? TargetYear, string AsWritten,
    string SourceFile, string SourceSection, string SourceItem);
