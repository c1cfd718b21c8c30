using Microsoft.Extensions.DependencyInjection;
using Portfolio.Accounts;
using Portfolio.Common;
using Portfolio.Notifications.Warnings;
using Portfolio.Web.Scheduling;
using Portfolio.Web.Tests.Support;

namespace Portfolio.Web.Tests.Scheduling;

/// <summary>What each night builds on the other keeps its order, whatever was missed or fails.</summary>
internal sealed class NightRoundTests
{
    private static JobRun Run => new(NightRound.Id, DateTimeOffset.UtcNow, "x");

    [Test]
    public async Task Forecasts_the_proof_of_the_ledger_the_scan_and_the_mails_about_it_come_in_turn_and_digests_after_a_missed_night_scan_first()
    {
        await using var host = await TestHost.StartAsync(Role.None, demo: false);
        const string scans = "select count(*) from slippage.scan";
        await Digests(host).RunAsync(Run, scans: false, default);
        Assert.That(await host.AskAsync<long>(scans), Is.Zero, "the scan is paused");
        await NightRound.DigestAsync(host.Services, Run, default);
        Assert.That(await host.AskAsync<long>(scans), Is.EqualTo(1), "nobody scanned before");
        var run = Run;
        await NightRound.RunAsync(host.Services, run, default);
        Assert.That(run.Counts.Keys, Is.SupersetOf(["projects", "lines", "differences", "opened", "resolved", "queued"]));
        Assert.That(await host.AskAsync<long>(scans), Is.EqualTo(1), "unchanged work is not noted again");
        await host.AskAsync<long>("update slippage.episode set severity = 'amber', red_on = null where severity = 'red'");
        await Digests(host).RunAsync(Run, scans: true, default);
        Assert.That(await host.AskAsync<long>("select count(*) from slippage.episode where severity = 'red'"), Is.Zero, "scanned today");
    }

    [Test]
    public async Task What_fails_holds_up_nothing_after_it_and_fails_the_run()
    {
        List<string> done = [];
        Func<JobRun, CancellationToken, Task> fails = (_, _) => throw new InvalidOperationException("dự báo");
        Func<JobRun, CancellationToken, Task> works = (_, _) =>
        {
            done.Add("rà soát");
            return Task.CompletedTask;
        };
        Assert.That((await Assert.ThrowsAsync<InvalidOperationException>(() => NightRound.InTurnAsync([fails, works], Run, default)))!.Message, Is.EqualTo("dự báo"));
        Assert.That((await Assert.ThrowsAsync<AggregateException>(() => NightRound.InTurnAsync([fails, works, fails], Run, default)))!.InnerExceptions, Has.Count.EqualTo(2));
        Assert.That(done, Has.Count.EqualTo(2));
        using var stopped = new CancellationTokenSource();
        Func<JobRun, CancellationToken, Task> stops = async (_, ct) =>
        {
            await stopped.CancelAsync();
            ct.ThrowIfCancellationRequested();
        };
        await Assert.ThrowsAsync<OperationCanceledException>(() => NightRound.InTurnAsync([stops, works], Run, stopped.Token));
        Assert.That(done, Has.Count.EqualTo(2), "a program that stops begins nothing more");
    }

    private static DigestJob Digests(TestHost host) => host.Services.GetRequiredService<DigestJob>();
}
