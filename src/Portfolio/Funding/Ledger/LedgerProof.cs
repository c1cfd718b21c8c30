using Dapper;
using Npgsql;
using Portfolio.Common;
using Portfolio.Funding.Closing;
using Portfolio.Plans;

namespace Portfolio.Funding.Ledger;

/// <summary>Recomputes every sum from the lines, and every rule from the sums: nothing here trusts what the triggers keep.</summary>
internal static class LedgerProof
{
    // Each branch gives the rows in which what is kept differs from what the lines say, or a rule does not hold.
    private const string FaultsSql = """
        -- Funding.LedgerFaults
        with need_sum as materialized (
            select project_id, source_code, sum(amount) as amount from funding.need_line group by project_id, source_code
        ), given_in as materialized (
            -- A project may have moved since: its lines stay with the programme and plan they were posted for.
            select project_id, programme_id, plan_id, source_code, source_class, year,
                coalesce(sum(amount) filter (where entry = 'allocated'), 0) as allocated,
                coalesce(sum(amount) filter (where entry = 'carried_in'), 0) as carried_in,
                coalesce(sum(amount) filter (where entry = 'carried_out'), 0) as carried_out,
                coalesce(sum(amount) filter (where entry = 'lapsed'), 0) as lapsed
            from funding.allocation_line
            group by project_id, programme_id, plan_id, source_code, source_class, year
        ), given as materialized (
            select project_id, source_code, year, max(plan_id) as plan_id, max(source_class) as source_class, sum(allocated) as allocated,
                sum(carried_in) as carried_in, sum(carried_out) as carried_out, sum(lapsed) as lapsed
            from given_in
            group by project_id, source_code, year
        ), paid_in as materialized (
            select project_id, programme_id, plan_id, source_code, source_class, year, sum(amount) as paid,
                coalesce(sum(amount) filter (where not after_closing), 0) as paid_before
            from funding.payment_line
            group by project_id, programme_id, plan_id, source_code, source_class, year
        ), paid as materialized (
            select project_id, source_code, year, max(plan_id) as plan_id, max(source_class) as source_class, sum(paid) as paid,
                sum(paid_before) as paid_before
            from paid_in
            group by project_id, source_code, year
        ), part as materialized (
            select programme_id, plan_id, source_code, source_class, year, allocated, carried_in, carried_out, lapsed, 0 as paid from given_in
            union all
            select programme_id, plan_id, source_code, source_class, year, 0, 0, 0, 0, paid from paid_in
        ), cell as materialized (
            select project_id, source_code, year, coalesce(g.plan_id, p.plan_id) as plan_id,
                coalesce(g.source_class, p.source_class) as source_class, coalesce(g.allocated, 0) as allocated,
                coalesce(g.carried_in, 0) as carried_in, coalesce(g.carried_out, 0) as carried_out, coalesce(g.lapsed, 0) as lapsed,
                coalesce(p.paid, 0) as paid, coalesce(p.paid_before, 0) as paid_before,
                coalesce(year <= c.closed_to, false) as closed
            from given g full join paid p using (project_id, source_code, year)
            left join (
                select plan_id, max(closes_year) as closed_to from funding.decision
                where kind = 'closing' and status = 'approved' and withdrawn_at is null group by plan_id
            ) c on c.plan_id = coalesce(g.plan_id, p.plan_id)
        ), project_given as materialized (
            select project_id, source_code, sum(allocated) as allocated from cell group by project_id, source_code
        ), fault (invariant, plan_id, programme_id, project_id, decision_id, source_code, year, expected, found) as (
            select 'need', null::bigint, null::bigint, project_id, null::bigint, source_code, null::int, s.amount, n.amount
            from need_sum s full join funding.need n using (project_id, source_code)
            where coalesce(s.amount, 0) <> coalesce(n.amount, 0)
            union all
            select 'need.allocated', null, null, project_id, null, source_code, null, g.allocated, n.allocated
            from project_given g full join funding.need n using (project_id, source_code)
            where coalesce(g.allocated, 0) <> coalesce(n.allocated, 0)
            union all
            select 'project_need', null, null, project_id, null, null, null, coalesce(s.state, 0) + coalesce(s.other, 0), n.total
            from (
                select project_id, coalesce(sum(amount) filter (where source_class = 'state'), 0) as state,
                    coalesce(sum(amount) filter (where source_class = 'other'), 0) as other
                from funding.need_line group by project_id
            ) s full join funding.project_need n using (project_id)
            where (coalesce(s.state, 0), coalesce(s.other, 0)) <> (coalesce(n.state, 0), coalesce(n.other, 0))
            union all
            select 'envelope.itemised', null, e.programme_id, null, null, e.source_class, null, coalesce(l.amount, 0), e.itemised
            from funding.envelope e
            left join (select programme_id, source_class, sum(amount) as amount from funding.need_line group by 1, 2) l
                on l.programme_id = e.programme_id and l.source_class = e.source_class
            where coalesce(l.amount, 0) <> e.itemised
            union all
            select 'F1', null, e.programme_id, null, null, e.source_class, null, e.amount, l.amount
            from funding.envelope e
            join (select programme_id, source_class, sum(amount) as amount from funding.need_line group by 1, 2) l
                on l.programme_id = e.programme_id and l.source_class = e.source_class
            where l.amount > e.amount
            union all
            select 'F2', null, null, g.project_id, null, g.source_code, null, coalesce(s.amount, 0), g.allocated
            from project_given g left join need_sum s on s.project_id = g.project_id and s.source_code = g.source_code
            where g.allocated > coalesce(s.amount, 0)
            union all
            select 'F2', null, null, g.project_id, null, null, null, funding.total_investment(g.project_id), g.allocated
            from (select project_id, sum(allocated) as allocated from project_given group by project_id) g
            where g.allocated > funding.total_investment(g.project_id)
            union all
            select 'allocation', null, null, project_id, null, source_code, year,
                c.allocated + c.carried_in - c.carried_out - c.lapsed, a.allocated + a.carried_in - a.carried_out - a.lapsed
            from cell c full join funding.allocation a using (project_id, source_code, year)
            where (coalesce(c.allocated, 0), coalesce(c.carried_in, 0), coalesce(c.carried_out, 0), coalesce(c.lapsed, 0))
                <> (coalesce(a.allocated, 0), coalesce(a.carried_in, 0), coalesce(a.carried_out, 0), coalesce(a.lapsed, 0))
            union all
            select 'allocation.paid', null, null, project_id, null, source_code, year, c.paid, a.paid
            from cell c full join funding.allocation a using (project_id, source_code, year)
            where coalesce(c.paid, 0) <> coalesce(a.paid, 0)
            union all
            select 'F4', null, null, c.project_id, null, c.source_code, c.year, c.allocated + c.carried_in - c.carried_out - c.lapsed, c.paid
            from cell c
            where c.paid > c.allocated + c.carried_in - c.carried_out - c.lapsed or c.paid < 0 or c.allocated < 0
            union all
            -- What leaves a year comes into the next.
            select 'F4', null, null, coalesce(o.project_id, i.project_id), null, coalesce(o.source_code, i.source_code), coalesce(o.year + 1, i.year),
                o.carried_out, i.carried_in
            from (select project_id, source_code, year, carried_out from cell where carried_out <> 0) o
            full join (select project_id, source_code, year, carried_in from cell where carried_in <> 0) i
                on i.project_id = o.project_id and i.source_code = o.source_code and i.year = o.year + 1
            where o.carried_out is distinct from i.carried_in
            union all
            -- When a year is closed nothing is left: it was paid, carried over, or lapsed. What is paid less since was recovered (F4 holds
            -- what is paid again); while a year is open, nothing is posted after its closing.
            select 'closed_year', c.plan_id, null, c.project_id, null, c.source_code, c.year,
                case when c.closed then c.allocated + c.carried_in - c.carried_out - c.lapsed else c.paid end, c.paid_before
            from cell c
            where c.paid_before <> case when c.closed then c.allocated + c.carried_in - c.carried_out - c.lapsed else c.paid end
            union all
            -- What was carried into a year is spent first, as far as it is spent in time: all else is paid out of the capital of the year
            -- itself. What of it was not spent in time lapsed with the closing, before anything else did.
            select 'carried_in', c.plan_id, null, c.project_id, null, c.source_code, c.year, own.has, own.spent
            from cell c
            join unnest(@CarryYears::int[], @CarryDays::date[]) as law (year, day) on law.year = c.year
            cross join lateral (
                select coalesce(sum(l.amount), 0) as now, coalesce(sum(l.amount) filter (where not l.after_closing), 0) as before
                from funding.payment_line l
                join funding.payment p on p.id = l.payment_id
                left join funding.payment o on o.id = p.reverses
                where l.project_id = c.project_id and l.source_code = c.source_code and l.year = c.year and coalesce(o.paid_on, l.paid_on) <= law.day
            ) in_time
            cross join lateral (select case when c.closed then least(c.carried_in, in_time.before) else c.carried_in end as amount) came
            cross join lateral (
                select c.allocated - c.carried_out - greatest(0, c.lapsed - (c.carried_in - came.amount)) as has, c.paid - least(came.amount, in_time.now) as spent
            ) own
            where c.carried_in > 0 and own.spent > own.has
            union all
            select 'project_capital.total_investment', null, null, p.project_id, null, null, null, funding.total_investment(p.project_id), p.total_investment
            from funding.project_capital p
            where p.total_investment is distinct from funding.total_investment(p.project_id)
            union all
            select 'project_capital', null, null, project_id, null, null, null, c.amount, p.allocated + p.paid
            from (
                select project_id, sum(allocated + paid) as amount, coalesce(sum(allocated) filter (where source_class = 'state'), 0) as sa,
                    coalesce(sum(allocated) filter (where source_class = 'other'), 0) as oa, coalesce(sum(paid) filter (where source_class = 'state'), 0) as sp,
                    coalesce(sum(paid) filter (where source_class = 'other'), 0) as op
                from cell group by project_id
            ) c full join funding.project_capital p using (project_id)
            where (coalesce(c.sa, 0), coalesce(c.oa, 0), coalesce(c.sp, 0), coalesce(c.op, 0))
                <> (coalesce(p.state_allocated, 0), coalesce(p.other_allocated, 0), coalesce(p.state_paid, 0), coalesce(p.other_paid, 0))
            union all
            select 'programme_year', null, programme_id, null, null, source_code, year, c.amount, y.allocated + y.carried_in - y.carried_out - y.lapsed - y.paid
            from (
                select programme_id, source_code, year, sum(allocated) as allocated, sum(carried_in) as carried_in, sum(carried_out) as carried_out,
                    sum(lapsed) as lapsed, sum(paid) as paid, sum(allocated + carried_in - carried_out - lapsed - paid) as amount
                from part
                group by programme_id, source_code, year
            ) c full join funding.programme_year y using (programme_id, source_code, year)
            where (coalesce(c.allocated, 0), coalesce(c.carried_in, 0), coalesce(c.carried_out, 0), coalesce(c.lapsed, 0), coalesce(c.paid, 0))
                <> (coalesce(y.allocated, 0), coalesce(y.carried_in, 0), coalesce(y.carried_out, 0), coalesce(y.lapsed, 0), coalesce(y.paid, 0))
            union all
            select 'programme_month', null, programme_id, null, null, source_class, year, l.paid, m.paid
            from (
                select programme_id, source_class, year, date_trunc('month', paid_on)::date as month, sum(amount) as paid
                from funding.payment_line group by 1, 2, 3, 4
            ) l full join funding.programme_month m using (programme_id, source_class, year, month)
            where coalesce(l.paid, 0) <> coalesce(m.paid, 0)
            union all
            select 'plan_year', plan_id, null, null, null, source_class, year, c.payable - c.paid, y.payable - y.paid
            from (
                select plan_id, source_class, year, sum(allocated) as allocated, sum(allocated + carried_in - carried_out - lapsed) as payable, sum(paid) as paid
                from part group by plan_id, source_class, year
            ) c full join (
                select plan_id, source_class, year, sum(allocated) as allocated, sum(payable) as payable, sum(paid) as paid
                from funding.plan_year group by plan_id, source_class, year
            ) y using (plan_id, source_class, year)
            where (coalesce(c.allocated, 0), coalesce(c.payable, 0), coalesce(c.paid, 0)) <> (coalesce(y.allocated, 0), coalesce(y.payable, 0), coalesce(y.paid, 0))
            union all
            select 'plan_envelope', p.plan_id, null, null, null, null, null, e.need_state + e.need_other, p.need_state + p.need_other
            from funding.plan_envelope p
            join funding.envelopes_of_plans((select array_agg(plan_id) from funding.plan_envelope)) e on e.plan_id = p.plan_id
            where (p.state, p.other, p.itemised_state, p.itemised_other, p.need_state, p.need_other)
                is distinct from (e.state, e.other, e.itemised_state, e.itemised_other, e.need_state, e.need_other)
            union all
            select 'source_year', plan_id, null, null, null, source_code, year, c.allocated, y.allocated
            from (select plan_id, source_code, year, sum(allocated) as allocated from given_in group by plan_id, source_code, year) c
            full join funding.source_year y using (plan_id, source_code, year)
            where coalesce(c.allocated, 0) <> coalesce(y.allocated, 0)
            union all
            select 'source_year.ceiling', plan_id, null, null, null, source_code, year, c.amount, y.ceiling
            from (
                select distinct on (plan_id, source_code, year) plan_id, source_code, year, amount
                from funding.ceiling_line order by plan_id, source_code, year, id desc
            ) c full join funding.source_year y using (plan_id, source_code, year)
            where c.amount is distinct from y.ceiling
            union all
            select 'F3', g.plan_id, null, null, null, g.source_code, g.year, c.amount, g.allocated
            from (select plan_id, source_code, year, sum(allocated) as allocated from given_in group by plan_id, source_code, year) g
            join (
                select distinct on (plan_id, source_code, year) plan_id, source_code, year, amount
                from funding.ceiling_line order by plan_id, source_code, year, id desc
            ) c on c.plan_id = g.plan_id and c.source_code = g.source_code and c.year = g.year
            where g.allocated > c.amount
            union all
            select 'F5', d.plan_id, null, null, d.id, b.source_code, null, sum(b.drawn), sum(b.given)
            from funding.decision d
            join (
                select decision_id, source_code, amount as given, 0 as drawn from funding.allocation_line where entry = 'allocated'
                union all
                select x.decision_id, c.source_code, 0, x.amount from funding.contingency_draw x join funding.contingency c on c.id = x.contingency_id
            ) b on b.decision_id = d.id
            where d.kind = 'adjustment' and d.status = 'approved' and d.withdrawn_at is null
            group by d.plan_id, d.id, b.source_code
            having sum(b.given) <> sum(b.drawn)
            union all
            select 'F6', d.plan_id, null, null, d.id, null, null, null, count(*)
            from funding.allocation_line l join funding.decision d on d.id = l.decision_id
            where d.status <> 'approved'
            group by d.plan_id, d.id
            union all
            select 'decision_sum', d.plan_id, null, null, d.id, null, null, coalesce(c.given - c.taken, 0), coalesce(s.given - s.taken, 0)
            from (
                select l.decision_id, count(*) filter (where l.entry <> 'lapsed') as lines, count(distinct l.project_id) as projects,
                    coalesce(sum(x.change) filter (where x.change > 0), 0) as given, coalesce(-sum(x.change) filter (where x.change < 0), 0) as taken,
                    coalesce(sum(l.amount) filter (where l.entry <> 'lapsed'), 0) as total
                from funding.allocation_line l
                cross join lateral (select case l.entry when 'lapsed' then -l.amount else l.amount end as change) x
                where l.entry <> 'carried_in'
                group by l.decision_id
            ) c
            full join funding.decision_sum s using (decision_id)
            join funding.decision d on d.id = decision_id
            where (c.lines, c.projects, c.given, c.taken, c.total) is distinct from (s.lines, s.projects, s.given, s.taken, s.total)
            union all
            select 'contingency', c.plan_id, null, null, null, c.source_code, null, coalesce(w.amount, 0), c.drawn
            from funding.contingency c
            left join (
                select x.contingency_id, sum(x.amount) as amount
                from funding.contingency_draw x join funding.decision d on d.id = x.decision_id and d.status = 'approved' and d.withdrawn_at is null
                group by x.contingency_id
            ) w on w.contingency_id = c.id
            where coalesce(w.amount, 0) <> c.drawn
            union all
            -- What is kept back is there to be drawn, as far as every year has a ceiling.
            select 'contingency', k.plan_id, null, null, null, k.source_code, null, b.room, k.kept
            from (
                select plan_id, source_code, sum(amount - drawn) as kept from funding.contingency group by plan_id, source_code
            ) k
            join unnest(@Plans::bigint[], @From::int[], @To::int[]) as p (id, period_from, period_to) on p.id = k.plan_id
            cross join lateral (
                select sum(c.amount) - coalesce((
                    select sum(g.allocated) from given g
                    where g.plan_id = k.plan_id and g.source_code = k.source_code and g.year between p.period_from and p.period_to), 0) as room
                from (
                    select distinct on (x.year) x.amount from funding.ceiling_line x
                    where x.plan_id = k.plan_id and x.source_code = k.source_code and x.year between p.period_from and p.period_to
                    order by x.year, x.id desc
                ) c
                having count(c.amount) = p.period_to - p.period_from + 1
            ) b
            where k.kept > 0 and k.kept > b.room
            union all
            select 'F7', null, null, coalesce(p.project_id, l.project_id), null, coalesce(p.source_code, l.source_code), coalesce(p.year, l.year), p.amount, l.amount
            from (select id, project_id, source_code, year, amount, paid_on from funding.payment where status = 'confirmed') p
            full join funding.payment_line l on l.payment_id = p.id
            where (p.project_id, p.source_code, p.year, p.amount, p.paid_on)
                is distinct from (l.project_id, l.source_code, l.year, l.amount, l.paid_on)
        )
        select f.invariant, f.plan_id, f.programme_id, f.project_id, f.decision_id, f.source_code, f.year,
            f.expected::bigint as expected, f.found::bigint as found
        from fault f
        order by f.invariant, f.plan_id, f.programme_id, f.project_id, f.source_code, f.year
        limit 1000
        """;

