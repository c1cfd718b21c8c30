using Dapper;
using Portfolio.Accounts;
using Portfolio.Common;
using Portfolio.Slippage.Colours;
using Portfolio.Tests.Funding;

namespace Portfolio.Tests.Slippage;

internal sealed class ColourServiceTests
{
    private static readonly DateOnly Today = new(2026, 6, 1);

    private static readonly Actor Owner = new("ban", Role.Owner) { Reach = new Reach("xx", new HashSet<long> { 1 }) };

    private readonly TurnedClock clock = new(default);
    private RuleField field = null!;
    private PortfolioDatabase access = null!;
    private ColourService colours = null!;

    [OneTimeSetUp]
    public async Task CreateAsync()
    {
        field = await RuleField.CreateAsync();
        access = new PortfolioDatabase(field.ConnectionString);
        clock.Turn(Today);
        colours = new ColourService(access, new BusinessCalendar(clock));
    }

    [SetUp]
    public Task AmberAsync() => field.DoAsync("delete from slippage.project_state; insert into slippage.project_state (project_id, amber) values (1, 1)");

    [OneTimeTearDown]
    public async Task DropAsync()
    {
        await access.DisposeAsync();
        await field.DisposeAsync();
    }

    [Test]
    public async Task A_graver_colour_is_free_and_stays_the_worst_of_both()
    {
        Assert.That(await StateAsync("red", null), Is.EqualTo("red"));
        await field.DoAsync("update slippage.project_state set amber = 0");
        Assert.That(await ColourAsync(), Is.EqualTo("red"));
        Assert.That(await StateAsync(null, null), Is.EqualTo("green"));
        Assert.That(await StateAsync("amber", null), Is.EqualTo("amber"));
        await field.DoAsync("update slippage.project_state set red = 1");
        Assert.That(await ColourAsync(), Is.EqualTo("red"));
    }

    [TestCase(null, 1, "slippage.colour_needs_reason")]
    [TestCase("Đã có tiền", 31, "slippage.colour_until")]
    [TestCase("Đã có tiền", -1, "slippage.colour_until")]
    [TestCase("Đã có tiền", 30, null)]
    [TestCase("Đã có tiền", 0, null)]
    public async Task A_milder_colour_needs_a_reason_and_ends_within_thirty_days(string? reason, int days, string? refused)
    {
        if (refused is null)
            Assert.That(await StateAsync("green", reason, days), Is.EqualTo("green"));
        else
            Assert.That((await Assert.ThrowsAsync<ValidationFailedException>(() => StateAsync("green", reason, days)))!.Failures.Single().Code, Is.EqualTo(refused));
    }

    [Test]
    public async Task A_milder_colour_never_hides_that_the_warnings_are_milder_still()
    {
        await field.DoAsync("update slippage.project_state set red = 1");
        Assert.That(await StateAsync("amber", "Đã có tiền"), Is.EqualTo("amber"));
        await field.DoAsync("update slippage.project_state set red = 0, amber = 0");
        Assert.That(await ColourAsync(), Is.EqualTo("green"));
    }

    [Test]
    public async Task Others_may_not_and_every_statement_is_kept_with_its_day()
    {
        await Assert.ThrowsAsync<OutOfReachException>(
            () => colours.StateAsync(Owner with { Reach = new Reach("xx", new HashSet<long> { 2 }) }, new StateColour("A-1", "red", null, null), default));
        await Assert.ThrowsAsync<ValidationFailedException>(() => StateAsync("blue", null));
        await StateAsync("green", "Đã có tiền");
        await using var connection = await field.OpenAsync();
        Assert.That(
            await connection.ExecuteScalarAsync<string>("select concat_ws(' ', now, until, reason, stated_by) from slippage.colour_statement order by id desc limit 1"),
            Is.EqualTo("green 2026-07-01 Đã có tiền ban"));
        Assert.That(
            await connection.ExecuteScalarAsync<string>("select concat_ws(' ', after->>'colour', after->>'until', reason) from audit.event where kind = 'slippage.colour_stated' order by id desc limit 1"),
            Is.EqualTo("green 2026-07-01 Đã có tiền"));
    }

    private Task<string> StateAsync(string? colour, string? reason, int? days = null) =>
        colours.StateAsync(Owner, new StateColour("A-1", colour, days is { } d ? Today.AddDays(d) : null, reason), default);

    private async Task<string?> ColourAsync()
    {
        await using var connection = await field.OpenAsync();
        return await connection.ExecuteScalarAsync<string?>("select colour from slippage.project_state");
    }
}
