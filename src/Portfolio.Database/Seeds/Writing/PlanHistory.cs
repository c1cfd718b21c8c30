using Portfolio.Audit;
using Portfolio.Database.Seeds.Tables;
using Portfolio.Plans;

namespace Portfolio.Database.Seeds.Writing;

/// <summary>Writes the history entries of plans whose money or dates a correction changes.</summary>
internal static class PlanHistory
{
    /// <summary>One entry per plan whose stated need or date changes, or that is taken out.</summary>
    public static Task WritePlansAsync(
        SeedSession session, IReadOnlyList<PlanStatement> was, PlanBook book, PlanScope scope, CancellationToken ct)
    {
        var now = book.Plans.Values.ToDictionary(p => p.Code, PlanStatement.Of, StringComparer.Ordinal);
        var vanished = scope.VanishedPlans.Select(p => p.Code).ToHashSet(StringComparer.Ordinal);
        return session.AuditAsync(
            "seeds.plan_changed", "plan",
            [
                .. was.Where(p => now.ContainsKey(p.Code) && now[p.Code] != p)
                    .Select(p => Change(p.Code, scope.ProvinceOf(p.Code), Fields(p), Fields(now[p.Code]))),
                .. was.Where(p => vanished.Contains(p.Code)).Select(p => new AuditChange(p.Code, scope.ProvinceOf(p.Code), Fields(p), null)),
            ], ct);
    }

    /// <summary>One entry per plan with reports that become due on another day; its fields are the codes of the reports.</summary>
    public static Task WriteObligationsAsync(
        SeedSession session, IReadOnlyList<ObligationDate> was, PlanBook book, PlanScope scope, CancellationToken ct)
    {
        var now = book.Obligations.Values.ToDictionary(
            o => (o.Plan, o.Code), o => new ObligationDate(o.Plan, o.Code, o.BeforeMonth, o.BeforeDay, o.BeforeDate));
        var changed = was
            .Select(o => (o.Plan, o.Code, Before: Shown(o), After: Shown(now.GetValueOrDefault((o.Plan, o.Code)))))
            .Where(o => o.Before != o.After);
        return session.AuditAsync(
            "seeds.obligation_changed", "plan",
            [
                .. changed.GroupBy(o => o.Plan, StringComparer.Ordinal).Select(g => new AuditChange(
                    g.Key,
                    scope.ProvinceOf(g.Key),
                    g.ToDictionary(o => o.Code, o => o.Before, StringComparer.Ordinal),
                    g.ToDictionary(o => o.Code, o => o.After, StringComparer.Ordinal))),
            ], ct);
    }

    private static AuditChange Change(string plan, string province, Dictionary<string, object?> before, Dictionary<string, object?> after)
    {
        string[] changed = [.. before.Keys.Where(field => !Equals(before[field], after[field]))];
        return new AuditChange(
            plan, province, changed.ToDictionary(f => f, f => before[f], StringComparer.Ordinal),
            changed.ToDictionary(f => f, f => after[f], StringComparer.Ordinal));
    }

    private static Dictionary<string, object?> Fields(PlanStatement plan) => new(StringComparer.Ordinal)
    {
        ["document_date"] = Iso(plan.DocumentDate),
        ["stated_need_total"] = plan.StatedNeedTotal?.Dong,
        ["stated_need_state"] = plan.StatedNeedState?.Dong,
        ["stated_need_other"] = plan.StatedNeedOther?.Dong,
    };

    /// <summary>The date, or the day of every year as the documents write it (20/5); null where there is none.</summary>
    private static string? Shown(ObligationDate? due) =>
        Iso(due?.BeforeDate)
        ?? (due is { BeforeMonth: { } month, BeforeDay: { } day } ? FormattableString.Invariant($"{day}/{month}") : null);

    private static string? Iso(DateOnly? date) => date is { } day ? FormattableString.Invariant($"{day:yyyy-MM-dd}") : null;
}
