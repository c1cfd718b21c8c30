namespace Portfolio.LandClearance.Packages;

/// <summary>A package as it is read before it is written.</summary>
internal sealed record PackageRow(
    long Id, long ProjectId, long CommuneId, string Code, string Section, string LandUse, long AreaNeeded, long AreaHandedOver, long Households,
    long Notified, long Inventoried, long PlanApproved, long Paid, long HandedOver, long CompensationApproved, long CompensationPaid,
    long ResettlementNeeded, long Resettled, DateOnly? PlannedOn, string? PlannedText, DateOnly? ExpectedOn, DateOnly? HandedOverOn,
    DateOnly? NotifiedOn, DateOnly? NoticeUntil, long Version)
{
    public LandFigures Figures => new(
        AreaNeeded, AreaHandedOver, Households, Notified, Inventoried, PlanApproved, Paid, HandedOver, CompensationApproved, CompensationPaid,
        ResettlementNeeded, Resettled);

    public PackageReceipt Receipt => new(Id, Code, Version);
}
