using Dapper;
using Npgsql;
using Portfolio.Accounts;
using Portfolio.Slippage.Rules;

namespace Portfolio.Slippage.Rulings;

/// <summary>Reads and writes what provinces rule.</summary>
internal static class RulingRecords
{
    private const string LockSql = """
        -- Slippage.LockRule
        select r.code from slippage.rule r where r.code = @Rule for update
        """;

    private const string LimitsSql = """
        -- Slippage.ProvinceLimits
        select f.rule_code, f.name, f.value, f.usual, f.unit, f.ruled,
            coalesce((select max(g.id) from slippage.ruling g where g.province_code = f.province_code and g.rule_code = f.rule_code), 0) as version
        from slippage.limit_in_force f
        join slippage.rule_limit l on l.rule_code = f.rule_code and l.name = f.name
        where f.province_code = @Province and (@Rule::text is null or f.rule_code = @Rule) and l.unit <> 'switch'
        order by l.position
        """;

    private const string PastSql = """
        -- Slippage.PastRulings
        select r.rule_code as rule, r.name, r.value, r.reason, r.ruled_by, r.ruled_at
        from slippage.ruling r
        join slippage.rule_limit l on l.rule_code = r.rule_code and l.name = r.name
        where r.province_code = @Province and l.unit <> 'switch'
        order by r.id desc
        limit @Limit
        """;

    private const string WriteSql = """
        -- Slippage.WriteRuling
        with written as (
            insert into slippage.ruling (province_code, rule_code, name, value, reason, ruled_by, ruled_account)
            select @Province, @Rule, v.name, v.value, @Reason, @By, @Account from unnest(@Names::text[], @Values::integer[]) v (name, value)
            returning id
        )
        select max(id) from written
        """;

    private const string SizeSql = """
        -- Slippage.ProjectsOfProvince
        select count(*) from projects.project x join plans.plan p on p.id = x.plan_id where p.province_code = @Province
        """;

    private const string ProjectsSql = """
        -- Slippage.TriedProjects
        select x.id, x.code, x.name from projects.project x where x.id = any(@Ids)
        """;

    /// <summary>Keeps everybody else from ruling on the rule until the end of the transaction.</summary>
    public static Task LockAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, string rule, CancellationToken ct) =>
        connection.ExecuteAsync(new CommandDefinition(LockSql, new { Rule = rule }, transaction, cancellationToken: ct));

    /// <summary>The rules of a province, or one of them, in their order.</summary>
    public static async Task<IReadOnlyList<ProvinceRule>> RulesAsync(
        NpgsqlConnection connection, NpgsqlTransaction? transaction, string province, string? rule, CancellationToken ct)
    {
        var rows = await connection.QueryAsync<LimitRow>(new CommandDefinition(LimitsSql, new { Province = province, Rule = rule }, transaction, cancellationToken: ct));
        return
        [
            .. rows.GroupBy(r => r.RuleCode).Select(g => new ProvinceRule(
                g.Key, [.. g.Select(r => new ProvinceLimit(r.Name, r.Value, r.Usual, r.Unit, r.Ruled))], g.First().Version)),
        ];
    }

    /// <summary>What a province has ruled, latest first.</summary>
    public static async Task<IReadOnlyList<PastRuling>> PastAsync(NpgsqlConnection connection, string province, int limit, CancellationToken ct) =>
        [.. await connection.QueryAsync<PastRuling>(new CommandDefinition(PastSql, new { Province = province, Limit = limit }, cancellationToken: ct))];

    /// <summary>Writes a ruling.</summary>
    /// <returns>The version of the rule from now on.</returns>
    public static Task<long> WriteAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, Actor actor, RuleLimits ruling, IReadOnlyDictionary<string, int> changed, string reason,
        CancellationToken ct) => connection.ExecuteScalarAsync<long>(new CommandDefinition(WriteSql, new
        {
            ruling.Province,
            ruling.Rule,
            Reason = reason,
            By = actor.Name,
            Account = actor.AccountId,
            Names = changed.Keys.ToArray(),
            Values = changed.Values.ToArray(),
        }, transaction, cancellationToken: ct));

    /// <summary>How many projects a province has.</summary>
    public static Task<long> SizeAsync(NpgsqlConnection connection, string province, CancellationToken ct) =>
        connection.ExecuteScalarAsync<long>(new CommandDefinition(SizeSql, new { Province = province }, cancellationToken: ct));

    /// <summary>What a rule would find in a province on a day, with limits that are tried.</summary>
    public static Task<IEnumerable<TriedRow>> TryAsync(
        NpgsqlConnection connection, Rule rule, string province, DateOnly day, IReadOnlyDictionary<string, int> limits, CancellationToken ct) =>
        connection.QueryAsync<TriedRow>(new CommandDefinition(rule.TrySql, new
        {
            Rule = rule.Code,
            Today = day,
            BudgetYear = JudgedYear.Of(day),
            LastScan = (DateOnly?)null,
            Province = province,
            Names = limits.Keys.ToArray(),
            Values = limits.Values.ToArray(),
        }, commandTimeout: 0, cancellationToken: ct));

    /// <summary>Codes and names of projects.</summary>
    public static async Task<IReadOnlyDictionary<long, (string Code, string Name)>> ProjectsAsync(NpgsqlConnection connection, long[] ids, CancellationToken ct) =>
        (await connection.QueryAsync<(long Id, string Code, string Name)>(new CommandDefinition(ProjectsSql, new { Ids = ids }, cancellationToken: ct)))
            .ToDictionary(p => p.Id, p => (p.Code, p.Name));

    private sealed record LimitRow(string RuleCode, string Name, int Value, int Usual, string Unit, bool Ruled, long Version);
}
