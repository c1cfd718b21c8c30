using Microsoft.Extensions.DependencyInjection;
using Portfolio.Accounts;
using Portfolio.Common;
using Portfolio.Funding.Needs;
using Portfolio.Web.Commands;
using Portfolio.Web.Hosting;

namespace Portfolio.Web.Tests.Commands;

/// <summary>What a command of any kind may count on.</summary>
internal sealed class CommandHostTests
{
    [Test]
    public async Task A_command_has_the_services_on_the_database_of_the_settings() => Assert.That(
        await RunAsync(async (run, ct) =>
        {
            var needs = await run.Services.GetRequiredService<NeedService>().GetAsync(Actor.System, "CB-GT-001", ct);
            return needs.ProjectCode == "CB-GT-001" ? 7 : 0;
        }),
        Is.EqualTo(7));

    [TestCase("rule", "CB-GT-999")]
    [TestCase("field", "amount: ")]
    [TestCase("outage", "database")]
    public async Task What_the_service_layer_refuses_is_one_line_in_English(string what, string expected)
    {
        Exception fault = what switch
        {
            "rule" => new NotFoundException("project", "CB-GT-999"),
            "field" => new ValidationFailedException([new FieldFailure("amount", "needs.source_missing", new Dictionary<string, object?>())]),
            _ => new Npgsql.NpgsqlException("gone"),
        };
        var refusal = await Assert.ThrowsAsync<StartupException>(() => RunAsync((_, _) => Task.FromException<int>(fault)));
        Assert.That(refusal!.Message, Does.Contain(expected).And.Not.Contain("\n").And.Match(@"^[ -~–’“”]+$"));
    }

    [Test]
    public async Task A_bug_stays_a_bug() =>
        await Assert.ThrowsAsync<InvalidOperationException>(() => RunAsync((_, _) => Task.FromException<int>(new InvalidOperationException())));

    private static Task<int> RunAsync(Func<CommandRun, CancellationToken, Task<int>> work)
    {
        var command = new Probe(work);
        string[] settings = [$"--ConnectionStrings:Portfolio={SharedHost.Host.ConnectionString}"];
        return CommandHost.RunAsync(command, command.Parse([]), settings, CancellationToken.None);
    }

    private sealed class Probe(Func<CommandRun, CancellationToken, Task<int>> work) : DatabaseCommand("probe", "For the test")
    {
        public override Task<int> RunAsync(CommandRun run, CancellationToken ct) => work(run, ct);
    }
}
