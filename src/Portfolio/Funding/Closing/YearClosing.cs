using System.Globalization;
using Npgsql;
using Portfolio.Accounts;
using Portfolio.Common;
using Portfolio.Exchange;
using Portfolio.Funding.Decisions;
using Portfolio.Plans;

namespace Portfolio.Funding.Closing;

/// <summary>
/// Begins the closing of a budget year (khóa sổ): a paper whose lines say what is carried over. It goes the way of every decision;
/// its approval lets the rest lapse and closes the year.
/// </summary>
public sealed class YearClosing(PortfolioDatabase database, BusinessCalendar calendar)
{
    /// <summary>Begins the closing of a year.</summary>
    /// <param name="actor">Who begins; needs <see cref="Permission.AllocateCapital"/> in the province of the plan.</param>
    /// <param name="planCode">Plan.</param>
    /// <param name="year">Budget year, one of the plan or the year after it.</param>
    /// <param name="name">What officers call the paper.</param>
    /// <param name="ct">Cancels the call.</param>
    /// <exception cref="NotFoundException">There is no such plan.</exception>
    /// <exception cref="ValidationFailedException">The year is neither one of the plan nor the year after it, or the name is missing.</exception>
    /// <exception cref="RuleException">
    /// The year is not settled yet (<c>capital.year_not_over</c>), closed already, being closed by another paper, follows an open one,
    /// or payments of it wait.
    /// </exception>
    public async Task<Decision> BeginAsync(Actor actor, string planCode, int year, string name, CancellationToken ct)
    {
        actor.Demand(Permission.AllocateCapital);
        if (string.IsNullOrWhiteSpace(name) || name.Trim().Length > DecisionLimits.LongestName)
            throw Invalid("name", string.IsNullOrWhiteSpace(name) ? "capital.name_missing" : "validation.too_long", DecisionLimits.LongestName);
        return await database.RetryAsync(async connection =>
        {
            await using var transaction = await connection.BeginTransactionAsync(ct);
            return await IdempotentWrite.RunAsync(
                connection, transaction, actor, "funding.begin_closing", () => BeginAsync(connection, transaction, actor, planCode, year, name.Trim(), ct), ct);
        }, ct);
    }

    private async Task<Decision> BeginAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, Actor actor, string planCode, int year, string name, CancellationToken ct)
    {
        var plan = await PlanLookup.GetAsync(connection, transaction, planCode, ct);
        actor.Demand(Permission.AllocateCapital, Place.In(plan.ProvinceCode));
        // Beyond the last year lies what was carried over out of it; it cannot be carried on, so that year ends the plan.
        if (year < plan.PeriodFrom || year > plan.PeriodTo + 1)
            throw Invalid("year", "capital.year_outside", year.ToString(CultureInfo.InvariantCulture));
        await PlanLookup.LockAsync(connection, transaction, [plan.Id], ct);
        await YearRules.DemandClosableAsync(connection, transaction, plan, year, calendar.Today, ct);
        long id = 0;
        await ConstraintMapping.GuardAsync(async () => id = await DecisionPapers.InsertAsync(
            connection, transaction, actor, new BeginDecision(plan.Code, DecisionKind.Closing, name, null, null), plan.Id, year, ct));
        var (begun, _) = await DecisionRecords.GetAsync(connection, transaction, id, ct);
        await DecisionPapers.AuditAsync(connection, transaction, actor, "capital.paper_begun", plan, null, begun, null, ct);
        return begun;
    }

    private static ValidationFailedException Invalid(string field, string code, object value) =>
        new([new FieldFailure(field, code, new Dictionary<string, object?> { [field] = value, ["MaxLength"] = value })]);
}
