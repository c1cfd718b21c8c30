using System.Net;
using System.Text.Json;
using Portfolio.Web.Tests.Capital;
using Portfolio.Web.Tests.Support;
using static Portfolio.Web.Tests.Api.CapitalCalls;

namespace Portfolio.Web.Tests.Api;

/// <summary>Ceilings and contingencies over the API.</summary>
internal sealed class CeilingTests
{
    private const string Path = $"/plans/{Plan}/ceilings";

    private TestHost host = null!;

    [OneTimeSetUp]
    public async Task StartAsync() => host = await CapitalHost.StartAsync();

    [OneTimeTearDown]
    public async Task StopAsync() => await host.DisposeAsync();

    [Test]
    public async Task What_is_put_is_what_is_got_and_what_is_not_named_stays()
    {
        using var put = await host.Client.PutAsync(Path, Ceiling("vay-uu-dai", 2029, 12_345_678_901), await host.Client.TagAsync(Path));
        Assert.That(put.StatusCode, Is.EqualTo(HttpStatusCode.OK), await put.Content.ReadAsStringAsync());
        using var get = await host.Client.GetApiAsync("/capital" + Path);

        Assert.That(await put.Content.ReadAsStringAsync(), Is.EqualTo(await get.Content.ReadAsStringAsync()));
        Assert.That(put.Headers.ETag, Is.EqualTo(get.Headers.ETag));
        var ceilings = await get.JsonAsync();
        Assert.That(Year(ceilings, "vay-uu-dai", 2029).Dong("ceiling"), Is.EqualTo(12_345_678_901));
        var kept = Year(ceilings, "ngan-sach-tinh", 2026);
        Assert.That((kept.Dong("ceiling"), kept.Dong("ceiling") - kept.Dong("allocated")), Is.EqualTo((700_000_000_000, kept.Dong("room"))));
    }

