using Dapper;
using Npgsql;

namespace Portfolio.Tests.Funding.Properties;

/// <summary>
/// Every invariant of the capital told once more from the lines alone, by other statements than those of the program's own proof
/// and of its triggers. Each query lists what must not be.
/// </summary>
internal static class IndependentProof
{
    private static readonly (string Rule, string Sql)[] Queries =
    [
        ("F1 envelope", """
            select e.programme_id, e.source_class, e.amount, e.itemised, e.unitemised, s.lines
            from funding.envelope e,
                lateral (select coalesce(sum(l.amount), 0) as lines from funding.need_line l
                    where l.programme_id = e.programme_id and l.source_class = e.source_class) s
            where s.lines <> e.itemised or s.lines > e.amount or s.lines < 0 or e.unitemised is distinct from e.amount - s.lines
            """),
        ("need", """
            select coalesce(l.p, n.project_id) as project, coalesce(l.s, n.source_code) as source, l.amount as lines, n.amount as kept, l.basis, n.figure_basis
            from (select project_id as p, source_code as s, sum(amount) as amount, (array_agg(figure_basis order by id desc))[1] as basis
                from funding.need_line group by 1, 2 having sum(amount) <> 0) l
            full join funding.need n on n.project_id = l.p and n.source_code = l.s
            where l.amount is distinct from n.amount or l.basis is distinct from n.figure_basis
            """),
        ("project_need", """
            select p.id, l.state, l.other, l.latest, n.state as kept_state, n.other as kept_other, n.version, n.illustrative
            from projects.project p
            join (select project_id, sum(case source_class when 'state' then amount else 0 end) as state,
                    sum(case source_class when 'other' then amount else 0 end) as other, max(id) as latest from funding.need_line group by 1) l on l.project_id = p.id
            left join funding.project_need n on n.project_id = p.id
            where (l.state, l.other, l.latest) is distinct from (n.state, n.other, n.version)
                or n.illustrative <> exists (select 1 from funding.need x where x.project_id = p.id and x.figure_basis = 'illustrative')
            """),
        ("F2 need", """
            select l.project_id, l.source_code, sum(l.amount) as given,
                (select coalesce(sum(n.amount), 0) from funding.need_line n where n.project_id = l.project_id and n.source_code = l.source_code) as need
            from funding.allocation_line l where l.entry = 'allocated'
            group by 1, 2
            having sum(l.amount) > (select coalesce(sum(n.amount), 0) from funding.need_line n where n.project_id = l.project_id and n.source_code = l.source_code)
                or sum(l.amount) < 0
            """),
        ("F2 investment", """
            select p.id, p.total_investment, t.total_investment as set_by_finance, sum(l.amount) as given
            from projects.project p
            join funding.allocation_line l on l.project_id = p.id and l.entry = 'allocated'
            left join funding.project_terms t on t.project_id = p.id
            group by 1, 2, 3 having sum(l.amount) > coalesce(t.total_investment, p.total_investment)
            """),
        ("F3 ceiling", """
            select g.plan_id, g.source_code, g.year, g.given, c.amount
            from (select plan_id, source_code, year, sum(amount) as given from funding.allocation_line where entry = 'allocated' group by 1, 2, 3) g
            join funding.ceiling_line c on (c.plan_id, c.source_code, c.year) = (g.plan_id, g.source_code, g.year)
            where c.id = (select max(x.id) from funding.ceiling_line x where (x.plan_id, x.source_code, x.year) = (c.plan_id, c.source_code, c.year))
                and g.given > c.amount
            """),
        ("F4 paid", """
            with moved as (
                select project_id, source_code, year, case when entry in ('allocated', 'carried_in') then amount else -amount end as payable, 0 as paid,
                    case entry when 'allocated' then amount else 0 end as given, case entry when 'carried_out' then amount else 0 end as carried_on
                from funding.allocation_line
                union all select project_id, source_code, year, 0, amount, 0, 0 from funding.payment_line
            )
            select project_id, source_code, year, sum(payable) as payable, sum(paid) as paid, sum(given) as given, sum(carried_on) as carried_on
            from moved group by 1, 2, 3
            having sum(paid) > sum(payable) or sum(paid) < 0 or sum(given) < 0 or sum(carried_on) > sum(given)
            """),
        ("F4 carried over", """
            select o.decision_id, i.decision_id as other, o.project_id, o.source_code, o.year, o.amount, i.amount as came
            from (select l.* from funding.allocation_line l where l.entry = 'carried_out') o
            full join (select l.* from funding.allocation_line l where l.entry = 'carried_in') i
                on (i.decision_id, i.project_id, i.source_code, i.year) = (o.decision_id, o.project_id, o.source_code, o.year + 1)
            where o.amount is distinct from i.amount or o.amount < 0
            union all
            select l.decision_id, null, l.project_id, l.source_code, l.year, l.amount, null from funding.allocation_line l where l.entry = 'lapsed' and l.amount < 0
            """),
        // What is not spent when a year is closed is carried over or lapses; from then on money comes back, and is at most paid again.
        ("closed year", """
            select c.id as closing, c.closes_year, a.project_id, a.source_code, a.year, a.payable, a.paid, a.since, a.back, a.waiting
            from funding.decision c
            join (
                select plan_id, project_id, source_code, year, sum(payable) as payable, sum(paid) as paid, sum(since) as since, sum(back) as back,
                    sum(waiting) as waiting
                from (
                    select plan_id, project_id, source_code, year, case when entry in ('allocated', 'carried_in') then amount else -amount end as payable,
                        0 as paid, 0 as since, 0 as back, 0 as waiting
                    from funding.allocation_line
                    union all
                    select plan_id, project_id, source_code, year, 0, case when after_closing then 0 else amount end, case when after_closing then amount else 0 end,
                        case when after_closing and amount < 0 then amount else 0 end, 0
                    from funding.payment_line
                    union all select plan_id, project_id, source_code, year, 0, 0, 0, 0, amount from funding.payment where status = 'entered'
                ) m group by 1, 2, 3, 4
            ) a on a.plan_id = c.plan_id and a.year <= c.closes_year
            where c.kind = 'closing' and c.status = 'approved' and c.withdrawn_at is null
                and (a.payable <> a.paid or a.since + a.waiting > 0 or a.since < a.back or a.paid + a.since < 0)
            """),
        ("posted after a closing that was none", """
            select l.id, l.year from funding.payment_line l
            where l.after_closing and not exists (select 1 from funding.decision c
                where c.plan_id = l.plan_id and c.kind = 'closing' and c.status = 'approved' and c.closes_year >= l.year)
            """),
        // What was carried into a year is spent before its own capital, but not after its day. Own capital that was carried on or lapsed is
        // gone, as carried-in capital is that was not spent in time when the year was closed.
        ("F4 carried in, first and in time", """
            with day as (
                select y.year, (select (y.year::text || '-' || w.value)::date from directory.law_parameter w
                    where w.parameter = 'capital.carry_over.latest' and coalesce(w.valid_from, '-infinity') <= (y.year::text || '-12-31')::date
                        and coalesce(w.valid_to, 'infinity') >= (y.year::text || '-12-31')::date
                    order by w.valid_from desc nulls last limit 1) as last
                from (select distinct year from funding.allocation_line where entry = 'carried_in') y
            ), cell as (
                select l.plan_id, l.project_id, l.source_code, l.year, sum(case l.entry when 'carried_in' then l.amount else 0 end) as came,
                    sum(case l.entry when 'allocated' then l.amount else 0 end) as given, sum(case l.entry when 'carried_out' then l.amount else 0 end) as went,
                    sum(case when l.entry in ('allocated', 'carried_in') then l.amount else -l.amount end) as payable,
                    exists (select 1 from funding.decision c
                        where c.plan_id = l.plan_id and c.kind = 'closing' and c.status = 'approved' and c.closes_year >= l.year) as closed
                from funding.allocation_line l group by 1, 2, 3, 4 having sum(case l.entry when 'carried_in' then l.amount else 0 end) > 0
            ), flow as (
                select c.*, p.paid, p.early, p.early_then, p.then_paid
                from cell c join day d on d.year = c.year,
                lateral (
                    select coalesce(sum(l.amount), 0) as paid, coalesce(sum(case when t.on_day <= d.last then l.amount end), 0) as early,
                        coalesce(sum(case when t.on_day <= d.last and not l.after_closing then l.amount end), 0) as early_then,
                        coalesce(sum(case when not l.after_closing then l.amount end), 0) as then_paid
                    from funding.payment_line l
                    join funding.payment x on x.id = l.payment_id
                    cross join lateral (select coalesce((select y.paid_on from funding.payment_line y where y.payment_id = x.reverses), l.paid_on) as on_day) t
                    where (l.project_id, l.source_code, l.year) = (c.project_id, c.source_code, c.year)
                ) p
            )
            select * from flow
            where (not closed and paid - least(came, early) > given)
                or (closed and paid - least(came, early_then, early) > payable - least(came, early_then))
                or (closed and went > given - (then_paid - least(came, early_then)))
            """),
        ("F5 adjustment", """
            select d.id, coalesce(l.source_code, w.source_code) as source, l.given, w.drawn
            from funding.decision d
            cross join lateral (
                select x.source_code, sum(x.given) as given, sum(x.drawn) as drawn
                from (
                    select a.source_code, a.amount as given, 0 as drawn from funding.allocation_line a where a.decision_id = d.id
                    union all
                    select c.source_code, 0, w.amount from funding.contingency_draw w join funding.contingency c on c.id = w.contingency_id where w.decision_id = d.id
                ) x group by 1
            ) l (source_code, given, drawn)
            cross join lateral (select l.source_code, l.drawn) w
            where d.kind = 'adjustment' and d.status = 'approved' and d.withdrawn_at is null and l.given <> w.drawn
            """),
        ("contingency", """
            select c.id, c.amount, c.drawn, s.draws from funding.contingency c,
                lateral (select coalesce(sum(w.amount), 0) as draws from funding.contingency_draw w join funding.decision d on d.id = w.decision_id
                    where w.contingency_id = c.id and d.status = 'approved' and d.withdrawn_at is null) s
            where c.drawn <> s.draws or s.draws > c.amount
            """),
        ("what is kept is there", """
            select p.code, s.code as source, k.kept, c.ceiling, a.given
            from plans.plan p cross join funding.source s
            cross join lateral (select sum(c.amount - c.drawn) as kept from funding.contingency c where c.plan_id = p.id and c.source_code = s.code) k
            cross join lateral (select sum(y.ceiling) as ceiling, count(y.ceiling) as years from funding.source_year y where y.plan_id = p.id and y.source_code = s.code) c
            cross join lateral (
                select coalesce(sum(l.amount), 0) as given from funding.allocation_line l
                where l.plan_id = p.id and l.source_code = s.code and l.entry = 'allocated') a
            where k.kept > 0 and c.years = p.period_to - p.period_from + 1 and k.kept > c.ceiling - a.given
            """),
        ("draws belong to adjustments of the plan", """
            select w.decision_id, w.contingency_id from funding.contingency_draw w join funding.decision d on d.id = w.decision_id
            join funding.contingency c on c.id = w.contingency_id where d.kind <> 'adjustment' or d.plan_id <> c.plan_id
            """),
        ("F6 lines", """
            select l.id, l.entry, d.id as decision, d.kind, d.status, d.approved_at, l.recorded_at
            from funding.allocation_line l join funding.decision d on d.id = l.decision_id join projects.project p on p.id = l.project_id
            where d.status <> 'approved' or l.recorded_at not in (d.approved_at, coalesce(d.withdrawn_at, d.approved_at)) or (d.kind = 'closing') <> (l.entry <> 'allocated')
                or l.plan_id <> d.plan_id or l.plan_id <> p.plan_id or l.programme_id <> p.programme_id
                or (d.kind = 'closing' and l.year <> d.closes_year + case l.entry when 'carried_in' then 1 else 0 end)
            """),
        ("F6 approved whole", """
            select d.id, d.kind, d.number, d.decided_on, d.signer from funding.decision d
            where d.status = 'approved' and (d.number is null or d.decided_on is null or d.signer is null
                or (d.kind <> 'closing' and not exists (select 1 from funding.allocation_line l where l.decision_id = d.id))
                or exists (select 1 from funding.draft_line l where l.decision_id = d.id))
            """),
        ("numbers are used once", """
            select plan_id, lower(number), count(*) from funding.decision where status = 'approved' group by 1, 2 having count(*) > 1
            union all
            select plan_id, closes_year::text, count(*) from funding.decision where kind = 'closing' and status = 'approved' group by 1, 2 having count(*) > 1
            """),
        ("F7 payments and lines", """
            select p.id, p.status, p.amount, l.amount as line
            from funding.payment p full join funding.payment_line l on l.payment_id = p.id
            where (p.status = 'confirmed') is distinct from (l.id is not null)
                or (l.id is not null and (p.plan_id, p.programme_id, p.project_id, p.source_code, p.source_class, p.year, p.paid_on, p.amount, p.decided_at)
                    is distinct from (l.plan_id, l.programme_id, l.project_id, l.source_code, l.source_class, l.year, l.paid_on, l.amount, l.recorded_at))
            """),
        ("F7 reversals", """
            select r.id, r.amount, o.id as original, o.amount as was, o.status
            from funding.payment r join funding.payment o on o.id = r.reverses
            where r.amount <> -o.amount or (r.project_id, r.source_code, r.year) <> (o.project_id, o.source_code, o.year) or o.status <> 'confirmed'
                or o.reverses is not null or (select count(*) from funding.payment x where x.reverses = o.id) > 1
            """),
        ("allocation", """
            select coalesce(l.p, a.project_id) as project, coalesce(l.s, a.source_code) as source, coalesce(l.y, a.year) as year, to_jsonb(l) as lines, to_jsonb(a) as kept
            from (
                select p, s, y, sum(g) as g, sum(i) as i, sum(o) as o, sum(x) as x, sum(paid) as paid
                from (
                    select project_id as p, source_code as s, year as y, case entry when 'allocated' then amount else 0 end as g,
                        case entry when 'carried_in' then amount else 0 end as i, case entry when 'carried_out' then amount else 0 end as o,
                        case entry when 'lapsed' then amount else 0 end as x, 0 as paid
                    from funding.allocation_line
                    union all select project_id, source_code, year, 0, 0, 0, 0, amount from funding.payment_line
                ) e group by p, s, y
            ) l
            full join funding.allocation a on (a.project_id, a.source_code, a.year) = (l.p, l.s, l.y)
            where (coalesce(l.g, 0), coalesce(l.i, 0), coalesce(l.o, 0), coalesce(l.x, 0), coalesce(l.paid, 0))
                <> (coalesce(a.allocated, 0), coalesce(a.carried_in, 0), coalesce(a.carried_out, 0), coalesce(a.lapsed, 0), coalesce(a.paid, 0))
                or a.payable <> l.g + l.i - l.o - l.x
            """),
        ("need.allocated", """
            select n.project_id, n.source_code, n.allocated, s.given from funding.need n,
                lateral (select coalesce(sum(l.amount), 0) as given from funding.allocation_line l
                    where l.project_id = n.project_id and l.source_code = n.source_code and l.entry = 'allocated') s
            where n.allocated <> s.given
            """),
        ("project_capital", """
            select p.id, p.total_investment, to_jsonb(c) as kept, to_jsonb(s) as lines
            from projects.project p
            left join funding.project_terms t on t.project_id = p.id
            left join funding.project_capital c on c.project_id = p.id,
            lateral (
                select coalesce(sum(l.amount) filter (where l.entry = 'allocated' and l.source_class = 'state'), 0) as sa,
                    coalesce(sum(l.amount) filter (where l.entry = 'allocated' and l.source_class = 'other'), 0) as oa, max(l.id) as latest
                from funding.allocation_line l where l.project_id = p.id
            ) s,
            lateral (
                select coalesce(sum(l.amount) filter (where l.source_class = 'state'), 0) as sp, coalesce(sum(l.amount) filter (where l.source_class = 'other'), 0) as op
                from funding.payment_line l where l.project_id = p.id
            ) y
            where (s.sa, s.oa, y.sp, y.op) <> (coalesce(c.state_allocated, 0), coalesce(c.other_allocated, 0), coalesce(c.state_paid, 0), coalesce(c.other_paid, 0))
                or (c.project_id is not null and (c.total_investment is distinct from coalesce(t.total_investment, p.total_investment)
                    or c.version <> s.latest or c.programme_id <> p.programme_id))
            """),
        ("programme_year", """
            select coalesce(l.g, y.programme_id) as programme, coalesce(l.s, y.source_code) as source, coalesce(l.y, y.year) as year, to_jsonb(l) as lines, to_jsonb(y) as kept
            from (
                select programme_id as g, source_code as s, year as y, sum(amount) filter (where entry = 'allocated') as allocated,
                    sum(amount) filter (where entry = 'carried_in') as came, sum(amount) filter (where entry = 'carried_out') as went,
                    sum(amount) filter (where entry = 'lapsed') as lapsed, sum(amount) filter (where entry = 'paid') as paid
                from (
                    select programme_id, source_code, year, entry, amount from funding.allocation_line
                    union all select programme_id, source_code, year, 'paid', amount from funding.payment_line
                ) e group by 1, 2, 3
            ) l
            full join funding.programme_year y on (y.programme_id, y.source_code, y.year) = (l.g, l.s, l.y)
            where coalesce(l.allocated, 0) <> coalesce(y.allocated, 0) or coalesce(l.came, 0) <> coalesce(y.carried_in, 0)
                or coalesce(l.went, 0) <> coalesce(y.carried_out, 0) or coalesce(l.lapsed, 0) <> coalesce(y.lapsed, 0) or coalesce(l.paid, 0) <> coalesce(y.paid, 0)
            """),
        ("programme_month", """
            select m.programme_id, m.source_class, m.year, m.month, m.paid, l.paid as lines
            from funding.programme_month m
            full join (select programme_id, source_class, year, make_date(extract(year from paid_on)::int, extract(month from paid_on)::int, 1) as month, sum(amount) as paid
                from funding.payment_line group by 1, 2, 3, 4) l using (programme_id, source_class, year, month)
            where coalesce(m.paid, 0) <> coalesce(l.paid, 0)
            """),
        ("source_year", """
            select y.plan_id, y.source_code, y.year, y.allocated, y.ceiling, y.version, g.given, c.amount, c.id as latest
            from funding.source_year y
            full join (select plan_id, source_code, year, sum(amount) as given from funding.allocation_line where entry = 'allocated' group by 1, 2, 3) g
                using (plan_id, source_code, year)
            full join (select plan_id, source_code, year, max(id) as id, (array_agg(amount order by id desc))[1] as amount from funding.ceiling_line group by 1, 2, 3) c
                using (plan_id, source_code, year)
            where coalesce(y.allocated, 0) <> coalesce(g.given, 0) or y.ceiling is distinct from c.amount or coalesce(y.version, 0) <> coalesce(c.id, 0)
            """),
    ];

    private static readonly string AllSql = string.Join(
        "\nunion all\n", Queries.Select(q => $"select '{q.Rule}' as rule, to_jsonb(x)::text as row from (\n{q.Sql}\n) x"));

    /// <summary>Everything that must not be, each with the rule that it breaks; nothing where all holds.</summary>
    public static async Task<IReadOnlyList<string>> FindAsync(NpgsqlConnection connection) =>
        [.. (await connection.QueryAsync<(string Rule, string Row)>(AllSql)).Select(f => $"{f.Rule}: {f.Row}")];
}
