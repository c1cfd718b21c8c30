using Dapper;
using Npgsql;
using Portfolio.Common;
using Portfolio.Database;
using Portfolio.Funding.Decisions;

namespace Portfolio.Tests.Funding.Decisions;

/// <summary>What a decision comes to is summed up once, by its approval.</summary>
internal sealed class DecisionSumTests
{
    private const string SumSql = """
        select coalesce(string_agg(concat_ws('|', d.number, s.lines, s.projects, s.given, s.taken, s.total), ' ' order by d.id), '')
        from funding.decision_sum s join funding.decision d on d.id = s.decision_id
        """;

    [Test]
    public async Task It_holds_what_is_given_taken_carried_over_and_lapses()
    {
        await using var capital = await GivenAsync();

        Assert.That(await SumsAsync(capital), Is.EqualTo("01/QĐ|2|2|350|0|350 02/QĐ|2|2|20|20|0 03/QĐ|1|2|150|150|150"));
        var closing = await capital.Papers.GetAsync(SmallCapital.Officer, 3, default);
        Assert.That((closing.Number, closing.Lines, closing.Total), Is.EqualTo(("03/QĐ", 1, new Vnd(150))));
    }

    [Test]
    public async Task A_paper_has_none()
    {
        await using var capital = await SmallCapital.CreateAsync();
        var paper = await capital.DraftAsync(DecisionKind.Allocation, ("A-1", "s1", 2026, 300), ("A-2", "s1", 2026, 5));

        Assert.That((paper.Lines, paper.Total, await SumsAsync(capital)), Is.EqualTo((2, new Vnd(305), "")));
    }

    [Test]
    public async Task What_was_decided_before_the_sums_were_introduced_is_summed()
    {
        await using var capital = await GivenAsync();
        var before = await SumsAsync(capital);
        var file = await File.ReadAllTextAsync(Path.Combine(RepositoryFolder.Require("migrations"), "0023_funding_decision_sums.sql"));
        var down = file.IndexOf("-- migrate:down", StringComparison.Ordinal);

        await capital.Portfolio.AsOwnerAsync(file[down..]);
        await capital.Portfolio.AsOwnerAsync(file[..down]);

        Assert.That(await SumsAsync(capital), Is.EqualTo(before).And.Not.Empty);
    }

    [Test]
    public async Task Nobody_writes_them_directly()
    {
        await using var capital = await GivenAsync();
        foreach (var statement in (string[])
            ["delete from funding.decision_sum", "update funding.decision_sum set total = 1", "truncate funding.decision_sum"])
        {
            var owner = await Assert.ThrowsAsync<PostgresException>(() => capital.Portfolio.AsOwnerAsync(statement));
            Assert.That(owner!.SqlState, Is.EqualTo(PostgresErrorCodes.RestrictViolation), statement);
            var program = await Assert.ThrowsAsync<PostgresException>(() => capital.Portfolio.ExecuteAsync(statement));
            Assert.That(program!.SqlState, Is.EqualTo(PostgresErrorCodes.InsufficientPrivilege), statement);
        }
    }

    // An allocation, an adjustment, and a closing that carries 150 of 300 over and lets 150 lapse.
    private static async Task<SmallCapital> GivenAsync()
    {
        var capital = await SmallCapital.CreateAsync();
        await capital.DecideAsync(DecisionKind.Allocation, "01/QĐ", ("A-1", "s1", 2026, 300), ("A-2", "s1", 2027, 50));
        await capital.DecideAsync(DecisionKind.Adjustment, "02/QĐ", ("A-1", "s1", 2026, -20), ("A-2", "s1", 2026, 20));
        capital.Clock.Turn(new DateOnly(2027, 2, 1));
        var closing = await capital.Closing.BeginAsync(SmallCapital.Officer, "p", 2026, "Khóa sổ", default);
        await capital.EditAsync(closing.Id, ("A-1", "s1", 2026, 150));
        await capital.ApproveAsync(closing.Id, "03/QĐ", new DateOnly(2027, 2, 1));
        return capital;
    }

    private static async Task<string> SumsAsync(SmallCapital capital)
    {
        await using var connection = await capital.Portfolio.OpenAsOwnerAsync();
        return (await connection.ExecuteScalarAsync<string>(SumSql))!;
    }
}
