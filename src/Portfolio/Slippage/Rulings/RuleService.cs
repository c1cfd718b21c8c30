using Npgsql;
using Portfolio.Accounts;
using Portfolio.Audit;
using Portfolio.Common;
using Portfolio.Slippage.Rules;

namespace Portfolio.Slippage.Rulings;

/// <summary>The limits of the rules of early warning in a province: read, tried on the past, and ruled on.</summary>
public sealed class RuleService(PortfolioDatabase database, BusinessCalendar calendar)
{
    /// <summary>Days that a trial looks back.</summary>
    public const int DaysTried = 90;

    /// <summary>Episodes that a trial lists.</summary>
    public const int EpisodesShown = 200;

    private const int RulingsShown = 200;
    private const int DailyUpToProjects = 5_000;
    private const int DaysOfWeek = 7;

    /// <summary>Every rule as it holds in a province, in the order in which they are shown.</summary>
    /// <param name="actor">Who asks; needs <see cref="Permission.ViewHistory"/> in the province.</param>
    /// <param name="province">Province.</param>
    /// <param name="ct">Cancels the call.</param>
    /// <exception cref="NotFoundException">There is no such province.</exception>
    public async Task<IReadOnlyList<ProvinceRule>> RulesAsync(Actor actor, string province, CancellationToken ct)
    {
        actor.Demand(Permission.ViewHistory);
        actor.Demand(Permission.ViewHistory, Place.In(province));
        await using var connection = await database.OpenAsync(ct);
        var rules = await RulingRecords.RulesAsync(connection, null, province, null, ct);
        return rules.Count > 0 ? rules : throw new NotFoundException("province", province);
    }

    /// <summary>What a province has ruled, latest first.</summary>
    /// <inheritdoc cref="RulesAsync"/>
    public async Task<IReadOnlyList<PastRuling>> RulingsAsync(Actor actor, string province, CancellationToken ct)
    {
        actor.Demand(Permission.ViewHistory);
        actor.Demand(Permission.ViewHistory, Place.In(province));
        await using var connection = await database.OpenAsync(ct);
        return await RulingRecords.PastAsync(connection, province, RulingsShown, ct);
    }

    /// <summary>Rules on limits of a rule; the next scan judges by them.</summary>
    /// <param name="actor">Who rules; needs <see cref="Permission.RuleWarnings"/> in the province.</param>
    /// <param name="ruling">The limits that change, and why.</param>
    /// <param name="ct">Cancels the call.</param>
    /// <returns>The version of the rule from now on.</returns>
    /// <exception cref="NotFoundException">There is no such rule or province.</exception>
    /// <exception cref="StaleException"><c>slippage.rule_stale</c>: somebody ruled on it since it was read.</exception>
    /// <exception cref="ValidationFailedException">A limit is unknown, cannot be so, or does not fit another one; or the reason is missing.</exception>
    /// <exception cref="RuleException"><c>slippage.limits_same</c>: all of it is so already.</exception>
    public async Task<long> RuleAsync(Actor actor, RuleLimits ruling, CancellationToken ct)
    {
        actor.Demand(Permission.RuleWarnings);
        actor.Demand(Permission.RuleWarnings, Place.In(ruling.Province));
        var reason = LimitChecks.Reason(ruling);
        return await database.TransactAsync(async (connection, transaction) =>
        {
            await RulingRecords.LockAsync(connection, transaction, ruling.Rule, ct);
            var before = await RequireAsync(connection, transaction, ruling, ct);
            if (ruling.Version is { } seen && seen != before.Version)
                throw new StaleException("slippage.rule_stale");
            LimitChecks.Demand(ruling, before);
            var changed = ruling.Limits.Where(l => before.Limits.Single(b => b.Name == l.Key).Value != l.Value).ToDictionary();
            if (changed.Count == 0)
                throw new RuleException("slippage.limits_same", new Dictionary<string, object?>());
            var version = await RulingRecords.WriteAsync(connection, transaction, actor, ruling, changed, reason, ct);
            await AuditLog.WriteAsync(
                connection, transaction, actor, "slippage.limits_ruled", "province",
                [new AuditChange(ruling.Province, ruling.Province, Words(ruling.Rule, before, changed.Keys, new Dictionary<string, int>()), Words(ruling.Rule, before, changed.Keys, changed))], reason, ct);
            return version;
        }, ct);
    }

