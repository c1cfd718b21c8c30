using System.Text;
using static Portfolio.Web.Tests.Api.ApiCalls;

namespace Portfolio.Web.Tests.Api;

/// <summary>Bodies that are refused. They change nothing, so the shared host will do.</summary>
internal sealed class NeedsBodyTests
{
    [TestCase("""{ "needs": [ { "source": "ngan-sach-tinh", "amount": 1.5 } ] }""", "needs[0].amount", "money.not_whole_dong")]
    [TestCase("""{ "needs": [ { "source": "ngan-sach-tinh", "amount": 1.0 } ] }""", "needs[0].amount", "money.not_whole_dong")]
    [TestCase("""{ "needs": [ { "source": "ngan-sach-tinh", "amount": 1e9 } ] }""", "needs[0].amount", "money.not_whole_dong")]
    [TestCase("""{ "needs": [ { "source": "ngan-sach-tinh", "amount": "1500" } ] }""", "needs[0].amount", "money.not_a_number")]
    [TestCase("""{ "needs": [ { "source": "ngan-sach-tinh", "amount": true } ] }""", "needs[0].amount", "money.not_a_number")]
    [TestCase("""{ "needs": [ { "source": "ngan-sach-tinh", "amount": null } ] }""", "needs[0].amount", "money.missing")]
    [TestCase("""{ "needs": [ { "source": "ngan-sach-tinh" } ] }""", "needs[0].amount", "money.missing")]
    [TestCase("""{ "needs": [ { "source": "ngan-sach-tinh", "amount": -1 } ] }""", "needs[0].amount", "money.negative")]
    [TestCase("""{ "needs": [ { "source": "ngan-sach-tinh", "amount": -99999999999999999999 } ] }""", "needs[0].amount", "money.negative")]
    [TestCase("""{ "needs": [ { "source": "ngan-sach-tinh", "amount": 100000000000000001 } ] }""", "needs[0].amount", "money.too_large")]
    [TestCase("""{ "needs": [ { "source": "ngan-sach-tinh", "amount": 99999999999999999999 } ] }""", "needs[0].amount", "money.too_large")]
    [TestCase("""{ "needs": [ { "source": "khong-co", "amount": 1 } ] }""", "needs", "needs.source_unknown")]
    [TestCase("""{ "needs": [ { "source": "", "amount": 1 } ] }""", "needs[0].source", "needs.source_missing")]
    [TestCase("""{ "needs": [ { "amount": 1 } ] }""", "needs[0].source", "needs.source_missing")]
    [TestCase("""{ "needs": [ { "source": 5, "amount": 1 } ] }""", "needs[0].source", "validation.not_text")]
    [TestCase("""{ "needs": [ { "source": "ngan-sach-tinh", "amount": 1 }, { "source": "ngan-sach-tinh", "amount": 2 } ] }""", "needs", "needs.source_twice")]
    [TestCase("""{ "needs": [ 5 ] }""", "needs[0]", "validation.not_an_object")]
    [TestCase("""{ "needs": [ { "source": "ngan-sach-tinh", "amount": 1, "year": 2026 } ] }""", "needs[0].year", "validation.unknown_member")]
    [TestCase("""{ "needs": {} }""", "needs", "validation.not_a_list")]
    [TestCase("""{ "needs": null }""", "needs", "needs.missing")]
    [TestCase("""{ "reason": "x" }""", "needs", "needs.missing")]
    [TestCase("""{ "needs": [], "Reason": "x" }""", "Reason", "validation.unknown_member")]
    [TestCase("""{ "needs": [], "reason": 5 }""", "reason", "validation.not_text")]
    [TestCase("""{ "needs": [], "reason": "a\u0000b" }""", "reason", "validation.not_text")]
    [TestCase("""{ "needs": [], "reason": "\ud800" }""", "reason", "validation.not_text")]
    [TestCase("""[]""", "", "validation.not_an_object")]
    public async Task A_bad_body_is_refused_field_by_field(string body, string field, string code)
    {
        using var response = await SharedHost.Client.PutNeedsAsync(Road, body, "*");

        var problem = await response.ProblemAsync(422, code);
        Assert.That(problem.Fault(field), Is.EqualTo(code));
    }