    private const string LinesSql = """
        -- Funding.LedgerLines
        select (select count(*) from funding.need_line) + (select count(*) from funding.allocation_line)
            + (select count(*) from funding.payment_line) + (select count(*) from funding.ceiling_line)
        """;

    /// <summary>Every difference, at most a thousand.</summary>
    public static async Task<IReadOnlyList<FaultRow>> FindAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, CancellationToken ct)
    {
        var plans = await PlanLookup.AllAsync(connection, transaction, ct);
        // Capital is carried into the years of a plan, and into the one after it.
        var carry = await YearRules.CarriedInUntilAsync(
            connection, transaction, plans.SelectMany(p => Enumerable.Range(p.PeriodFrom, p.PeriodTo - p.PeriodFrom + 2)), ct);
        return [.. await connection.QueryAsync<FaultRow>(new CommandDefinition(FaultsSql, new
        {
            Plans = plans.Select(p => p.Id).ToArray(),
            From = plans.Select(p => p.PeriodFrom).ToArray(),
            To = plans.Select(p => p.PeriodTo).ToArray(),
            CarryYears = carry.Years,
            CarryDays = carry.Days,
        }, transaction, commandTimeout: 0, cancellationToken: ct))];
    }

    /// <summary>How many lines there are.</summary>
    public static Task<long> LinesAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, CancellationToken ct) =>
        connection.ExecuteScalarAsync<long>(new CommandDefinition(LinesSql, null, transaction, commandTimeout: 0, cancellationToken: ct));
}

/// <summary>A difference by the keys of where it is.</summary>
internal sealed record FaultRow(
    string Invariant, long? PlanId, long? ProgrammeId, long? ProjectId, long? DecisionId, string? SourceCode, int? Year, long? Expected, long? Found)
{
    /// <summary>The same of a number.</summary>
    public static FaultRow Of(CountFault fault) =>
        new(fault.Kept, fault.PlanId, fault.ProgrammeId, null, null, fault.Of, null, fault.Expected, fault.Found);
}
