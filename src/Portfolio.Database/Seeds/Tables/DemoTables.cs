using Portfolio.Accounts;
using Portfolio.Common;
using Portfolio.Database.Seeds.Reading;
using Portfolio.Projects;

namespace Portfolio.Database.Seeds.Tables;

/// <summary>The files of <c>demo/</c>.</summary>
internal static class DemoTables
{
    public static readonly SeedTable<DemoNeed> Needs = new(
        "needs.csv",
        ["project", "source", "amount"],
        row => new DemoNeed(row.ProjectCode("project"), row.Code("source"), row.Amount("amount")));

    public static readonly SeedTable<StageSeed> Stages = new(
        "stages.csv",
        ["project", "stage"],
        row => new StageSeed(row.ProjectCode("project"), row.OneOf("stage", SeedWords.Stages)));

    public static readonly SeedTable<DemoAccountSeed> Accounts = new(
        "accounts.csv",
        ["user_name", "display_name", "role", "province", "bodies"],
        row => new DemoAccountSeed(
            row.Code("user_name"), row.Name("display_name"), row.OneOf("role", SeedWords.AccountRoles), row.CodeOrNull("province"),
            row.Codes("bodies")));
}

/// <summary>A row of <c>needs.csv</c>.</summary>
internal sealed record DemoNeed(string Project, string Source, Vnd Amount);
