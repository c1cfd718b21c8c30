using Dapper;
using Portfolio.Common;
using Portfolio.Milestones.Links;
using Portfolio.Milestones.Plan;
using Portfolio.Milestones.Updates;
using Portfolio.Reporting.Schedules;

namespace Portfolio.Tests.Milestones;

/// <summary>Which milestones a project has, and when they are planned.</summary>
internal sealed class MilestonePlansTests
{
    private SmallSchedule schedule = null!;

    [SetUp]
    public async Task CreateAsync() => schedule = await SmallSchedule.CreateAsync();

    [TearDown]
    public async Task DropAsync() => await schedule.DisposeAsync();

    [Test]
    public async Task A_standard_set_fills_what_is_lacking_and_chains_it()
    {
        Assert.That(
            (await new StandardSetReports(schedule.Portfolio.Access).GetAsync(schedule.Owner, "A-1", default)).Where(k => k is { InSet: true, Present: false }).Select(k => k.Code),
            Is.EqualTo(new[] { "policy_approved", "project_approved", "settled" }));
        await SetAsync(("policy_approved", "tháng 8/2026"), ("settled", "năm 2029"));

        Assert.That(
            await schedule.FieldAsync("A-1", "settled", "planned_on, planned_text, baseline_text, weight, document_text is null, figure_basis, m.name"),
            Is.EqualTo("2029-12-31 năm 2029 năm 2029 10 t entered Quyết toán"));
        // Project approved was left out: ground breaking waits for the policy, and the lags add up. What was there already is not chained.
        Assert.That(await LinksAsync(), Is.EqualTo(new[] { "khoi-cong policy-approved 30", "settled hoan-thanh 30" }));
        await SetAsync(("project_approved", "tháng 9/2026"));
        Assert.That(await LinksAsync(), Does.Contain("khoi-cong project-approved 20").And.Contain("project-approved policy-approved 10"));
        await Assert.ThatAsync(() => SetAsync(("settled", "năm 2029")), Refuses("milestones.set_complete"));
    }

    [Test]
    public async Task A_set_is_added_whole_or_not_at_all()
    {
        var refusal = await Assert.ThrowsAsync<ValidationFailedException>(() => SetAsync(("policy_approved", "bao giờ"), ("settled", "năm 2029"), ("completed", "năm 2029"), ("settled", "năm 2030")));
        Assert.That(refusal!.Failures.Select(f => $"{f.Field} {f.Code}"), Is.EqualTo(new[]
        {
            "Dates[0].Planned date.not_a_period", "Dates[2].Kind milestones.set_unknown_kind", "Dates[3].Kind milestones.set_unknown_kind",
        }));
        Assert.That(await schedule.Portfolio.NumberAsync("select count(*) from milestones.milestone where document_text is null"), Is.Zero);
    }

    [Test]
    public async Task Two_who_add_the_set_at_once_add_it_once()
    {
        var both = await Task.WhenAll(Enumerable.Range(0, 2).Select(async _ =>
        {
            try
            {
                await SetAsync(("policy_approved", "tháng 8/2026"));
                return true;
            }
            catch (ValidationFailedException)
            {
                return false;
            }
        }));
        Assert.That(both, Is.EquivalentTo(new[] { true, false }));
    }

    [Test]
    public async Task A_free_milestone_is_added_changed_and_dropped_by_its_owner()
    {
        var receipt = await schedule.Plans.AddAsync(schedule.Owner, new AddMilestone("A-1", " Thử tải cầu ", "cuối năm 2027", null, 7), default);
        Assert.That(
            await schedule.FieldAsync("A-1", receipt.Milestone, "m.name, kind_code, planned_on, planned_precision, baseline_on, weight"),
            Is.EqualTo("Thử tải cầu other 2027-12-31 half_year 2027-12-31 7"));
        Assert.That(receipt.ExpectedOn, Is.EqualTo(new DateOnly(2027, 12, 31)));

        var changed = await schedule.Plans.ChangeAsync(schedule.Owner, new ChangeMilestone("A-1", receipt.Milestone, receipt.Revision, "Thử tải", 1000), default);
        Assert.That(await schedule.FieldAsync("A-1", receipt.Milestone, "m.name, weight"), Is.EqualTo("Thử tải 1000"));

        await schedule.Plans.DropAsync(schedule.Owner, new DropMilestone("A-1", receipt.Milestone, changed.Revision, "Không làm nữa"), default);
        Assert.That(await schedule.ExpectedAsync("A-1", receipt.Milestone), Is.Null);
        await Assert.ThatAsync(
            () => schedule.Updates.UpdateAsync(schedule.Owner, new ReportProgress("A-1", receipt.Milestone, null, 5), default), Refuses("milestones.dropped_already"));
        await schedule.Plans.RestoreAsync(schedule.Owner, new DropMilestone("A-1", receipt.Milestone, null, "Làm lại"), default);
        Assert.That(await schedule.FieldAsync("A-1", receipt.Milestone, "dropped_on"), Is.Empty);
    }

