using Portfolio.Accounts;
using Portfolio.Common;
using Portfolio.Files;
using Portfolio.Milestones.Updates;

namespace Portfolio.Tests.Milestones;

/// <summary>What owners say day by day.</summary>
internal sealed class MilestoneUpdatesTests
{
    private SmallSchedule schedule = null!;

    [SetUp]
    public async Task CreateAsync() => schedule = await SmallSchedule.CreateAsync();

    [TearDown]
    public async Task DropAsync() => await schedule.DisposeAsync();

    [Test]
    public async Task Done_counts_as_met_at_once_where_nothing_is_confirmed()
    {
        var receipt = await DoneAsync("khoi-cong", new DateOnly(2026, 6, 10));
        Assert.That(receipt.Waits, Is.False);
        Assert.That(await schedule.FieldAsync("A-1", "khoi-cong", "reported_on, met_on, confirmed_on is null, m.revision"), Is.EqualTo($"2026-06-10 2026-06-10 t {receipt.Revision}"));
        Assert.That(await schedule.ExpectedAsync("A-1", "khoi-cong"), Is.EqualTo(new DateOnly(2026, 6, 10)));
    }

    [Test]
    public async Task Today_is_a_day_on_which_it_may_be_done_and_tomorrow_is_not()
    {
        await RefusedAsync("milestones.day_future", Done("khac", SmallSchedule.Today.AddDays(1)));
        await DoneAsync("khac", SmallSchedule.Today);
    }

    [Test]
    public async Task The_first_day_of_1990_may_be_said_and_the_day_before_may_not()
    {
        await RefusedAsync("milestones.day_early", Done("khac", new DateOnly(1989, 12, 31)));
        await DoneAsync("khac", new DateOnly(1990, 1, 1));
    }

    [Test]
    public async Task Without_a_day_nothing_is_done() => await RefusedAsync("milestones.day_missing", Done("khac", null));

    [Test]
    public async Task What_is_met_is_not_met_again_until_it_is_put_right()
    {
        await DoneAsync("khac", new DateOnly(2026, 6, 1));
        await RuleAsync("milestones.met_already", Done("khac", new DateOnly(2026, 6, 2)));
        await RefusedAsync("milestones.note_missing", new UndoDone("A-1", "khac", null, " "));
        await schedule.Updates.UndoDoneAsync(schedule.Owner, new UndoDone("A-1", "khac", null, "Nhầm mốc"), default);
        await DoneAsync("khac", new DateOnly(2026, 6, 2));
        Assert.That(await schedule.EntriesAsync("A-1", "khac"), Is.EqualTo(new[]
        {
            "reported - 2026-06-01 Chủ đầu tư thứ nhất", "met - 2026-06-01 Chủ đầu tư thứ nhất",
            "met 2026-06-01 - correction Nhầm mốc Chủ đầu tư thứ nhất", "reported 2026-06-01 - correction Nhầm mốc Chủ đầu tư thứ nhất",
            "reported - 2026-06-02 Chủ đầu tư thứ nhất", "met - 2026-06-02 Chủ đầu tư thứ nhất",
        }));
    }

    [Test]
    public async Task Nothing_is_put_right_that_was_not_done() => await RuleAsync("milestones.not_done", new UndoDone("A-1", "khac", null, "Nhầm"));

    [Test]
    public async Task A_stated_forecast_stands_beside_plan_and_computation()
    {
        await StateAsync("Quý I/2027", "contractor");
        Assert.That(await schedule.FieldAsync("A-1", "khoi-cong", "planned_text, stated_on, stated_precision, stated_text"), Is.EqualTo("Quý IV/2026 2027-03-31 quarter Quý I/2027"));
        Assert.That(await schedule.ExpectedAsync("A-1", "khoi-cong"), Is.EqualTo(new DateOnly(2026, 12, 31)));
        await StateAsync("", null);
        Assert.That(await schedule.FieldAsync("A-1", "khoi-cong", "stated_on, stated_text"), Is.Empty);
        Assert.That(await schedule.EntriesAsync("A-1", "khoi-cong"), Is.EqualTo(new[]
        {
            "stated - Quý I/2027 contractor Chủ đầu tư thứ nhất", "stated Quý I/2027 - Chủ đầu tư thứ nhất",
        }));
    }

