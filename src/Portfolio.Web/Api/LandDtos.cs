using Portfolio.Common;
using Portfolio.LandClearance.Packages;
using Portfolio.LandClearance.Steps;
using Portfolio.Reporting.Land;

namespace Portfolio.Web.Api;

/// <summary>The land of a project.</summary>
/// <param name="Project">The project.</param>
/// <param name="Sum">Counters of all packages together.</param>
/// <param name="Packages">Its packages, by commune and section.</param>
/// <param name="Obstacles">What holds it up, open ones first; null for whom they are not.</param>
internal sealed record LandDto(ReferenceDto Project, LandFiguresDto Sum, IReadOnlyList<LandPackageDto> Packages, IReadOnlyList<ObstacleDto>? Obstacles)
{
    public static LandDto Of(ProjectLand land) => new(
        new ReferenceDto(land.Project.Code, land.Project.Name), LandFiguresDto.Of(land.Sum), [.. land.Packages.Select(LandPackageDto.Of)],
        land.Obstacles is { } obstacles ? [.. obstacles.Select(ObstacleDto.Of)] : null);
}

/// <summary>Counters of land.</summary>
/// <param name="AreaNeeded">Area needed, m².</param>
/// <param name="AreaHandedOver">Area handed over, m².</param>
/// <param name="Households">Households and organisations concerned.</param>
/// <param name="Notified">Of these, told of the recovery.</param>
/// <param name="Inventoried">Of these, whose land and assets are counted.</param>
/// <param name="PlanApproved">Of these, whose compensation plan is approved.</param>
/// <param name="Paid">Of these, who are paid.</param>
/// <param name="HandedOver">Households that have handed over their land.</param>
/// <param name="CompensationApproved">Compensation approved, whole đồng.</param>
/// <param name="CompensationPaid">Compensation paid, whole đồng.</param>
/// <param name="ResettlementNeeded">Households to be resettled.</param>
/// <param name="Resettled">Households resettled.</param>
internal sealed record LandFiguresDto(
    long AreaNeeded, long AreaHandedOver, long Households, long Notified, long Inventoried, long PlanApproved, long Paid, long HandedOver,
    Vnd CompensationApproved, Vnd CompensationPaid, long ResettlementNeeded, long Resettled)
{
    public static LandFiguresDto Of(LandFigures f) => new(
        f.AreaNeeded, f.AreaHandedOver, f.Households, f.Notified, f.Inventoried, f.PlanApproved, f.Paid, f.HandedOver,
        new Vnd(f.CompensationApproved), new Vnd(f.CompensationPaid), f.ResettlementNeeded, f.Resettled);
}

/// <summary>Land to be cleared for a project in a commune.</summary>
/// <param name="Id">Key.</param>
/// <param name="Code">Code within the project.</param>
/// <param name="Project">Project.</param>
/// <param name="Commune">Commune.</param>
/// <param name="Section">Section of the work; blank = the whole.</param>
/// <param name="LandUse">agricultural or other.</param>
/// <param name="Figures">Its counters.</param>
/// <param name="PlannedOn">Last day of the period of the planned hand-over.</param>
/// <param name="PlannedPrecision">How exact that is: day, month, quarter, half_year, year, period.</param>
/// <param name="PlannedText">That date in words.</param>
/// <param name="ExpectedOn">Day for which the hand-over is expected; null = as planned.</param>
/// <param name="HandedOverOn">Day on which all of it was handed over.</param>
/// <param name="NotifiedOn">Day of the notice of recovery.</param>
/// <param name="NoticeUntil">Last day on which it is valid.</param>
/// <param name="Steps">Where it stands with the steps of its province.</param>
/// <param name="Illustrative">Whether it is made up for demonstration.</param>
/// <param name="Version">Version. The ETag begins with it.</param>
internal sealed record LandPackageDto(
    long Id, string Code, ReferenceDto Project, ReferenceDto Commune, string Section, string LandUse, LandFiguresDto Figures, DateOnly? PlannedOn,
    string? PlannedPrecision, string? PlannedText, DateOnly? ExpectedOn, DateOnly? HandedOverOn, DateOnly? NotifiedOn, DateOnly? NoticeUntil,
    IReadOnlyList<LandStepDto> Steps, bool Illustrative, long Version)
{
    public static LandPackageDto Of(LandPackage p) => new(
        p.Id, p.Code, new ReferenceDto(p.ProjectCode, p.ProjectName), new ReferenceDto(p.CommuneCode, p.CommuneName), p.Section, p.LandUse,
        LandFiguresDto.Of(p.Figures), p.Planned?.On, p.Planned?.Precision, p.Planned?.Text, p.ExpectedOn, p.HandedOverOn, p.NotifiedOn, p.NoticeUntil,
        [.. p.Steps.Select(LandStepDto.Of)], p.Illustrative, p.Version);
}