    [TestCase("", "năm 2027", 1, "milestones.name_missing")]
    [TestCase("x", "", 1, "milestones.date_missing")]
    [TestCase("x", "2027/13", 1, "date.not_a_period")]
    [TestCase("x", "năm 2027", 1001, "milestones.weight_outside")]
    [TestCase("x", "năm 2027", -1, "milestones.weight_outside")]
    public async Task A_milestone_needs_name_date_and_weight(string name, string planned, int weight, string code)
    {
        var refusal = await Assert.ThrowsAsync<ValidationFailedException>(
            () => schedule.Plans.AddAsync(schedule.Owner, new AddMilestone("A-1", name, planned, null, weight), default));
        Assert.That(refusal!.Failures.Single().Code, Is.EqualTo(code));
    }

    [Test]
    public async Task What_a_document_names_keeps_its_name_and_is_dropped_by_the_departments_alone()
    {
        await Assert.ThatAsync(() => schedule.Plans.ChangeAsync(schedule.Owner, new ChangeMilestone("A-1", "khac", null, "Tên khác", null), default), Refuses("milestones.of_document"));
        await schedule.Plans.ChangeAsync(schedule.Owner, new ChangeMilestone("A-1", "khac", null, null, 9), default);
        var drop = new DropMilestone("A-1", "khac", null, "Không làm nữa");
        await Assert.ThatAsync(() => schedule.Plans.DropAsync(schedule.Owner, drop, default), Refuses("milestones.of_document"));
        await schedule.Plans.DropAsync(SmallSchedule.Construction, drop, default);
        await Assert.ThatAsync(() => schedule.Plans.RestoreAsync(schedule.Owner, drop, default), Refuses("milestones.of_document"));
    }

    [Test]
    public async Task What_is_met_is_neither_dropped_nor_moved()
    {
        await schedule.Updates.ReportDoneAsync(schedule.Owner, new ReportDone("A-1", "khac", null, SmallSchedule.Today), default);
        await Assert.ThatAsync(() => schedule.Plans.DropAsync(SmallSchedule.Finance, new DropMilestone("A-1", "khac", null, "x"), default), Refuses("milestones.met_already"));
        await Assert.ThatAsync(() => MoveAsync("khac", "năm 2027", "land"), Refuses("milestones.met_already"));
    }

    [Test]
    public async Task A_planned_date_moves_and_every_shift_is_counted_while_the_baseline_stays()
    {
        await MoveAsync("khoi-cong", "31/1/2027", "land");
        await MoveAsync("khoi-cong", "Quý I/2027", "capital");
        Assert.That(await schedule.FieldAsync("A-1", "khoi-cong", "planned_text, baseline_text, moves, days_moved"), Is.EqualTo("Quý I/2027 Quý IV/2026 2 90"));
        Assert.That(await schedule.ExpectedAsync("A-1", "khoi-cong"), Is.EqualTo(new DateOnly(2027, 3, 31)));
    }

    [TestCase("14/6/2026", "land", "milestones.planned_past")]
    [TestCase("", "land", "milestones.date_missing")]
    [TestCase("năm 2027", "", "milestones.reason_missing")]
    [TestCase("năm 2027", "other", "milestones.note_missing")]
    public async Task A_new_plan_lies_ahead_and_says_why(string planned, string reason, string code)
    {
        var refusal = await Assert.ThrowsAsync<ValidationFailedException>(() => MoveAsync("khoi-cong", planned, reason));
        Assert.That(refusal!.Failures.Single().Code, Is.EqualTo(code));
    }

    [Test]
    public async Task A_slip_may_be_corrected_into_the_past()
    {
        await MoveAsync("khoi-cong", "14/6/2026", "correction");
        await MoveAsync("khoi-cong", "15/6/2026", "land");
    }