    [Test]
    public async Task All_faults_are_told_at_once()
    {
        using var response = await SharedHost.Client.PutNeedsAsync(
            Road, """{ "needs": [ { "source": 1, "amount": 1.5 }, { "amount": "2" } ], "why": 3 }""", "*");

        var problem = await response.ProblemAsync(422, "validation.failed");
        Assert.That(
            problem.Fields().Select(field => field.Name),
            Is.EquivalentTo(["why", "needs[0].source", "needs[0].amount", "needs[1].source", "needs[1].amount"]));
    }

    [Test]
    public async Task Too_long_a_reason_is_refused_with_the_limit()
    {
        using var response = await SharedHost.Client.PutNeedsAsync(Road, $$"""{ "needs": [], "reason": "{{new string('x', 501)}}" }""", "*");

        var problem = await response.ProblemAsync(422, "validation.too_long");
        Assert.That(problem.GetProperty("errors").GetProperty("reason")[0].Text("detail"), Does.Contain("500"));
    }

    [TestCase("")]
    [TestCase("{")]
    [TestCase("{ needs: [] }")]
    [TestCase("""{ "needs": [], }""")]
    [TestCase("""{ "needs": [], "needs": [] }""")]
    [TestCase("""{ "needs": [] } x""")]
    public async Task Broken_json_is_a_problem(string body)
    {
        using var response = await SharedHost.Client.PutNeedsAsync(Road, body, "*");

        await response.ProblemAsync(400, "request.json_broken");
    }

    [Test]
    public async Task Bytes_that_are_no_utf8_are_a_problem()
    {
        using var content = new ByteArrayContent([.. "{ \"needs\": [], \"reason\": \""u8, 0xC3, 0x28, .. "\" }"u8]);
        content.Headers.TryAddWithoutValidation("Content-Type", "application/json");
        using var response = await SharedHost.Client.SendApiAsync(HttpMethod.Put, $"/projects/{Road}/needs", content, ("If-Match", "*"));

        var text = await response.Content.ReadAsStringAsync();
        Assert.That((int)response.StatusCode, Is.EqualTo(400).Or.EqualTo(422), text);
    }

    [Test]
    public async Task Json_nested_without_end_is_a_problem()
    {
        using var response = await SharedHost.Client.PutNeedsAsync(Road, new string('[', 10_000), "*");

        await response.ProblemAsync(400, "request.json_broken");
    }

    [TestCase("text/plain")]
    [TestCase("application/x-www-form-urlencoded")]
    [TestCase(null)]
    public async Task Another_content_type_is_a_problem(string? type)
    {
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes("""{ "needs": [] }"""));
        if (type is not null)
            content.Headers.TryAddWithoutValidation("Content-Type", type);
        using var response = await SharedHost.Client.SendApiAsync(HttpMethod.Put, $"/projects/{Road}/needs", content, ("If-Match", "*"));

        await response.ProblemAsync(415, "request.not_json");
    }

    [Test]
    public async Task A_huge_body_is_a_problem()
    {
        // The program answers and hangs up without reading the body; who waits for leave to send it hears the answer for sure.
        using var patient = new HttpClient(new SocketsHttpHandler { Expect100ContinueTimeout = TimeSpan.FromSeconds(30) })
        {
            BaseAddress = SharedHost.Host.Address,
        };
        patient.DefaultRequestHeaders.Authorization = SharedHost.Client.DefaultRequestHeaders.Authorization;
        patient.DefaultRequestHeaders.ExpectContinue = true;
        using var response = await patient.PutNeedsAsync(Road, $$"""{ "needs": [], "reason": "{{new string('x', 1_000_000)}}" }""", "*");

        await response.ProblemAsync(413, "request.too_large");
    }
}
