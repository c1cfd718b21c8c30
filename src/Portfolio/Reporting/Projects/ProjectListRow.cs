using Portfolio.Common;

namespace Portfolio.Reporting.Projects;

/// <summary>A project in a list.</summary>
/// <param name="Id">Surrogate key.</param>
/// <param name="Code">Code.</param>
/// <param name="Name">Name.</param>
/// <param name="Kind">Kind.</param>
/// <param name="Sector">Sector.</param>
/// <param name="SizeGroup">Legal size group; null where not stated.</param>
/// <param name="Stage">Stage; null where no document says.</param>
/// <param name="StageBasis">Whence the stage is known.</param>
/// <param name="PlanCode">Plan.</param>
/// <param name="PlanName">Short name of the plan.</param>
/// <param name="ProgrammeCode">Programme.</param>
/// <param name="ProgrammeName">Short name of the programme.</param>
/// <param name="PeriodFrom">First year of the work.</param>
/// <param name="PeriodTo">Last year of the work.</param>
/// <param name="State">Need from the state budget, whole đồng; null while no amount was ever entered.</param>
/// <param name="Other">Need from other sources.</param>
/// <param name="FigureBasis">Whence the amounts are known: illustrative if any is made up, else entered, else official; null without any.</param>
/// <param name="Responsible">Owner or lead body.</param>
/// <param name="NextMilestone">Next open milestone.</param>
/// <param name="NextDue">Its date.</param>
/// <param name="NextDueText">Its date as the document writes it.</param>
/// <param name="Colour">Colour by its warnings and by what is stated: green, amber or red; null where no scan knows it, or for whoever may not see its warnings.</param>
public sealed record ProjectListRow(
    long Id, string Code, string Name, string Kind, string Sector, string? SizeGroup, string? Stage, string? StageBasis,
    string PlanCode, string PlanName, string ProgrammeCode, string ProgrammeName, int? PeriodFrom, int? PeriodTo,
    Vnd? State, Vnd? Other, string? FigureBasis, string? Responsible, string? NextMilestone, DateOnly? NextDue, string? NextDueText, string? Colour)
{
    /// <summary>Whether an amount is made up for demonstration.</summary>
    public bool Illustrative => FigureBasis == "illustrative";

    /// <summary>Total need, whole đồng; null while no amount was ever entered.</summary>
    public Vnd? Total => State is { } state && Other is { } other ? state + other : null;
}