/// <summary>Where a package stands with a step.</summary>
/// <param name="Step">Code of the step.</param>
/// <param name="Name">Its name.</param>
/// <param name="DoneOn">Day on which it was done.</param>
/// <param name="DueOn">Day by which it is to be done.</param>
/// <param name="LateDays">Days by which it is late, or was done late.</param>
internal sealed record LandStepDto(string Step, string Name, DateOnly? DoneOn, DateOnly? DueOn, int LateDays)
{
    public static LandStepDto Of(StepState state) => new(state.Step.Code, state.Step.Name, state.DoneOn, state.DueOn, state.LateDays);
}

/// <summary>News of a package; what is not named stays as it is.</summary>
/// <param name="AreaNeeded">Area needed, m².</param>
/// <param name="AreaHandedOver">Area handed over, m².</param>
/// <param name="Households">Households and organisations concerned.</param>
/// <param name="Notified">Of these, told of the recovery.</param>
/// <param name="Inventoried">Of these, whose land and assets are counted.</param>
/// <param name="PlanApproved">Of these, whose compensation plan is approved.</param>
/// <param name="Paid">Of these, who are paid.</param>
/// <param name="HandedOver">Households that have handed over their land.</param>
/// <param name="CompensationApproved">Compensation approved, whole đồng.</param>
/// <param name="CompensationPaid">Compensation paid, whole đồng.</param>
/// <param name="ResettlementNeeded">Households to be resettled.</param>
/// <param name="Resettled">Households resettled.</param>
/// <param name="HandedOverOn">Day on which all of it was handed over.</param>
/// <param name="ExpectedOn">Day for which the hand-over is expected.</param>
/// <param name="Clear">Days to take back: handedOverOn, expectedOn.</param>
/// <param name="Reason">Why; demanded where what was counted becomes less, or a hand-over is taken back.</param>
internal sealed record LandUpdateDto(
    long? AreaNeeded, long? AreaHandedOver, long? Households, long? Notified, long? Inventoried, long? PlanApproved, long? Paid, long? HandedOver,
    Vnd? CompensationApproved, Vnd? CompensationPaid, long? ResettlementNeeded, long? Resettled, DateOnly? HandedOverOn, DateOnly? ExpectedOn,
    IReadOnlyList<string>? Clear, string? Reason);

/// <summary>What holds land or work up (vướng mắc).</summary>
/// <param name="Id">Key.</param>
/// <param name="Project">Project it holds up.</param>
/// <param name="Package">Key of the package it holds up; null = the work as such.</param>
/// <param name="Title">What it is.</param>
/// <param name="Location">Where.</param>
/// <param name="MustAct">Body that must act.</param>
/// <param name="Since">Since when.</param>
/// <param name="DueOn">By when it is to be solved.</param>
/// <param name="AnsweredOn">Day of the latest answer.</param>
/// <param name="ClosedOn">Day on which it was closed; null = open.</param>
/// <param name="Version">Version.</param>
internal sealed record ObstacleDto(
    long Id, ReferenceDto Project, long? Package, string Title, string? Location, ReferenceDto MustAct, DateOnly Since, DateOnly? DueOn, DateOnly? AnsweredOn,
    DateOnly? ClosedOn, long Version)
{
    public static ObstacleDto Of(ObstacleRow o) => new(
        o.Id, new ReferenceDto(o.ProjectCode, o.ProjectName), o.PackageId, o.Title, o.Location, new ReferenceDto(o.BodyCode, o.BodyName), o.Since, o.DueOn,
        o.AnsweredOn, o.ClosedOn, o.Version);
}

/// <summary>An obstacle to report.</summary>
/// <param name="Title">What it is.</param>
/// <param name="MustAct">Code of the body that must act.</param>
/// <param name="Since">Since when.</param>
/// <param name="Package">Key of the package it holds up; none = the work as such.</param>
/// <param name="Location">Where.</param>
/// <param name="DueOn">By when it is to be solved.</param>
internal sealed record ObstacleInputDto(string Title, string MustAct, DateOnly Since, long? Package = null, string? Location = null, DateOnly? DueOn = null);