    [Test]
    public async Task The_same_forecast_again_leaves_nothing()
    {
        await StateAsync("Quý I/2027", "contractor");
        var before = await schedule.RevisionAsync("A-1", "khoi-cong");
        await StateAsync("Quý I/2027", "land");
        Assert.That(await schedule.RevisionAsync("A-1", "khoi-cong"), Is.EqualTo(before));
    }

    [TestCase("Quý I/2027", null, "milestones.reason_missing")]
    [TestCase("Quý I/2027", "mood", "milestones.reason_unknown")]
    [TestCase("Quý I/2027", "document", "milestones.reason_unknown")]
    [TestCase("Quý I/2027", "other", "milestones.note_missing")]
    [TestCase("mai mốt", "land", "date.not_a_period")]
    [TestCase("31/2/2027", "land", "date.no_such_day")]
    [TestCase("14/6/2026", "land", "milestones.forecast_past")]
    public Task A_forecast_needs_a_date_ahead_and_a_reason(string text, string? reason, string code) =>
        RefusedAsync(code, new StateForecast("A-1", "khoi-cong", null, text, reason));

    [Test]
    public Task A_forecast_for_today_is_none_of_the_past() => StateAsync("15/6/2026", "land");

    [Test]
    public async Task Continuous_and_met_work_has_no_forecast()
    {
        await RuleAsync("milestones.continuous", new StateForecast("A-1", "thuong-xuyen", null, "năm 2027", "land"));
        await DoneAsync("khac", SmallSchedule.Today);
        await RuleAsync("milestones.met_already", new StateForecast("A-1", "khac", null, "năm 2027", "land"));
    }

    [Test]
    public async Task Progress_comes_with_note_and_photo_and_counts_by_weight()
    {
        var photo = await new FileIntake(new FileLimits()).ReadAsync("anh.png", new MemoryStream(Png), default);
        await schedule.Updates.ReportProgressAsync(schedule.Owner, new ReportProgress("A-1", "khoi-cong", null, 40, "Đang đào móng") { Files = [photo] }, default);
        Assert.That(await schedule.FieldAsync("A-1", "khoi-cong", "percent"), Is.EqualTo("40"));
        Assert.That(await schedule.Portfolio.NumberAsync("""
            select count(*) from milestones.remark r join milestones.photo h on h.remark_id = r.id join files.file f on f.id = h.file_id
            where r.percent = 40 and r.text = 'Đang đào móng' and f.name = 'anh.png'
            """), Is.EqualTo(1));
        Assert.That(await schedule.Portfolio.NumberAsync("select (physical_percent * 100)::int from milestones.project_state s join projects.project p on p.id = s.project_id where p.code = 'A-1'"), Is.EqualTo(1000));
    }

    [Test]
    public async Task Of_many_remarks_each_keeps_its_own_files_in_their_order()
    {
        var intake = new FileIntake(new FileLimits());
        Task<NewFile> FileAsync(string name, string text) => intake.ReadAsync(name, new MemoryStream(System.Text.Encoding.UTF8.GetBytes(text)), default);
        NewFile[] files = [await FileAsync("a.txt", "một"), await FileAsync("b.txt", "hai"), await FileAsync("c.txt", "một")];
        for (var time = 0; time < 2; time++)
            await schedule.Updates.UpdateManyAsync(schedule.Owner,
            [
                new ReportProgress("A-1", "khac", null, 10) { Files = [files[0], files[1]] }, new ReportProgress("A-1", "khoi-cong", null, 20),
                new ReportProgress("A-2", "khac", null, 30) { Files = [files[2]] },
            ], default);
        Assert.That(await schedule.Portfolio.NumberAsync("""
            select count(*) from (
                select r.percent, string_agg(f.name, ' ' order by f.id) as names from milestones.remark r
                left join milestones.photo h on h.remark_id = r.id left join files.file f on f.id = h.file_id group by r.id
            ) r where (r.percent, coalesce(r.names, '')) in ((10, 'a.txt b.txt'), (20, ''), (30, 'c.txt'))
            """), Is.EqualTo(6));
        Assert.That(await schedule.Portfolio.NumberAsync("select count(*) from files.content"), Is.EqualTo(2));
    }

    [TestCase(-1, "milestones.percent_outside")]
    [TestCase(100, "milestones.percent_outside")]
    [TestCase(null, "milestones.nothing_said")]
    public Task Progress_is_0_to_99(int? percent, string code) => RefusedAsync(code, new ReportProgress("A-1", "khac", null, percent));

