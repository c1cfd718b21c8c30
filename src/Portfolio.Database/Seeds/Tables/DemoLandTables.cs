using Portfolio.Common;
using Portfolio.Database.Seeds.Reading;
using Portfolio.LandClearance.Packages;

namespace Portfolio.Database.Seeds.Tables;

/// <summary>The files of <c>demo/</c> that tell of land.</summary>
internal static class DemoLandTables
{
    public static readonly SeedTable<DemoPackage> Packages = new(
        "packages.csv",
        ["project", "code", "commune", "section", "land_use", "planned", "expected", "handed_over", "blocks", "lag_days"],
        row => new DemoPackage(
            row.ProjectCode("project"), row.RequiredText("code", 40), row.Code("commune"), row.NameOrNull("section"),
            row.OneOf("land_use", ["agricultural", "other"]), row.DueOrNull("planned"), row.DateOrNull("expected"), row.DateOrNull("handed_over"),
            row.CodeOrNull("blocks"), row.IntegerOrNull("lag_days", 0, 3_650) ?? 0));

    public static readonly SeedTable<DemoCount> Counts = new(
        "counts.csv",
        ["project", "package", "on", "by", .. LandFigureNames.All.Select(f => f.Code())],
        row => new DemoCount(row.ProjectCode("project"), row.RequiredText("package", 40), row.DateOrNull("on"), row.Name("by"), Figures(row)));

    public static readonly SeedTable<DemoStep> Steps = new(
        "package_steps.csv",
        ["project", "package", "step", "done_on", "by"],
        row => new DemoStep(
            row.ProjectCode("project"), row.RequiredText("package", 40), row.Key("step"), row.DateOrNull("done_on"), row.Name("by")));

    public static readonly SeedTable<DemoObstacle> Obstacles = new(
        "obstacles.csv",
        ["code", "project", "package", "title", "location", "must_act", "since", "due", "by", "closed_on", "closed_by", "closing_note"],
        row => new DemoObstacle(
            row.Code("code"), row.ProjectCode("project"), row.Text("package", 40), row.RequiredText("title", 300), row.Text("location", 300),
            row.Code("must_act"), row.DateOrNull("since"), row.DateOrNull("due"), row.Name("by"), row.DateOrNull("closed_on"),
            row.NameOrNull("closed_by"), row.Text("closing_note", 1_000)));

    public static readonly SeedTable<DemoAnswer> Answers = new(
        "answers.csv",
        ["obstacle", "on", "by", "text"],
        row => new DemoAnswer(row.Code("obstacle"), row.DateOrNull("on"), row.Name("by"), row.LongText("text")));

    private static Dictionary<LandFigure, long> Figures(SeedRow row)
    {
        var figures = new Dictionary<LandFigure, long>();
        foreach (var figure in LandFigureNames.All)
            if (row.AmountOrNull(figure.Code()) is { } value)
                figures.Add(figure, value.Dong);
        return figures;
    }
}

/// <summary>A row of <c>packages.csv</c>; <c>Blocks</c> is the milestone that waits for it.</summary>
internal sealed record DemoPackage(
    string Project, string Code, string Commune, string? Section, string LandUse, DueDate? Planned, DateOnly? Expected, DateOnly? HandedOver,
    string? Blocks, int LagDays);

/// <summary>A row of <c>counts.csv</c>: the counters that changed, as they stood on a day.</summary>
internal sealed record DemoCount(string Project, string Package, DateOnly? On, string By, IReadOnlyDictionary<LandFigure, long> Figures);

/// <summary>A row of <c>package_steps.csv</c>.</summary>
internal sealed record DemoStep(string Project, string Package, string Step, DateOnly? DoneOn, string By);

/// <summary>A row of <c>obstacles.csv</c>.</summary>
internal sealed record DemoObstacle(
    string Code, string Project, string? Package, string Title, string? Location, string MustAct, DateOnly? Since, DateOnly? Due, string By,
    DateOnly? ClosedOn, string? ClosedBy, string? ClosingNote);

/// <summary>A row of <c>answers.csv</c>.</summary>
internal sealed record DemoAnswer(string Obstacle, DateOnly? On, string By, string Text);