    [Test]
    public async Task The_departments_move_the_baseline_to_the_plan_with_a_reason_and_the_owner_does_not()
    {
        await MoveAsync("khoi-cong", "Quý I/2027", "land");
        var all = new Rebaseline("A-1", null, "Điều chỉnh dự án");
        await Assert.ThatAsync(() => schedule.Plans.RebaselineAsync(schedule.Owner, all, default), Throws.InstanceOf<PermissionDeniedException>());
        await Assert.ThatAsync(() => schedule.Plans.RebaselineAsync(SmallSchedule.Finance, all with { Reason = "" }, default), Throws.InstanceOf<ValidationFailedException>());
        await schedule.Plans.RebaselineAsync(SmallSchedule.Finance, all, default);
        Assert.That(await schedule.FieldAsync("A-1", "khoi-cong", "baseline_on, baseline_text"), Is.EqualTo("2027-03-31 Quý I/2027"));
        await Assert.ThatAsync(() => schedule.Plans.RebaselineAsync(SmallSchedule.Construction, all, default), Refuses("milestones.baseline_same"));
        await Assert.ThatAsync(() => schedule.Plans.RebaselineAsync(SmallSchedule.Finance, all with { Milestones = ["khong-co"] }, default), Throws.InstanceOf<NotFoundException>());
    }

    [Test]
    public async Task Links_push_and_a_circle_is_refused_with_its_way_round()
    {
        await LinkAsync("hoan-thanh", "khoi-cong", 800);
        Assert.That(await schedule.ExpectedAsync("A-1", "hoan-thanh"), Is.EqualTo(new DateOnly(2026, 12, 31).AddDays(800)));
        await LinkAsync("thuong-xuyen", "hoan-thanh", 0);
        var circle = await Assert.ThrowsAsync<RuleException>(() => LinkAsync("khoi-cong", "thuong-xuyen", 0));
        Assert.That(circle!.Code, Is.EqualTo("milestones.circle"));
        Assert.That(circle.Arguments["path"], Is.EqualTo("Khởi công → Bảo trì → Hoàn thành → Khởi công"));
        Assert.That((await Assert.ThrowsAsync<RuleException>(() => LinkAsync("khac", "khac", 0)))!.Arguments["path"], Is.EqualTo("Việc khác → Việc khác"));

        await schedule.Links.UnlinkAsync(schedule.Owner, new LinkMilestones("A-1", "hoan-thanh", null, "khoi-cong"), default);
        Assert.That(await schedule.ExpectedAsync("A-1", "hoan-thanh"), Is.EqualTo(new DateOnly(2028, 12, 31)));
        await LinkAsync("khoi-cong", "thuong-xuyen", 0);
        await Assert.ThatAsync(
            () => schedule.Links.UnlinkAsync(schedule.Owner, new LinkMilestones("A-1", "hoan-thanh", null, "khoi-cong"), default), Refuses("milestones.link_unknown"));
    }

    [TestCase(-1)]
    [TestCase(3651)]
    public async Task A_lag_is_0_to_3650_days(int days) => await Assert.ThatAsync(() => LinkAsync("hoan-thanh", "khoi-cong", days), Throws.InstanceOf<ValidationFailedException>());

    [Test]
    public async Task Land_of_the_project_holds_a_milestone_up_and_no_other_land_does()
    {
        var (own, other) = await LandAsync();
        await schedule.Links.LinkLandAsync(schedule.Owner, new LinkLand("A-1", "khoi-cong", null, own, 10), default);
        Assert.That(await schedule.ExpectedAsync("A-1", "khoi-cong"), Is.EqualTo(new DateOnly(2027, 7, 10)));
        await Assert.ThatAsync(() => schedule.Links.LinkLandAsync(schedule.Owner, new LinkLand("A-1", "khoi-cong", null, other), default), Throws.InstanceOf<NotFoundException>());
        await schedule.Links.UnlinkLandAsync(schedule.Owner, new LinkLand("A-1", "khoi-cong", null, own), default);
        Assert.That(await schedule.ExpectedAsync("A-1", "khoi-cong"), Is.EqualTo(new DateOnly(2026, 12, 31)));
    }

    [Test]
    public async Task A_free_milestone_waits_from_its_first_day_and_what_it_cannot_wait_for_is_told_at_its_row()
    {
        var (own, other) = await LandAsync();
        await schedule.Portfolio.ExecuteAsync("""
            insert into land_clearance.package (project_id, plan_id, commune_id, section, code, land_use, area_needed, planned_on, planned_precision, planned_text)
            select project_id, plan_id, commune_id, 'Đoạn 2', 'M-' || code, land_use, area_needed, '2027-09-30', 'day', '30/9/2027' from land_clearance.package;
            """);
        var second = await schedule.Portfolio.NumberAsync("select id from land_clearance.package where code = 'M-L-A-1'");
        var wish = new AddMilestone("A-1", "Thử tải", "31/3/2027");
        Assert.That(await FaultAsync(wish with { Land = [(own, 5), (other, 0)] }), Is.EqualTo("Land[1].Package milestones.link_unknown"));
        Assert.That(await FaultAsync(wish with { Land = [(own, 5), (second, 0), (own, 9)] }), Is.EqualTo("Land[2].Package milestones.link_twice"));
        Assert.That(await FaultAsync(wish with { Land = [(own, 5), (second, 3651)] }), Is.EqualTo("Land[1].LagDays milestones.lag_outside"));
        Assert.That(await FaultAsync(wish with { After = [("khac", 0), ("khoi-cong", 0), ("khac", 3)] }), Is.EqualTo("After[2].Milestone milestones.link_twice"));
        Assert.That(await FaultAsync(wish with { After = [("khac", 0), ("none", 0)] }), Is.EqualTo("After[1].Milestone milestones.link_unknown"));
        Assert.That(await schedule.Portfolio.NumberAsync("select count(*) from milestones.land_block"), Is.Zero);

        var added = await schedule.Plans.AddAsync(schedule.Owner, wish with { Land = [(own, 5), (second, 10)], After = [("khoi-cong", 7)] }, default);
        Assert.That(added.ExpectedOn, Is.EqualTo(new DateOnly(2027, 10, 10)));
        Assert.That(await schedule.Portfolio.NumberAsync("select count(*) from milestones.land_block"), Is.EqualTo(2));
    }