    [Test]
    public async Task A_change_based_on_something_older_is_refused_with_what_is_in_force()
    {
        var old = await host.Client.TagAsync(Path);
        using var other = await host.Client.PutAsync(Path, Ceiling("vay-uu-dai", 2030, 7), old);
        using var late = await host.Client.PutAsync(Path, Ceiling("vay-uu-dai", 2030, 9), old);
        var problem = await late.ProblemAsync(412, "capital.stale");
        Assert.That(Year(problem.GetProperty("present"), "vay-uu-dai", 2030).Dong("ceiling"), Is.EqualTo(7));
        using var any = await host.Client.PutAsync(Path, Ceiling("vay-uu-dai", 2030, 9), "*");
        Assert.That(any.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        using var without = await host.Client.PutAsync(Path, Ceiling("vay-uu-dai", 2030, 9), null);
        await without.ProblemAsync(428, "request.if_match_missing");
    }

    [Test]
    public async Task A_ceiling_that_is_left_out_is_taken_away()
    {
        using var set = await host.Client.PutAsync(Path, Ceiling("xa-hoi-hoa", 2028, 5), "*");
        using var gone = await host.Client.PutAsync(Path, new { ceilings = new[] { new { source = "xa-hoi-hoa", year = 2028 } } }, "*");
        Assert.That(Year(await gone.JsonAsync(), "xa-hoi-hoa", 2028).GetProperty("ceiling").ValueKind, Is.EqualTo(JsonValueKind.Null));
    }

    [Test]
    public async Task Ceilings_below_what_was_given_are_all_refused_by_their_figures()
    {
        using var response = await host.Client.PutAsync(
            Path, new { ceilings = new object[] { new { source = "ngan-sach-tinh", year = 2026, ceiling = 1 }, new { source = "ngan-sach-trung-uong", year = 2026, ceiling = 2 } } }, "*");
        var problem = await response.ProblemAsync(409, "capital.ceiling_below_allocated");
        var refusals = problem.GetProperty("refusals").EnumerateArray().ToList();
        Assert.That(refusals.Select(r => r.GetProperty("arguments").Text("source")), Is.EquivalentTo(["ngan-sach-tinh", "ngan-sach-trung-uong"]));
        Assert.That(refusals.Select(r => r.GetProperty("arguments").Dong("allocated") - r.GetProperty("arguments").Dong("excess")), Is.EquivalentTo([1L, 2L]));
    }

    [TestCase("en", "Provincial budget")]
    [TestCase("vi", "Ngân sách tỉnh")]
    public async Task A_refusal_names_the_source_in_the_reader_s_language(string language, string name)
    {
        using var response = await host.Client.PutAsync($"{Path}?lang={language}", Ceiling("ngan-sach-tinh", 2026, 1), "*");
        Assert.That((await response.ProblemAsync(409, "capital.ceiling_below_allocated")).Text("detail"), Does.StartWith(name + ", "));
    }

    [Test]
    public async Task A_contingency_is_kept_by_its_name()
    {
        const string Kept = $"/plans/{Plan}/contingencies";
        using var first = await host.Client.PutAsync(Kept, new { source = "ngan-sach-tinh", name = "Khẩn cấp", amount = 3_000 }, await host.Client.TagAsync(Path));
        using var second = await host.Client.PutAsync(Kept, new { source = "ngan-sach-tinh", name = "Khẩn cấp", amount = 4_000 }, first.Headers.ETag!.ToString());
        var kept = (await second.JsonAsync()).GetProperty("contingencies").EnumerateArray().Single(c => c.Text("name") == "Khẩn cấp");
        Assert.That((kept.Dong("amount"), kept.Dong("left")), Is.EqualTo((4_000, 4_000)));
        using var stale = await host.Client.PutAsync(Kept, new { source = "ngan-sach-tinh", name = "Khẩn cấp", amount = 5_000 }, first.Headers.ETag!.ToString());
        await stale.ProblemAsync(412, "capital.stale");
    }

    [TestCase("""{ "reason": "x" }""", "validation.missing", "ceilings")]
    [TestCase("""{ "ceilings": {} }""", "validation.not_a_list", "ceilings")]
    [TestCase("""{ "ceilings": [ { "source": "von-oda", "ceiling": 1 } ] }""", "validation.missing", "ceilings[0].year")]
    [TestCase("""{ "ceilings": [ { "source": "von-oda", "year": "2026" } ] }""", "validation.not_whole", "ceilings[0].year")]
    [TestCase("""{ "ceilings": [ { "source": "von-oda", "year": 2026, "ceiling": 1.5 } ] }""", "money.not_whole_dong", "ceilings[0].ceiling")]
    [TestCase("""{ "ceilings": [ { "source": "von-oda", "year": 2026, "ceiling": -1 } ] }""", "money.negative", "ceilings[0].ceiling")]
    [TestCase("""{ "ceilings": [ { "source": "von-oda", "year": 2031, "ceiling": 1 } ] }""", "capital.year_outside", "ceilings[0].year")]
    [TestCase("""{ "ceilings": [ { "source": "khong-co", "year": 2026, "ceiling": 1 } ] }""", "needs.source_unknown", "ceilings[0].source")]
    public async Task What_cannot_be_set_is_refused_by_its_field(string body, string code, string field)
    {
        using var response = await host.Client.PutAsync(Path, body, "*");
        Assert.That((await response.ProblemAsync(422, code)).Fault(field), Is.EqualTo(code));
    }

    [Test]
    public async Task Every_row_at_fault_is_named()
    {
        using var response = await host.Client.PutAsync(
            Path, new { ceilings = new[] { new { source = "von-oda", year = 2026, ceiling = 1 }, new { source = "khong-co", year = 2026, ceiling = 1 }, new { source = "von-oda", year = 2031, ceiling = 1 } } }, "*");
        var problem = await response.ProblemAsync(422, "validation.failed");
        Assert.That((problem.Fault("ceilings[1].source"), problem.Fault("ceilings[2].year")), Is.EqualTo(("needs.source_unknown", "capital.year_outside")));
    }

    private static object Ceiling(string source, int year, long amount) => new { ceilings = new[] { new { source, year, ceiling = amount } }, reason = "thử" };

    private static JsonElement Year(JsonElement ceilings, string source, int year) => ceilings.GetProperty("sources").EnumerateArray()
        .Single(s => s.Text("source") == source).GetProperty("years").EnumerateArray().Single(y => y.GetProperty("year").GetInt32() == year);
}
