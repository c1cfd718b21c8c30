using Npgsql;
using Portfolio.Funding.Decisions;
using Portfolio.Web.Tests.Support;

namespace Portfolio.Web.Tests.Capital;

/// <summary>Papers with known keys, for tests that go through every address.</summary>
internal static class PaperShelf
{
    private const long Last = 900_000;

    // The demonstration gives all capital of the main plan, and none of this one.
    private const string Plan = "cb-moi-truong-2026-2030";
    private const string Giver = "CB-MT-001";
    private const string Taker = "CB-MT-002";
    private const string Past = "CB-QT-001";

    /// <summary>
    /// Lays out: 900001 a draft of an adjustment, 900002 a submitted allocation, 900003 a decision in force, 900005 the closing of a year (after the decision that gave its capital).
    /// </summary>
    public static async Task FillAsync(TestHost host)
    {
        await NumberAfterAsync(host, Last);
        var office = new CapitalOffice(host, Plan);
        await office.NeedAsync(Giver, (CapitalOffice.Provincial, 50m));
        await office.NeedAsync(Taker, (CapitalOffice.Provincial, 50m));
        var adjustment = await office.BeginAsync(DecisionKind.Adjustment, "Điều chỉnh");
        var allocation = await office.BeginAsync(DecisionKind.Allocation, "Giao bổ sung");
        var decided = await office.DecideAsync(
            DecisionKind.Allocation, "Giao vốn", "01/QĐ", (Giver, CapitalOffice.Provincial, 2027, 3m), (Taker, CapitalOffice.Provincial, 2027, 5m));
        Assert.That((adjustment.Id, allocation.Id, decided), Is.EqualTo((Last + 1, Last + 2, Last + 3)));
        foreach (var year in Enumerable.Range(2026, 5))
            await office.CeilingAsync(CapitalOffice.Provincial, year, 100m);
        await office.KeepAsync(CapitalOffice.Provincial, "Dự phòng", 20m);
        await office.EditAsync(adjustment.Id, "Chậm tiến độ", [(Giver, CapitalOffice.Provincial, 2027, -1m), (Taker, CapitalOffice.Provincial, 2027, 1m)]);
        await office.EditAsync(allocation.Id, (Taker, CapitalOffice.Provincial, 2028, 2m));
        await office.SubmitAsync(allocation.Id);
        Assert.That(await CloseAsync(new CapitalOffice(host, CapitalOffice.PastPlan)), Is.EqualTo(Last + 5));
    }

    /// <summary>The closing of 2025, a part of whose capital is paid out.</summary>
    private static async Task<long> CloseAsync(CapitalOffice office)
    {
        await office.NeedAsync(Past, (CapitalOffice.Provincial, 20m));
        await office.DecideAsync(DecisionKind.Allocation, "Giao vốn 2025", "01/QĐ", (Past, CapitalOffice.Provincial, 2025, 10m));
        await office.PayAsync(Past, CapitalOffice.Provincial, 2025, 4m);
        return (await office.BeginClosingAsync(2025, "Khóa sổ 2025")).Id;
    }

    private static async Task NumberAfterAsync(TestHost host, long last)
    {
        await using var connection = new NpgsqlConnection(host.OwnerConnectionString);
        await connection.OpenAsync();
        await using var set = new NpgsqlCommand("select setval(pg_get_serial_sequence('funding.decision', 'id'), $1)", connection);
        set.Parameters.AddWithValue(last);
        await set.ExecuteNonQueryAsync();
    }
}
