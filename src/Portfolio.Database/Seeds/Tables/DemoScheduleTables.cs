using Portfolio.Common;
using Portfolio.Database.Seeds.Reading;
using Portfolio.Milestones;

namespace Portfolio.Database.Seeds.Tables;

/// <summary>The files of <c>demo/</c> that tell of milestones.</summary>
internal static class DemoScheduleTables
{
    public static readonly SeedTable<DemoMilestone> Milestones = new(
        "schedule.csv",
        ["project", "code", "kind", "name", "weight", "planned", "after", "lag_days"],
        row => new DemoMilestone(
            row.ProjectCode("project"), row.Code("code"), row.Key("kind"), row.NameOrNull("name"), row.Integer("weight", 0, 1_000),
            row.DueOrNull("planned"), row.Codes("after"), row.IntegerOrNull("lag_days", 0, 3_650) ?? 0));

    public static readonly SeedTable<DemoUpdate> Updates = new(
        "milestone_updates.csv",
        ["project", "milestone", "on", "by", "field", "value", "reason", "note", "percent"],
        row => new DemoUpdate(
            row.ProjectCode("project"), row.Code("milestone"), row.DateOrNull("on"), row.Name("by"), row.OneOfOrNull("field", DemoUpdate.Fields),
            row.DueOrNull("value"), row.OneOfOrNull("reason", MoveReason.All), row.LongTextOrNull("note"), row.IntegerOrNull("percent", 0, 99)));

    public static readonly SeedTable<string> Confirming = new("confirming.csv", ["province"], row => row.Code("province"));

    /// <summary>A due date as officers type it: "15/3/2027", "tháng 6/2027", "Quý IV/2027", "năm 2027".</summary>
    internal static DueDate? DueOrNull(this SeedRow row, string column)
    {
        var text = row.Text(column, DueDateText.Longest);
        if (DueDateText.TryParse(text, out var due) is not null)
            row.Fault(column, $"{SeedFaults.Quote(text!)} is not a due date", "write it as in 15/3/2027, tháng 6/2027, Quý IV/2027 or năm 2027");
        return due;
    }
}

/// <summary>A row of <c>schedule.csv</c>; without a planned date it is a milestone of a document.</summary>
internal sealed record DemoMilestone(
    string Project, string Code, string Kind, string? Name, int Weight, DueDate? Planned, IReadOnlyList<string> After, int LagDays);

/// <summary>A row of <c>milestone_updates.csv</c>; without a field it is a note or how far the milestone is.</summary>
internal sealed record DemoUpdate(
    string Project, string Milestone, DateOnly? On, string By, string? Field, DueDate? Value, string? Reason, string? Note, int? Percent)
{
    public const string Planned = "planned";
    public const string Stated = "stated";
    public const string Done = "done";
    public const string Confirmed = "confirmed";

    /// <summary>What an update may say.</summary>
    public static readonly string[] Fields = [Planned, Stated, Done, Confirmed];
}