    [Test]
    public async Task Progress_goes_back_only_with_a_note()
    {
        await ProgressAsync(99);
        await ProgressAsync(99);
        await RefusedAsync("milestones.percent_back", new ReportProgress("A-1", "khac", null, 98));
        await schedule.Updates.UpdateAsync(schedule.Owner, new ReportProgress("A-1", "khac", null, 0, "Tính lại"), default);
        Assert.That(await schedule.FieldAsync("A-1", "khac", "percent"), Is.EqualTo("0"));
    }

    [Test]
    public async Task What_was_changed_since_it_was_read_is_not_overwritten()
    {
        var seen = await schedule.RevisionAsync("A-1", "khac");
        await schedule.Updates.UpdateAsync(schedule.Owner, new ReportProgress("A-1", "khac", seen, 10), default);
        await Assert.ThatAsync(
            () => schedule.Updates.UpdateAsync(schedule.Owner, new ReportProgress("A-1", "khac", seen, 20), default),
            Throws.InstanceOf<StaleException>().With.Property("Code").EqualTo("milestones.stale"));
    }

    [Test]
    public async Task Only_those_who_answer_for_a_project_update_it()
    {
        foreach (var actor in new[] { schedule.OtherOwner, SmallSchedule.Finance with { Reach = new Reach("yy", null) } })
            await Assert.ThatAsync(() => schedule.Updates.UpdateAsync(actor, new ReportProgress("A-1", "khac", null, 10), default), Throws.InstanceOf<OutOfReachException>());
        await Assert.ThatAsync(
            () => schedule.Updates.UpdateAsync(new Actor("leader", Role.Leader), new ReportProgress("A-1", "khac", null, 10), default), Throws.InstanceOf<PermissionDeniedException>());
        foreach (var actor in new[] { schedule.Owner, SmallSchedule.Construction, SmallSchedule.Finance })
            await schedule.Updates.UpdateAsync(actor, new ReportProgress("A-1", "khac", null, 10), default);
    }

    [Test]
    public async Task Many_are_updated_together_over_projects()
    {
        var receipts = await schedule.Updates.UpdateManyAsync(schedule.Owner,
        [
            Done("khac", new DateOnly(2026, 6, 1)), new ReportProgress("A-2", "khoi-cong", await schedule.RevisionAsync("A-2", "khoi-cong"), 5),
            new StateForecast("A-2", "khoi-cong", await schedule.RevisionAsync("A-2", "khoi-cong"), "năm 2027", "capital"),
        ], default);
        Assert.That(receipts.Select(r => $"{r.Project} {r.Milestone}"), Is.EquivalentTo(new[] { "A-1 khac", "A-2 khoi-cong" }));
        Assert.That(await schedule.FieldAsync("A-2", "khoi-cong", "percent, stated_text"), Is.EqualTo("5 năm 2027"));
    }

    [Test]
    public async Task One_bad_row_leaves_nothing_of_the_others_and_every_bad_row_is_named()
    {
        var refusal = await Assert.ThrowsAsync<ValidationFailedException>(() => schedule.Updates.UpdateManyAsync(schedule.Owner,
        [
            Done("khac", new DateOnly(2026, 6, 1)), new ReportProgress("A-2", "khoi-cong", 1, 5), new ReportProgress("A-2", "khac", null, 100),
            new ReportProgress("B-1", "khac", null, 5), new ReportProgress("Z-9", "khac", null, 5), Done("khac", new DateOnly(2026, 6, 2)),
        ], default));
        Assert.That(refusal!.Failures.Select(f => $"{f.Field} {f.Code}"), Is.EqualTo(new[]
        {
            "rows[1].Revision milestones.stale", "rows[2].Percent milestones.percent_outside", "rows[3].Milestone accounts.out_of_reach",
            "rows[4].Project project.not_found", "rows[5].Milestone milestones.twice",
        }));
        Assert.That(await schedule.Portfolio.NumberAsync("select count(*) from milestones.date_entry"), Is.Zero);
        Assert.That(await schedule.Portfolio.NumberAsync("select count(*) from milestones.remark"), Is.Zero);
    }

