using Dapper;
using Portfolio.Accounts;
using Portfolio.Common;
using Portfolio.Milestones.Confirmation;
using Portfolio.Milestones.Links;
using Portfolio.Milestones.Plan;
using Portfolio.Milestones.Updates;
using Portfolio.Tests.Funding;
using Portfolio.Tests.Funding.Needs;

namespace Portfolio.Tests.Milestones;

/// <summary>Two projects of one owner and one of another, with a few milestones each, on 15 June 2026.</summary>
internal sealed class SmallSchedule : IAsyncDisposable
{
    public static readonly DateOnly Today = new(2026, 6, 15);

    public static readonly Actor Construction = new("Sở Xây dựng", Role.Construction) { Reach = new Reach("xx", null) };

    public static readonly Actor Finance = new("Sở Tài chính", Role.Finance) { Reach = new Reach("xx", null) };

    private SmallSchedule(SmallPortfolio portfolio)
    {
        Portfolio = portfolio;
        var calendar = new BusinessCalendar(new TurnedClock(new DateTimeOffset(2026, 6, 15, 3, 0, 0, TimeSpan.Zero)));
        Updates = new MilestoneUpdates(portfolio.Access, calendar);
        Plans = new MilestonePlans(portfolio.Access, calendar);
        Links = new MilestoneLinks(portfolio.Access, calendar);
        Confirmation = new MilestoneConfirmation(portfolio.Access, calendar);
    }

    public SmallPortfolio Portfolio { get; }

    public MilestoneUpdates Updates { get; }

    public MilestonePlans Plans { get; }

    public MilestoneLinks Links { get; }

    public MilestoneConfirmation Confirmation { get; }

    /// <summary>Owner of .</summary>
    public Actor Owner { get; private set; } = null!;

    /// <summary>Owner of B-1.</summary>
    public Actor OtherOwner { get; private set; } = null!;

    public static async Task<SmallSchedule> CreateAsync()
    {
        var schedule = new SmallSchedule(await SmallPortfolio.CreateAsync(null, null, 2));
        await schedule.Portfolio.ExecuteAsync("""
            insert into directory.body (code, kind, name, name_en, province_code, source_file, source_section, source_item) values
                ('xx-ban', 'pmu', 'Ban quản lý', 'Board', 'xx', 'f', 's', 'i'), ('xx-khac', 'pmu', 'Ban khác', 'Other board', 'xx', 'f', 's', 'i');
            insert into projects.project_body (project_id, body_id, role, as_written, source_file, source_section, source_item)
            select p.id, b.id, 'owner', 'x', 'f', 's', 'i' from projects.project p join directory.body b on b.code = case when p.code like 'A%' then 'xx-ban' else 'xx-khac' end;
            insert into slippage.rule (code, position) values ('milestone.due_soon', 1), ('update.stale', 2), ('land.obstacle_open', 3);
            insert into slippage.rule_limit (rule_code, name, value, unit, position) values
                ('milestone.due_soon', 'first_days', 30, 'day', 1), ('update.stale', 'amber_days', 35, 'day', 2), ('land.obstacle_open', 'amber_days', 14, 'day', 3);
            insert into milestones.kind (code, name, name_en, position, is_key) values ('policy_approved', 'Chủ trương', 'Policy', 1, false),
                ('project_approved', 'Phê duyệt', 'Approved', 2, true), ('ground_broken', 'Khởi công', 'Ground broken', 3, true),
                ('completed', 'Hoàn thành', 'Completed', 4, true), ('settled', 'Quyết toán', 'Settled', 5, true), ('other', 'Khác', 'Other', 9, false);
            insert into milestones.standard (project_kind, kind_code, weight, after_kind, lag_days) values ('construction', 'policy_approved', 2, null, 0),
                ('construction', 'project_approved', 3, 'policy_approved', 10), ('construction', 'ground_broken', 5, 'project_approved', 20),
                ('construction', 'completed', 80, 'ground_broken', 0), ('construction', 'settled', 10, 'completed', 30);
            insert into milestones.milestone (project_id, plan_id, code, kind_code, name, planned_on, planned_precision, planned_text,
                document_on, document_precision, document_text, baseline_on, baseline_precision, baseline_text, source_file, source_section, source_item)
            select p.id, p.plan_id, m.code, m.kind, m.name, m.day::date, m.precision, m.text, m.day::date, m.precision, m.text,
                m.day::date, case when m.day is not null then m.precision end, case when m.day is not null then m.text end, 'f', 's', 'i'
            from projects.project p, (values
                ('khoi-cong', 'ground_broken', 'Khởi công', '2026-12-31', 'quarter', 'Quý IV/2026'), ('hoan-thanh', 'completed', 'Hoàn thành', '2028-12-31', 'year', 'năm 2028'),
                ('khac', 'other', 'Việc khác', '2026-05-31', 'day', '31/5/2026'), ('thuong-xuyen', 'other', 'Bảo trì', null, 'continuous', 'thường xuyên')
            ) m (code, kind, name, day, precision, text);
            """);
        schedule.Owner = await schedule.OwnerAsync("Chủ đầu tư thứ nhất", "xx-ban");
        schedule.OtherOwner = await schedule.OwnerAsync("Chủ đầu tư thứ hai", "xx-khac");
        return schedule;
    }

    /// <summary>One column of a milestone as text.</summary>
    public async Task<string?> FieldAsync(string project, string milestone, string columns)
    {
        await using var connection = await Portfolio.Access.OpenAsync(default);
        return await connection.ExecuteScalarAsync<string?>($"""
            select concat_ws(' ', {columns}) from milestones.milestone m join projects.project p on p.id = m.project_id where p.code = @project and m.code = @milestone
            """, new { project, milestone });
    }

    public async Task<long> RevisionAsync(string project, string milestone) =>
        long.Parse((await FieldAsync(project, milestone, "m.revision"))!, System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Entries of a milestone, oldest first.</summary>
    public async Task<IReadOnlyList<string>> EntriesAsync(string project, string milestone)
    {
        await using var connection = await Portfolio.Access.OpenAsync(default);
        return
        [
            .. await connection.QueryAsync<string>("""
                select concat_ws(' ', e.field, coalesce(e.was_text, e.was_on::text, '-'), coalesce(e.now_text, e.now_on::text, '-'), e.reason_code, e.note, e.entered_by)
                from milestones.date_entry e join milestones.milestone m on m.id = e.milestone_id join projects.project p on p.id = m.project_id
                where p.code = @project and m.code = @milestone order by e.id
                """, new { project, milestone }),
        ];
    }

    public async Task<DateOnly?> ExpectedAsync(string project, string milestone)
    {
        await using var connection = await Portfolio.Access.OpenAsync(default);
        return await connection.ExecuteScalarAsync<DateOnly?>("""
            select f.expected_on from milestones.forecast f join milestones.milestone m on m.id = f.milestone_id join projects.project p on p.id = m.project_id
            where p.code = @project and m.code = @milestone
            """, new { project, milestone });
    }

    public ValueTask DisposeAsync() => Portfolio.DisposeAsync();

    private async Task<Actor> OwnerAsync(string name, string body)
    {
        var id = await Portfolio.NumberAsync($"select id from directory.body where code = '{body}'");
        return new Actor(name, Role.Owner) { Reach = new Reach("xx", new HashSet<long> { id }) };
    }
}
