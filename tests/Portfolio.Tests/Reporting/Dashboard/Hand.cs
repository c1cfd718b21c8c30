using Dapper;
using Npgsql;

namespace Portfolio.Tests.Reporting.Dashboard;

/// <summary>
/// Somebody who adds, changes, moves and takes out projects, milestones, needs and envelopes, one statement after the other, by
/// chance but always the same for one seed. Hands work on projects of their own, many at once, in plans that all of them share.
/// </summary>
/// <param name="number">Marks its projects.</param>
/// <param name="seed">Same seed, same work.</param>
/// <param name="byEntries">Whether dates move by entries, as they have to since there are any.</param>
internal sealed class Hand(int number, int seed, bool byEntries = true)
{
    // Rows of this hand, some by chance; @Seed makes a different choice in every statement.
    private const string SomeProjects = "x.code like @Own and hashint8extended(x.id, @Seed) % 3 = 0";

    private const string SomeMilestones =
        "m.project_id in (select id from projects.project x where x.code like @Own) and hashint8extended(m.id, @Seed) % 3 = 0";

    private const string Unfunded = "not exists (select 1 from funding.need_line l where l.project_id = x.id)";

    private static readonly string[] Statements =
    [
        """
        insert into projects.project (code, plan_id, programme_id, kind, sector, stage, stage_basis, name, source_file, source_section, source_item)
        select @Mark || @Seed || '-' || n, g.plan_id, g.id, 'construction', (array['road', 'urban', 'water'])[1 + n % 3], s.stage,
            case when s.stage is not null then 'entered' end, 'n', 'f', 's', 'i'
        from generate_series(1, 12) n
        join (select g.*, row_number() over (order by hashint8extended(g.id, @Seed)) as place from plans.programme g where g.code in ('a', 'b')) g on g.place = n
        cross join lateral (select (array['preparation', 'construction', null])[1 + (n + @Seed) % 3]) s (stage)
        """,
        $"""
        insert into milestones.milestone (project_id, plan_id, code, kind_code, name, planned_on, planned_precision, planned_text, met_on, source_file, source_section, source_item)
        select x.id, x.plan_id, @Seed || '-' || n, 'other', 'm', case when n < 4 then date '2026-10-25' + n * 9 + @Seed % 40 end,
            case when n < 4 then 'day' else 'continuous' end, 't', case when n = 2 then date '2026-01-01' end, 'f', 's', 'i'
        from projects.project x, generate_series(1, 4) n where {SomeProjects}
        """,
        $"update projects.project x set sector = (array['road', 'urban', 'water'])[1 + @Seed % 3], stage = 'procurement', stage_basis = 'entered' where {SomeProjects}",
        $"update projects.project x set name = name || '.' where {SomeProjects}",
        $"""
        update projects.project x set programme_id = g.id, plan_id = g.plan_id
        from plans.programme g
        where g.id = (select id from plans.programme where code in ('a', 'b') order by hashint8extended(id, @Seed + x.id) limit 1) and {SomeProjects} and {Unfunded}
        """,
        $"""
        insert into milestones.date_entry (milestone_id, project_id, field, was_on, was_precision, was_text, now_on, now_precision, now_text, entered_by, entered_on)
        select m.id, m.project_id, 'planned', m.planned_on, m.planned_precision, m.planned_text, m.planned_on + @Seed % 60 - 30, m.planned_precision, 'moved', 'test', '2026-05-05'
        from milestones.milestone m where m.planned_on is not null and (m.planned_text <> 'moved' or @Seed % 60 <> 30) and {SomeMilestones}
        """,
        $"""
        insert into milestones.date_entry (milestone_id, project_id, field, was_on, now_on, entered_by, entered_on)
        select m.id, m.project_id, 'met', m.met_on, case when m.met_on is null then date '2026-05-05' end, 'test', '2026-05-05'
        from milestones.milestone m where m.dropped_on is null and {SomeMilestones}
        """,
        $"""
        insert into milestones.date_entry (milestone_id, project_id, field, was_on, now_on, entered_by, entered_on)
        select m.id, m.project_id, 'dropped', m.dropped_on, case when m.dropped_on is null then date '2026-05-05' end, 'test', '2026-05-05'
        from milestones.milestone m where m.met_on is null and {SomeMilestones}
        """,
        $"delete from milestones.milestone m where {SomeMilestones} and hashint8extended(m.id, @Seed) % 2 = 0 and not exists (select 1 from milestones.date_entry e where e.milestone_id = m.id)",
        $"delete from projects.project x where {SomeProjects} and hashint8extended(x.id, @Seed) % 4 = 0 and {Unfunded} and not exists (select 1 from milestones.date_entry e where e.project_id = x.id)",
        $"""
        insert into funding.need_line (project_id, programme_id, source_code, source_class, amount, figure_basis, recorded_by)
        select x.id, x.programme_id, s.code, s.source_class, 1000 + @Seed, 'entered', 'test'
        from projects.project x, funding.source s where {SomeProjects} and hashint8extended(x.id, @Seed) % 5 = 0
        """,
        """
        update funding.envelope set amount = case when amount is null or @Seed % 2 = 0 then 2000000000000 + @Seed end
        where (programme_id, source_class) = (select programme_id, source_class from funding.envelope order by hashint8extended(programme_id, @Seed), source_class limit 1)
        """,
        """
        with made as (
            insert into plans.programme (plan_id, code, name, short_name, position, source_file, source_section, source_item)
            select id, @Mark || @Seed, 'n', 'n', 9, 'f', 's', 'i' from plans.plan order by hashint8extended(id, @Seed) limit 2
            returning id
        )
        insert into funding.envelope (programme_id, source_class, amount) select id, c, 77 from made, (values ('state'), ('other')) v (c)
        """,
        "delete from plans.programme where code like @Own",
    ];

    // As dates were moved before.
    private static readonly string[] WithoutEntries =
    [
        .. Statements.Where(s => !s.Contains("milestones.date_entry", StringComparison.Ordinal)),
        $"update milestones.milestone m set planned_on = planned_on + @Seed % 60 - 30 where planned_on is not null and {SomeMilestones}",
        $"update milestones.milestone m set met_on = case when met_on is null then date '2026-05-05' end where {SomeMilestones}",
        $"delete from milestones.milestone m where {SomeMilestones} and hashint8extended(m.id, @Seed) % 2 = 0",
        $"delete from projects.project x where {SomeProjects} and hashint8extended(x.id, @Seed) % 4 = 0 and {Unfunded}",
    ];

    private readonly string[] statements = byEntries ? Statements : WithoutEntries;

    private readonly Random chance = new(seed);

    /// <summary>Does so many things, each in a transaction of its own.</summary>
    /// <exception cref="PostgresException">One was refused, or stood in the way of another hand for good (deadlock).</exception>
    public async Task WorkAsync(NpgsqlConnection connection, int times)
    {
        for (var i = 0; i < times; i++)
        {
            // Something must be there before it can be changed.
            var statement = statements[i < 2 ? i : chance.Next(statements.Length)];
            await connection.ExecuteAsync(statement, new { Mark = $"W{number}-", Own = $"W{number}-%", Seed = chance.Next(1_000_000) });
        }
    }
}
