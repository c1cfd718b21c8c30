using Portfolio.Accounts;
using Portfolio.Common;
using Portfolio.Database.Seeds.Reading;
using Portfolio.Funding.Decisions;
using Portfolio.Funding.Payments;
using Portfolio.Projects;

namespace Portfolio.Database.Seeds.Tables;

/// <summary>The files of <c>demo/</c>.</summary>
internal static class DemoTables
{
    public static readonly SeedTable<DemoNeed> Needs = new(
        "needs.csv",
        ["project", "source", "amount"],
        row => new DemoNeed(row.ProjectCode("project"), row.Code("source"), row.Amount("amount")));

    public static readonly SeedTable<DemoCeiling> Ceilings = new(
        "ceilings.csv",
        ["plan", "source", "year", "amount"],
        row => new DemoCeiling(row.Code("plan"), row.Code("source"), row.Year("year"), row.Amount("amount")));

    public static readonly SeedTable<DemoDecision> Decisions = new(
        "decisions.csv",
        ["code", "plan", "kind", "name", "number", "decided_on", "signer", "reason"],
        row => new DemoDecision(
            row.Code("code"), row.Code("plan"), row.OneOf("kind", [DecisionKind.Allocation, DecisionKind.Adjustment]), row.Name("name"),
            row.NameOrNull("number"), row.DateOrNull("decided_on"), row.NameOrNull("signer"), row.NameOrNull("reason")));

    public static readonly SeedTable<DemoAllocation> Allocations = new(
        "allocations.csv",
        ["decision", "project", "source", "year", "amount", "reason"],
        row => new DemoAllocation(
            row.Code("decision"), row.ProjectCode("project"), row.Code("source"), row.Year("year"), row.Change("amount"), row.NameOrNull("reason")));

    public static readonly SeedTable<DemoPayment> Payments = new(
        "payments.csv",
        ["project", "source", "year", "paid_on", "amount", "document_number", "status", "return_reason"],
        row => new DemoPayment(
            row.ProjectCode("project"), row.Code("source"), row.Year("year"), row.DateOrNull("paid_on"), row.Amount("amount"),
            row.Name("document_number"), row.OneOf("status", [PaymentStatus.Entered, PaymentStatus.Confirmed, PaymentStatus.Returned]),
            row.NameOrNull("return_reason")));

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

/// <summary>A row of <c>ceilings.csv</c>.</summary>
internal sealed record DemoCeiling(string Plan, string Source, int Year, Vnd Amount);

/// <summary>A row of <c>decisions.csv</c>; without a number it is a draft.</summary>
internal sealed record DemoDecision(
    string Code, string Plan, string Kind, string Name, string? Number, DateOnly? DecidedOn, string? Signer, string? Reason);

/// <summary>A row of <c>allocations.csv</c>: what a decision gives, or, negative, takes.</summary>
internal sealed record DemoAllocation(string Decision, string Project, string Source, int Year, Vnd Amount, string? Reason);

/// <summary>A row of <c>payments.csv</c>.</summary>
internal sealed record DemoPayment(
    string Project, string Source, int Year, DateOnly? PaidOn, Vnd Amount, string DocumentNumber, string Status, string? ReturnReason);

/// <summary>A row of <c>needs.csv</c>.</summary>
internal sealed record DemoNeed(string Project, string Source, Vnd Amount);
