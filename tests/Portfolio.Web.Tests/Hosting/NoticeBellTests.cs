using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using Portfolio.Accounts;
using Portfolio.Notifications;
using Portfolio.Web.Hosting;
using Portfolio.Web.Tests.Support;

namespace Portfolio.Web.Tests.Hosting;

/// <summary>The bell remembers what waits for an account, and not for too long.</summary>
internal sealed class NoticeBellTests
{
    private static readonly Actor Officer = new("tài chính", Role.Finance) { AccountId = 7 };
    private static readonly Actor Colleague = new("tài chính 2", Role.Finance) { AccountId = 8 };

    private TestHost host = null!;
    private SteppedClock clock = null!;
    private NoticeBell bell = null!;

    [SetUp]
    public async Task StartAsync()
    {
        host = await TestHost.StartAsync(Role.None, demo: false);
        clock = new SteppedClock();
        bell = new NoticeBell(
            host.Services.GetRequiredService<NoticeBoard>(), clock, host.Services.GetRequiredService<IHostApplicationLifetime>(), NullLogger<NoticeBell>.Instance);
    }

    [TearDown]
    public async Task StopAsync() => await host.DisposeAsync();

    [Test]
    public async Task What_is_known_is_shown_and_once_it_is_old_looked_up_aside()
    {
        Assert.That(await UnreadAsync(Officer), Is.Zero);
        await TellAsync();
        clock.Step(TimeSpan.FromSeconds(20));
        Assert.That(await UnreadAsync(Officer), Is.Zero);
        clock.Step(TimeSpan.FromSeconds(20));
        Assert.That(await UnreadAsync(Officer), Is.Zero, "no page waits for it");
        Assert.That(() => UnreadAsync(Officer), Is.EqualTo(1).After(10_000, 20));
    }

    [Test]
    public async Task Who_comes_back_later_is_shown_what_is_true_now()
    {
        await UnreadAsync(Officer);
        await TellAsync();
        clock.Step(TimeSpan.FromMinutes(6));
        Assert.That(await UnreadAsync(Officer), Is.EqualTo(1));
    }

    [Test]
    public async Task Who_reads_his_notices_sees_at_once_what_is_left_and_nobody_else_does()
    {
        await UnreadAsync(Officer);
        await UnreadAsync(Colleague);
        await TellAsync();
        bell.Forget(Officer);
        Assert.That((await UnreadAsync(Officer), await UnreadAsync(Colleague)), Is.EqualTo((1, 0)));
    }

    [Test]
    public async Task Who_has_no_notices_has_no_bell()
    {
        await TellAsync();
        Assert.That(await UnreadAsync(new Actor("kiểm toán", Role.Auditor) { AccountId = 9 }), Is.Zero);
        Assert.That(await UnreadAsync(new Actor("khách", Role.Visitor)), Is.Zero);
    }

    private async Task<int> UnreadAsync(Actor actor) => await bell.UnreadAsync(actor, default);

    private Task TellAsync() => host.AskAsync<long>("""
        insert into notifications.notice (kind, body_id, province_code, subject_type, subject_code, detail, caused_by)
        values ('ledger.broken', null, null, 'ledger', '1', '{}', 'x') returning id
        """);

    private sealed class SteppedClock : TimeProvider
    {
        private long now;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Interlocked.Read(ref now);

        public void Step(TimeSpan by) => Interlocked.Add(ref now, by.Ticks);
    }
}
