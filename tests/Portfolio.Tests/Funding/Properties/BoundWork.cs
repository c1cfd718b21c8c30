using Dapper;
using Npgsql;
using Portfolio.Common;
using Portfolio.Funding;
using Portfolio.Funding.Ceilings;
using Portfolio.Funding.Needs;

namespace Portfolio.Tests.Funding.Properties;

/// <summary>What bounds the capital: ceilings, contingencies, needs, total investments.</summary>
internal static class BoundWork
{
    public static async Task SetCeilingsAsync(Officer officer, Operation.SetCeilings operation)
    {
        var version = operation.Outdated ? (await officer.Field.Ceilings.GetAsync(Portfolio.Accounts.Actor.System, officer.Field.Code, default)).Version - 1 : (long?)null;
        await officer.CallAsync(
            "ceilings",
            actor => officer.Field.Ceilings.SetAsync(actor, new SetCeilings(
                officer.Field.Code, version,
                [.. operation.Cells.Select(c => new CeilingEdit(PlanField.Sources[c.Source], 2026 + c.Year, operation.Lift ? null : new Vnd(c.Amount)))], null), default),
            operation.Outdated ? "an old version" : null);
    }

    public static Task KeepBackAsync(Officer officer, Operation.KeepBack operation) => officer.CallAsync(
        "keep back",
        actor => officer.Field.Ceilings.KeepAsync(
            actor, new KeepContingency(officer.Field.Code, null, PlanField.Sources[operation.Source], $"Dự phòng {operation.Name}", new Vnd(operation.Amount)), default));

    public static async Task SetNeedsAsync(Officer officer, Operation.SetNeeds operation)
    {
        var project = officer.Field.ProjectCodes[operation.Project];
        var version = operation.Outdated ? (await officer.Field.Needs.GetAsync(Portfolio.Accounts.Actor.System, project, default)).Version - 1 : (long?)null;
        await officer.CallAsync(
            "needs",
            actor => officer.Field.Needs.SetAsync(actor, new SetNeeds(
                project, version, [.. PlanField.Sources.Zip(operation.Amounts, (source, amount) => new SourceAmount(source, new Vnd(amount)))], null), default),
            operation.Outdated ? "an old version" : null);
    }

    /// <summary>Raises a need as the demonstration does, in its transaction.</summary>
    public static Task IllustrateAsync(Officer officer, Operation.Illustrate operation) => officer.CallAsync("illustrate", async _ =>
    {
        var wanted = await WantedAsync(officer, operation.Project, operation.Source, operation.Amount);
        await officer.Field.WriteAsync(async (connection, transaction) =>
        {
            await FundingImport.LockEnvelopesAsync(connection, transaction, default);
            await NeedImport.FillAsync(connection, transaction, wanted, "seeds/demo", "system", default);
        });
    });

    /// <summary>Lowers illustrative needs as the demonstration does when it changes or ends.</summary>
    public static Task GiveWayAsync(Officer officer, Operation.GiveWay operation) => officer.CallAsync("give way", async _ =>
    {
        var wanted = await WantedAsync(officer, operation.Project, operation.Source, operation.Amount);
        await officer.Field.WriteAsync(async (connection, transaction) =>
        {
            await FundingImport.LockEnvelopesAsync(connection, transaction, default);
            await NeedImport.GiveWayAsync(connection, transaction, wanted, all: operation.Amount == 0, "seeds/demo", "system", default);
        });
    });

    /// <summary>As a session of the department that keeps the projects, which knows no capital: the database refuses what capital forbids.</summary>
    public static Task SetInvestmentAsync(Officer officer, Operation.SetInvestment operation) => officer.CallAsync("investment", async _ =>
    {
        try
        {
            await officer.Field.WriteAsync((connection, transaction) => connection.ExecuteAsync(
                "update projects.project set total_investment = @Amount where code = @Code",
                new { operation.Amount, Code = officer.Field.ProjectCodes[operation.Project] }, transaction));
        }
        catch (PostgresException refusal) when (refusal.ConstraintName is "project_capital_within_investment" or "project_total_investment_check")
        {
            throw new RuleException("capital.investment_short");
        }
    });

    private static async Task<IReadOnlyList<IllustrativeNeed>> WantedAsync(Officer officer, int project, int source, long amount)
    {
        var keys = await officer.Field.AskAsync<(long Id, long Programme)>(
            "select id, programme_id from projects.project where code = @Code", new { Code = officer.Field.ProjectCodes[project] });
        return [new IllustrativeNeed(keys[0].Id, keys[0].Programme, PlanField.Sources[source], new Vnd(Math.Clamp(amount, 1, VndText.Largest)))];
    }
}