    /// <summary>Tells what limits would have raised in the last 90 days, beside those in force; writes nothing.</summary>
    /// <param name="actor">Who asks; needs <see cref="Permission.RuleWarnings"/> in the province.</param>
    /// <param name="tried">The limits that would change.</param>
    /// <param name="ct">Cancels the trial.</param>
    /// <exception cref="NotFoundException">There is no such rule or province.</exception>
    /// <exception cref="ValidationFailedException">A limit is unknown, cannot be so, or does not fit another one.</exception>
    public async Task<Trial> TryAsync(Actor actor, RuleLimits tried, CancellationToken ct)
    {
        actor.Demand(Permission.RuleWarnings);
        actor.Demand(Permission.RuleWarnings, Place.In(tried.Province));
        await using var connection = await database.OpenAsync(ct);
        var inForce = await RequireAsync(connection, null, tried, ct);
        LimitChecks.Demand(tried, inForce);
        var rule = Rule.All.Single(r => r.Code == tried.Rule);
        var today = calendar.Today;
        var step = await RulingRecords.SizeAsync(connection, tried.Province, ct) <= DailyUpToProjects ? 1 : DaysOfWeek;
        IReadOnlyList<DateOnly> days = rule.OfAnyDay ? [.. Enumerable.Range(0, (DaysTried / step) + 1).Select(i => today.AddDays(-step * i)).Reverse()] : [today];
        var now = await RaisedAsync(connection, rule, tried.Province, days, new Dictionary<string, int>(), ct);
        var then = await RaisedAsync(connection, rule, tried.Province, days, tried.Limits, ct);
        return new Trial(
            days[0], today, step, !rule.OfAnyDay, TrialDays.Count(then), TrialDays.Count(now), await ShownAsync(connection, rule, then, ct), then.Count);
    }

    // Daily in provinces of up to 5.000 projects, weekly in larger ones. What was entered meanwhile is known of those days as well: payments,
    // forecasts and percentages are those of now.
    private static async Task<IReadOnlyList<TrialDays.Run>> RaisedAsync(
        NpgsqlConnection connection, Rule rule, string province, IReadOnlyList<DateOnly> days, IReadOnlyDictionary<string, int> limits, CancellationToken ct)
    {
        var found = (await RulingRecords.TryAsync(connection, rule, province, days, limits, ct)).ToLookup(r => r.Day);
        var episodes = new TrialDays();
        foreach (var day in days)
            episodes.Add(day, found[day], firstCounts: !rule.OfAnyDay);
        return episodes.Raised();
    }

    private static async Task<IReadOnlyList<TrialEpisode>> ShownAsync(
        NpgsqlConnection connection, Rule rule, IReadOnlyList<TrialDays.Run> raised, CancellationToken ct)
    {
        var shown = raised.Take(EpisodesShown).ToList();
        var projects = await RulingRecords.ProjectsAsync(connection, [.. shown.Select(r => r.ProjectId).OfType<long>().Distinct()], ct);
        return
        [
            .. shown.Select(r =>
            {
                var project = r.ProjectId is { } id ? projects.GetValueOrDefault(id) : default;
                return new TrialEpisode(rule.SubjectType, r.SubjectId, project.Code, project.Name, r.Severity, r.StoodBefore ? null : r.FoundOn, r.RedOn, r.EndedOn);
            }),
        ];
    }

    private static async Task<ProvinceRule> RequireAsync(NpgsqlConnection connection, NpgsqlTransaction? transaction, RuleLimits asked, CancellationToken ct) =>
        (await RulingRecords.RulesAsync(connection, transaction, asked.Province, asked.Rule, ct)).SingleOrDefault() ?? throw new NotFoundException("rule", asked.Rule);

    private static Dictionary<string, object?> Words(string rule, ProvinceRule before, IEnumerable<string> names, IReadOnlyDictionary<string, int> changed) => new()
    {
        ["rule"] = rule,
        ["limits"] = string.Join(", ", before.Limits.Where(l => names.Contains(l.Name))
            .Select(l => FormattableString.Invariant($"{l.Name} {(changed.TryGetValue(l.Name, out var value) ? value : l.Value)}"))),
    };
}
