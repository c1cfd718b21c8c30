using System.Text.RegularExpressions;
using Portfolio.Accounts;
using Portfolio.Funding.Decisions;
using Portfolio.Web.Tests.Support;

namespace Portfolio.Web.Tests.Capital;

/// <summary>What is done to capital stands in the trail in words, with amounts in đồng.</summary>
internal sealed partial class CapitalTrailTests
{
    private TestHost host = null!;
    private CapitalOffice office = null!;
    private Desk auditor = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        (host, office) = await CapitalOffice.OpenAsync(Role.Auditor);
        auditor = await Desk.OfAsync(host, Role.Auditor);
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        auditor.Dispose();
        await host.DisposeAsync();
    }

    [Test]
    public async Task The_events_of_a_decision_name_cells_states_and_amounts()
    {
        var decided = await office.DecideAsync(DecisionKind.Allocation, "2027", "2026", ("CB-GT-001", CapitalOffice.Provincial, 2027, 1.5m));

        var trail = Text(await auditor.PageAsync(FormattableString.Invariant($"/audit?type=decision&subject={decided}")));

        Assert.That(trail, Does.Contain("Lập phương án vốn").IgnoreCase.And.Contain("Sửa số liệu phương án vốn").IgnoreCase.And.Contain("Ghi quyết định phê duyệt").IgnoreCase);
        Assert.That(trail, Does.Contain("CB-GT-001 · Ngân sách tỉnh · 2027 Trước: 0 đồng → Sau: 1.500.000.000 đồng"));
        Assert.That(trail, Does.Contain("Trạng thái Trước: Đang soạn → Sau: Đã trình").And.Contain("Loại Trước: – → Sau: Giao vốn").And.Contain("Ngày quyết định Trước: – → Sau: 15/6/2026"));
        // A name or a number that consists of digits is no figure.
        Assert.That(trail, Does.Contain("Tên Trước: – → Sau: 2027").And.Contain("Số quyết định Trước: – → Sau: 2026"));
        Assert.That(await auditor.PageAsync("/audit?type=decision"), Does.Contain($"href=\"/capital/decisions/{decided}\"").And.Contain("2027 (2026)"));
    }

    [Test]
    public async Task The_history_of_a_project_names_source_year_and_amount_and_the_decision()
    {
        await office.DecideAsync(DecisionKind.Allocation, "Giao vốn", "21/QĐ", ("CB-GT-006", CapitalOffice.Provincial, 2028, 2m));

        var history = Text(await auditor.PageAsync("/projects/CB-GT-006/history"));

        Assert.That(history, Does.Contain("được giao vốn").And.Contain("Ngân sách tỉnh · 2028 Trước: 0 đồng → Sau: 2.000.000.000 đồng").And.Contain("21/QĐ (15/06/2026)"));
    }

    [Test]
    public async Task Ceilings_and_contingencies_are_named_by_source_and_year()
    {
        await office.CeilingAsync("vay-uu-dai", 2026, 7m);
        await office.KeepAsync("vay-uu-dai", "Dự phòng vay", 1m);

        var trail = Text(await auditor.PageAsync("/audit?type=plan&subject=" + CapitalOffice.Plan));

        Assert.That(trail, Does.Contain("đặt trần vốn").And.Contain("Vốn vay ưu đãi · 2026 Trước: – → Sau: 7.000.000.000 đồng"));
        Assert.That(trail, Does.Contain("đặt khoản dự phòng").And.Contain("Dự phòng “Dự phòng vay” · Vốn vay ưu đãi Trước: – → Sau: 1.000.000.000 đồng"));
    }

    [Test]
    public async Task An_event_with_thousands_of_cells_does_not_fill_the_page_with_them()
    {
        var paper = await office.BeginAsync(DecisionKind.Allocation, "Mọi dự án");
        var needs = await host.ListAsync<string>("select p.code from projects.project p join funding.need n on n.project_id = p.id where n.source_code = 'ngan-sach-tinh' and p.code like 'CB-%' and n.amount > 1000000000");
        await office.EditAsync(paper.Id, [.. from code in needs from year in Enumerable.Range(2026, 5) select (code, CapitalOffice.Provincial, year, 0.001m)]);

        var trail = Text(await auditor.PageAsync(FormattableString.Invariant($"/audit?type=decision&subject={paper.Id}&kind=capital.lines_edited")));

        Assert.That(needs.Count * 5, Is.GreaterThan(200));
        Assert.That(trail.Split("· Ngân sách tỉnh ·").Length - 1, Is.EqualTo(200));
        Assert.That(trail, Does.Contain($"và {(needs.Count * 5) - 200} thay đổi khác"));
    }

    private static string Text(string html) => Spaces().Replace(Tags().Replace(html, " "), " ").Replace(" :", ":", StringComparison.Ordinal);

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tags();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
