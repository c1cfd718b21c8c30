using Portfolio.Accounts;
using Portfolio.Common;
using Portfolio.Jobs;
using Portfolio.Tests.Support;

namespace Portfolio.Tests.Jobs;

/// <summary>One run of a job at a time.</summary>
internal sealed class JobTurnsTests
{
    [Test]
    public async Task A_turn_is_had_by_one_and_given_back_and_that_of_another_job_is_free()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var access = new PortfolioDatabase(database.ConnectionString);
        var turns = new JobTurns(access);
        await using (var first = await turns.TakeAsync(Actor.System, "scan", default))
        {
            Assert.That(first, Is.Not.Null);
            Assert.That(await turns.TakeAsync(Actor.System, "scan", default), Is.Null);
            await using var other = await turns.TakeAsync(Actor.System, "mails", default);
            Assert.That(other, Is.Not.Null);
        }
        await using var again = await turns.TakeAsync(Actor.System, "scan", default);
        Assert.That(again, Is.Not.Null);
    }
}