    [Test]
    public async Task What_is_reported_done_is_neither_expected_nor_on_its_way_whichever_is_said_first()
    {
        MilestoneUpdate[] ahead = [new StateForecast("A-1", "khoi-cong", null, "Quý I/2027", "land"), new ReportProgress("A-1", "khoi-cong", null, 40)];
        var done = Done("khoi-cong", SmallSchedule.Today);
        foreach (var said in new MilestoneUpdate[][] { [done, .. ahead], [.. ahead, done] })
        {
            var many = await Assert.ThrowsAsync<ValidationFailedException>(() => schedule.Updates.UpdateManyAsync(schedule.Owner, said, default));
            var shift = said[0] == done ? 1 : 0;
            Assert.That(many!.Failures.Select(f => $"{f.Field} {f.Code}"), Is.EqualTo(new[]
            {
                $"rows[{shift}].Forecast milestones.forecast_of_done", $"rows[{shift + 1}].Percent milestones.percent_of_done",
            }));
        }
        var one = await Assert.ThrowsAsync<ValidationFailedException>(() => schedule.Updates.UpdateOneAsync(schedule.Owner, [done, ahead[1]], default));
        Assert.That(one!.Failures.Single().Code, Is.EqualTo("milestones.percent_of_done"));
        Assert.That(await schedule.Portfolio.NumberAsync("select count(*) from milestones.date_entry"), Is.Zero);
        // Another milestone, a note and what is taken back do not contradict it.
        await schedule.Updates.UpdateManyAsync(
            schedule.Owner, [done, new ReportProgress("A-2", "khoi-cong", null, 40), new ReportProgress("A-1", "khoi-cong", null, null, "Xong"), new StateForecast("A-1", "khoi-cong", null, "", null)], default);
        Assert.That(await schedule.FieldAsync("A-1", "khoi-cong", "met_on, percent"), Is.EqualTo("2026-06-15 0"));
    }

    [Test]
    public async Task Every_change_stands_in_the_history()
    {
        await StateAsync("Quý I/2027", "contractor");
        await using var connection = await schedule.Portfolio.Access.OpenAsync(default);
        Assert.That(
            await Dapper.SqlMapper.QuerySingleAsync<string>(connection, "select concat_ws(' ', kind, subject_code, province_code, before, after) from audit.event where kind like 'milestones.%'"),
            Is.EqualTo("""milestones.updated A-1 xx {"khoi-cong/stated": null} {"khoi-cong/stated": "2027-03-31 (quarter)"}"""));
    }

    [Test]
    public async Task A_write_with_a_key_happens_once()
    {
        var account = await schedule.Portfolio.NumberAsync("insert into accounts.account (user_name, user_key, display_name, role, security_stamp, concurrency_stamp) values ('a', 'a', 'A', 'Owner', 's', 's') returning id");
        var actor = schedule.Owner with { AccountId = account, Once = new OnceKey("k1", [1, 2]) };
        var first = await schedule.Updates.ReportDoneAsync(actor, Done("khac", SmallSchedule.Today), default);
        Assert.That(await schedule.Updates.ReportDoneAsync(actor, Done("khac", SmallSchedule.Today), default), Is.EqualTo(first));
        Assert.That((await schedule.EntriesAsync("A-1", "khac")), Has.Count.EqualTo(2));
    }

    // The smallest picture there is.
    private static byte[] Png => Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

    private static ReportDone Done(string milestone, DateOnly? on) => new("A-1", milestone, null, on);

    private Task<Portfolio.Milestones.MilestoneReceipt> DoneAsync(string milestone, DateOnly on) =>
        schedule.Updates.ReportDoneAsync(schedule.Owner, Done(milestone, on), default);

    private Task StateAsync(string text, string? reason) =>
        schedule.Updates.StateForecastAsync(schedule.Owner, new StateForecast("A-1", "khoi-cong", null, text, reason), default);

    private Task ProgressAsync(int percent) => schedule.Updates.ReportProgressAsync(schedule.Owner, new ReportProgress("A-1", "khac", null, percent), default);

    private async Task RefusedAsync(string code, MilestoneUpdate update)
    {
        var refusal = await Assert.ThrowsAsync<ValidationFailedException>(() => schedule.Updates.UpdateAsync(schedule.Owner, update, default));
        Assert.That(refusal!.Failures.Single().Code, Is.EqualTo(code));
    }

    private Task RuleAsync(string code, MilestoneUpdate update) => Assert.ThatAsync(
        () => schedule.Updates.UpdateAsync(schedule.Owner, update, default), Throws.InstanceOf<RuleException>().With.Property("Code").EqualTo(code));
}
