namespace Portfolio.Database.Seeds.Tables;

/// <summary>The words that the documented columns allow; the database's constraints name the same.</summary>
internal static class SeedWords
{
    public static readonly string[] CommuneKinds = ["xa", "phuong"];

    public static readonly string[] BodyKinds =
        ["committee", "department", "pmu", "commune", "party", "central", "enterprise", "group", "other"];

    public static readonly string[] SourceClasses = ["state", "other"];

    public static readonly string[] PlanKinds = ["infrastructure", "environment", "master_plan", "master_plan_implementation"];

    public static readonly string[] ProjectKinds = ["construction", "planning", "scheme", "task"];

    public static readonly string[] Sectors = ["road", "urban", "waste", "water", "housing", "planning", "airport", "other"];

    public static readonly string[] Groups = ["national", "a", "b", "c"];

    public static readonly string[] Stages =
    [
        "preparation", "land_clearance", "procurement", "construction", "completion", "settlement", "suspended", "cancelled",
    ];

    public static readonly string[] Roles = ["owner", "lead", "coordinating"];

    public static readonly string[] AccountRoles = ["Finance", "Owner", "Construction", "Leader", "Auditor", "Administrator"];

    public static readonly string[] Precisions = ["day", "month", "quarter", "half_year", "year", "period", "continuous"];

    public static readonly string[] Comparators = ["eq", "gte", "gt", "lte", "lt", "approx", "range", "text"];

    public static readonly string[] LimitUnits = ["day", "percent", "point", "time", "month", "month_day", "switch"];

    public static readonly string[] Frequencies = ["half_year", "year", "quarter", "once", "on_request"];
}