    [Test]
    public async Task Weights_are_set_all_or_none_and_a_milestone_weighs_one_thing()
    {
        var weights = new MilestoneWeights(schedule.Portfolio.Access, new BusinessCalendar(TimeProvider.System));
        var twice = new SetWeights("A-1", [new MilestoneWeight("khac", null, 3), new MilestoneWeight("khoi-cong", null, 5), new MilestoneWeight("khac", null, 7)]);
        var refusal = await Assert.ThrowsAsync<ValidationFailedException>(() => weights.SetAsync(schedule.Owner, twice, default));
        Assert.That(refusal!.Failures.Select(f => $"{f.Field} {f.Code}"), Is.EqualTo(new[] { "Weights[2].Milestone milestones.weight_twice" }));
        await weights.SetAsync(schedule.Owner, twice with { Weights = [.. twice.Weights.Take(2)] }, default);
        Assert.That((await schedule.FieldAsync("A-1", "khac", "weight"), await schedule.FieldAsync("A-1", "khoi-cong", "weight")), Is.EqualTo(("3", "5")));
    }

    private static NUnit.Framework.Constraints.Constraint Refuses(string code) => Throws.InstanceOf<RuleException>().With.Property("Code").EqualTo(code);

    private Task SetAsync(params (string Kind, string Planned)[] dates) =>
        schedule.Plans.AddStandardSetAsync(schedule.Owner, new AddStandardSet("A-1", [.. dates.Select(d => new KindDate(d.Kind, d.Planned))]), default);

    private Task MoveAsync(string milestone, string planned, string reason) =>
        schedule.Plans.MovePlannedAsync(schedule.Owner, new MovePlanned("A-1", milestone, null, planned, reason), default);

    private Task LinkAsync(string milestone, string predecessor, int lag) =>
        schedule.Links.LinkAsync(schedule.Owner, new LinkMilestones("A-1", milestone, null, predecessor, lag), default);

    private async Task<string> FaultAsync(AddMilestone request)
    {
        var refusal = await Assert.ThrowsAsync<ValidationFailedException>(() => schedule.Plans.AddAsync(schedule.Owner, request, default));
        return $"{refusal!.Failures.Single().Field} {refusal.Failures.Single().Code}";
    }

    // A package of A-1 and one of A-2, planned for 30 June 2027.
    private async Task<(long Own, long Other)> LandAsync()
    {
        await schedule.Portfolio.ExecuteAsync("""
            insert into directory.commune (code, province_code, kind, name, source_file, source_section, source_item) values ('xx-xa', 'xx', 'xa', 'Xã', 'f', 's', 'i');
            insert into land_clearance.package (project_id, plan_id, commune_id, code, land_use, area_needed, planned_on, planned_precision, planned_text)
            select p.id, p.plan_id, c.id, 'L-' || p.code, 'other', 0, '2027-06-30', 'day', '30/6/2027' from projects.project p, directory.commune c;
            """);
        return (await schedule.Portfolio.NumberAsync("select id from land_clearance.package where code = 'L-A-1'"),
            await schedule.Portfolio.NumberAsync("select id from land_clearance.package where code = 'L-A-2'"));
    }

    private async Task<IReadOnlyList<string>> LinksAsync()
    {
        await using var connection = await schedule.Portfolio.Access.OpenAsync(default);
        return
        [
            .. await connection.QueryAsync<string>("""
                select m.code || ' ' || p.code || ' ' || d.lag_days
                from milestones.dependency d join milestones.milestone m on m.id = d.milestone_id join milestones.milestone p on p.id = d.predecessor_id
                order by 1
                """),
        ];
    }
}
