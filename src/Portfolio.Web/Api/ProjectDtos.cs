using Portfolio.Common;
using Portfolio.Reporting;
using Portfolio.Reporting.Projects;

namespace Portfolio.Web.Api;

/// <summary>A project in a list.</summary>
/// <param name="Code">Code.</param>
/// <param name="Name">Name.</param>
/// <param name="Kind">construction, planning, scheme, task.</param>
/// <param name="Sector">Sector.</param>
/// <param name="Group">Legal size group: national, a, b, c; null where not stated.</param>
/// <param name="Stage">Stage; null where no document says.</param>
/// <param name="StageBasis">Whence the stage is known: official, entered, illustrative.</param>
/// <param name="Plan">Plan.</param>
/// <param name="Programme">Programme within the plan.</param>
/// <param name="PeriodFrom">First year of the work.</param>
/// <param name="PeriodTo">Last year of the work.</param>
/// <param name="Need">Need; null while no amount was ever entered.</param>
/// <param name="Illustrative">Whether an amount is made up for demonstration.</param>
/// <param name="Responsible">Name of the body that owns or leads it.</param>
/// <param name="NextMilestone">Next open milestone.</param>
internal sealed record ProjectDto(
    string Code, string Name, string Kind, string Sector, string? Group, string? Stage, string? StageBasis, string Plan,
    string Programme, int? PeriodFrom, int? PeriodTo, AmountDto? Need, bool Illustrative, string? Responsible,
    NextMilestoneDto? NextMilestone)
{
    public static ProjectDto Of(ProjectListRow row) => new(
        row.Code, row.Name, row.Kind, row.Sector, row.SizeGroup, row.Stage, row.StageBasis, row.PlanCode, row.ProgrammeCode,
        row.PeriodFrom, row.PeriodTo,
        row is { State: { } state, Other: { } other } ? AmountDto.Of(new NeedSplit(state, other)) : null,
        row.Illustrative, row.Responsible, NextMilestoneDto.Of(row));
}

/// <summary>The next open milestone of a project.</summary>
/// <param name="Name">What is to be reached.</param>
/// <param name="Date">Last day of its period.</param>
/// <param name="Text">The date as the document writes it.</param>
internal sealed record NextMilestoneDto(string Name, DateOnly Date, string? Text)
{
    public static NextMilestoneDto? Of(ProjectListRow row) =>
        row is { NextMilestone: { } name, NextDue: { } due } ? new(name, due, row.NextDueText) : null;
}

/// <summary>A project with all that is known of it.</summary>
/// <param name="Code">Code.</param>
/// <param name="Name">Name.</param>
/// <param name="Kind">construction, planning, scheme, task.</param>
/// <param name="Sector">Sector.</param>
/// <param name="Group">Legal size group: national, a, b, c; null where not stated.</param>
/// <param name="Stage">Stage; null where no document says.</param>
/// <param name="StageBasis">Whence the stage is known: official, entered, illustrative.</param>
/// <param name="Description">Scope in the words of the document.</param>
/// <param name="Places">Places as the document names them.</param>
/// <param name="PeriodFrom">First year of the work.</param>
/// <param name="PeriodTo">Last year of the work.</param>
/// <param name="TotalInvestment">Approved total investment, whole đồng; null until approved.</param>
/// <param name="Plan">Plan.</param>
/// <param name="Programme">Programme within the plan.</param>
/// <param name="Parent">Project it is a part of.</param>
/// <param name="Links">Bodies, communes and parts.</param>
/// <param name="Milestones">Milestones by date.</param>
/// <param name="Outputs">Measurable outputs.</param>
/// <param name="Version">Version of its needs; 0 while none was ever entered.</param>
/// <param name="Need">Sum of its needs.</param>
/// <param name="Needs">Needs in force by source.</param>
/// <param name="Illustrative">Whether an amount or the stage is made up for demonstration.</param>
/// <param name="Source">Where it stands.</param>
/// <param name="SourceQuote">Words of the document.</param>
internal sealed record ProjectDetailDto(
    string Code, string Name, string Kind, string Sector, string? Group, string? Stage, string? StageBasis, string? Description,
    string? Places, int? PeriodFrom, int? PeriodTo, Vnd? TotalInvestment, ReferenceDto Plan, ReferenceDto Programme,
    ReferenceDto? Parent, IReadOnlyList<LinkDto> Links, IReadOnlyList<MilestoneDto> Milestones, IReadOnlyList<OutputDto> Outputs,
    long Version, AmountDto Need, IReadOnlyList<SourceNeedDto> Needs, bool Illustrative, SourceDto Source, string? SourceQuote)
{
    public static ProjectDetailDto Of(ProjectReport report)
    {
        var project = report.Project;
        return new ProjectDetailDto(
            project.Code, project.Name, project.Kind, project.Sector, project.SizeGroup, project.Stage, project.StageBasis,
            project.Description, project.Places, project.PeriodFrom, project.PeriodTo, project.TotalInvestment,
            new ReferenceDto(project.PlanCode, project.PlanName), new ReferenceDto(project.ProgrammeCode, project.ProgrammeName),
            ReferenceDto.Of(project.ParentCode, project.ParentName),
            [.. report.Links.Select(LinkDto.Of)],
            [.. report.Milestones.Select(m => MilestoneDto.Of(m, report.Today))],
            [.. report.Outputs.Select(OutputDto.Of)],
            project.Version, AmountDto.Of(report.Need), [.. report.Needs.Select(SourceNeedDto.Of)], report.Illustrative,
            new SourceDto(project.SourceFile, project.SourceSection, project.SourceItem), project.SourceQuote);
    }
}
