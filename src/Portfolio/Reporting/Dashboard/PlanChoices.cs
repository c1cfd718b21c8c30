using Dapper;
using Npgsql;
using Portfolio.Common;

namespace Portfolio.Reporting.Dashboard;

/// <summary>
/// The plans one can choose, remembered for a short while: there are hundreds, every first page lists them, and they change with
/// documents alone.
/// </summary>
internal sealed class PlanChoices(TimeProvider clock)
{
    private static readonly TimeSpan Remembered = TimeSpan.FromSeconds(30);

    private const string AllSql = """
        -- Reporting.Dashboard.Choices
        select p.code, v.name as province_name, v.name_en as province_name_en, p.short_name
        from plans.plan p
        join directory.province v on v.code = p.province_code
        order by p.position, p.code
        """;

    private volatile Memory? memory;

    /// <summary>The plans in their order, as of half a minute ago at most.</summary>
    public async ValueTask<ValueList<PlanChoice>> GetAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        if (memory is { } known && clock.GetElapsedTime(known.Since) < Remembered)
            return known.Plans;
        var since = clock.GetTimestamp();
        ValueList<PlanChoice> plans = [.. await connection.QueryAsync<PlanChoice>(new CommandDefinition(AllSql, cancellationToken: ct))];
        // Equal ones stay the same, so that nothing made of them is made anew.
        plans = memory is { } old && old.Plans.Equals(plans) ? old.Plans : plans;
        memory = new Memory(plans, since);
        return plans;
    }

    private sealed record Memory(ValueList<PlanChoice> Plans, long Since);
}
