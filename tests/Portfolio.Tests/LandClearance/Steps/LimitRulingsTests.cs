using Dapper;
using Portfolio.Common;
using Portfolio.LandClearance.Steps;
using Portfolio.Reporting.Provinces;

namespace Portfolio.Tests.LandClearance.Steps;

/// <summary>A province rules on the limits of its steps, and no seed file takes that back.</summary>
internal sealed class LimitRulingsTests
{
    private SmallLand land = null!;
    private LimitRulings rulings = null!;

    [SetUp]
    public async Task CreateAsync()
    {
        land = await SmallLand.CreateAsync();
        rulings = new LimitRulings(land.Portfolio.Access);
        await SeedAsync(30, "day");
    }

    [TearDown]
    public async Task DropAsync() => await land.DisposeAsync();

    [Test]
    public async Task A_ruling_counts_at_once_and_stands_with_who_when_and_why()
    {
        await RuleAsync(20, "working_day", "Quyết định 15/QĐ-UBND");
        await RuleAsync(null, null, "Bỏ thời hạn");
        var report = await new ProvinceRuleReports(land.Portfolio.Access).StepsAsync(SmallLand.Builder, "xx", default);
        var step = report.Steps.Single(s => s.Code == "plan");
        Assert.That((step.LimitValue, step.LimitUnit, step.DocumentValue, step.Ruled), Is.EqualTo(((int?)null, (string?)null, (int?)30, true)));
        Assert.That(report.Rulings.Select(r => $"{r.WasValue} {r.WasUnit} > {r.NowValue} {r.NowUnit}: {r.Reason}, {r.EnteredBy}"), Is.EqualTo(new[]
        {
            "20 working_day >  : Bỏ thời hạn, so-xay-dung", "30 day > 20 working_day: Quyết định 15/QĐ-UBND, so-xay-dung",
        }));
        Assert.That(await land.Portfolio.NumberAsync("select count(*) from audit.event where kind = 'land.limit_ruled'"), Is.EqualTo(2));
    }

    [Test]
    public async Task Seeds_keep_what_the_file_says_beside_it_and_move_only_what_nobody_ruled_on()
    {
        await RuleAsync(20, "day", "Quyết định 15");
        await SeedAsync(45, "day");
        Assert.That(await StepAsync("plan"), Is.EqualTo("20 day 45 Văn bản f"), "a ruling reads no primary text");
        Assert.That(await StepAsync("inventory"), Is.EqualTo("45 day 45 Văn bản f"));
        var counts = await SeedAsync(45, "day");
        Assert.That(counts.Sum(c => c.Inserted + c.Updated + c.Deleted), Is.Zero, "the same files change nothing");
    }

    [Test]
    public async Task A_limit_that_is_that_of_the_document_again_follows_it()
    {
        await RuleAsync(20, "day", "Quyết định 15");
        await RuleAsync(30, "day", "Bãi bỏ Quyết định 15");
        Assert.That((await new ProvinceRuleReports(land.Portfolio.Access).StepsAsync(SmallLand.Builder, "xx", default)).Steps.Single(s => s.Code == "plan").Ruled, Is.False);
        await SeedAsync(45, "day");
        Assert.That(await StepAsync("plan"), Is.EqualTo("45 day 45 Văn bản f"));
    }

    [TestCase(0, "day", "x", "Value", "land.limit_outside")]
    [TestCase(3651, "day", "x", "Value", "land.limit_outside")]
    [TestCase(5, "year", "x", "Unit", "land.limit_unit_unknown")]
    [TestCase(5, "day", " ", "Reason", "milestones.note_missing")]
    public async Task A_limit_that_cannot_be_right_is_refused(int value, string unit, string reason, string field, string code)
    {
        var refusal = await Assert.ThrowsAsync<ValidationFailedException>(() => RuleAsync(value, unit, reason));
        Assert.That(refusal!.Failures.Select(f => (f.Field, f.Code)), Is.EqualTo(new[] { (field, code) }));
    }

    [Test]
    public async Task What_is_stale_the_same_unstarted_unknown_or_elsewhere_is_refused()
    {
        var seen = (await new ProvinceRuleReports(land.Portfolio.Access).StepsAsync(SmallLand.Builder, "xx", default)).Steps.Single(s => s.Code == "plan").Revision;
        await RuleAsync(20, "day", "x");
        await Assert.ThatAsync(() => rulings.RuleAsync(SmallLand.Builder, new RuleLimit("xx", "plan", seen, 25, "day", "x"), default), Throws.TypeOf<StaleException>());
        await Assert.ThatAsync(() => RuleAsync(20, "day", "x"), Throws.TypeOf<RuleException>().With.Property("Code").EqualTo("land.limit_same"));
        await Assert.ThatAsync(() => RuleAsync(20, "day", "x", "notice"), Throws.TypeOf<RuleException>().With.Property("Code").EqualTo("land.step_unstarted"));
        await Assert.ThatAsync(() => RuleAsync(20, "day", "x", "none"), Throws.TypeOf<NotFoundException>());
        await Assert.ThatAsync(() => rulings.RuleAsync(SmallLand.Builder, new RuleLimit("yy", "plan", null, 20, "day", "x"), default), Throws.TypeOf<OutOfReachException>());
        var owner = await land.OfBodyAsync("owner");
        await Assert.ThatAsync(() => rulings.RuleAsync(owner, new RuleLimit("xx", "plan", null, 20, "day", "x"), default), Throws.InstanceOf<PermissionDeniedException>());
    }

    private Task RuleAsync(int? value, string? unit, string reason, string step = "plan") =>
        rulings.RuleAsync(SmallLand.Builder, new RuleLimit("xx", step, null, value, unit, reason), default);

    private async Task<IReadOnlyList<ImportCount>> SeedAsync(int limit, string unit)
    {
        await using var connection = await land.Portfolio.Access.OpenAsync(default);
        await using var transaction = await connection.BeginTransactionAsync();
        var counts = await LandStepImport.MergeAsync(connection, transaction,
        [
            new LandStepSeed("xx", "notice", 1, "Thông báo", "Notice", null, null, null, null, "Văn bản", false),
            new LandStepSeed("xx", "inventory", 2, "Kiểm đếm", "Inventory", "notice", limit, unit, null, "Văn bản", false),
            new LandStepSeed("xx", "plan", 3, "Phương án", "Plan", "inventory", limit, unit, null, "Văn bản", false),
        ], default);
        await transaction.CommitAsync();
        return counts;
    }

    private async Task<string?> StepAsync(string code)
    {
        await using var connection = await land.Portfolio.Access.OpenAsync(default);
        return await connection.ExecuteScalarAsync<string>(
            "select concat_ws(' ', limit_value, limit_unit, document_value, source_document, verified) from land_clearance.step where province_code = 'xx' and code = @code", new { code });
    }
}
