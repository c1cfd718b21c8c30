using System.Globalization;
using System.Text.Json;
using Portfolio.Common;
using Portfolio.Funding.Payments;

namespace Portfolio.Web.Api.Capital;

/// <summary>Reads the bodies about payments.</summary>
internal static class DisbursementBodies
{
    private const string List = "disbursements";

    private static readonly string[] Known = ["project", "source", "year", "paidOn", "amount", "documentNumber", "note"];

    /// <exception cref="RequestException">The body is not JSON.</exception>
    /// <exception cref="ValidationFailedException">The body is not of the documented shape.</exception>
    public static async Task<IReadOnlyList<EnterPayment>> ReadNewAsync(HttpRequest request, CancellationToken ct)
    {
        using var document = await JsonBody.ParseAsync(request, ct);
        var body = new JsonBody();
        var members = body.Members(document.RootElement, "", List) ?? [];
        List<EnterPayment> entries = [];
        if (members.TryGetValue(List, out var list))
            entries = [.. body.Entries(list, List).Select((entry, i) => Payment(body, entry, Row(i)))];
        else
            body.Fault(List, "validation.missing");
        body.DemandSound();
        return entries;
    }

    /// <inheritdoc cref="ReadNewAsync"/>
    public static async Task<IReadOnlyList<long>> ReadIdsAsync(HttpRequest request, CancellationToken ct)
    {
        using var document = await JsonBody.ParseAsync(request, ct);
        var body = new JsonBody();
        var members = body.Members(document.RootElement, "", "ids") ?? [];
        List<long> ids = [];
        if (members.TryGetValue("ids", out var list))
            ids = [.. body.Entries(list, "ids").Select((entry, i) => body.Whole(entry, Id(i)))];
        else
            body.Fault("ids", "validation.missing");
        body.DemandSound();
        return ids;
    }

    /// <inheritdoc cref="ReadNewAsync"/>
    public static async Task<string> ReadReasonAsync(HttpRequest request, CancellationToken ct)
    {
        using var document = await JsonBody.ParseAsync(request, ct);
        var body = new JsonBody();
        var reason = body.TextOf(body.Members(document.RootElement, "", "reason") ?? [], "reason") ?? "";
        body.DemandSound();
        return reason;
    }

    /// <summary>The same faults under the names the caller wrote: the service counts rows.</summary>
    public static ValidationFailedException InRows(this ValidationFailedException invalid) => Renamed(invalid, (row, field) => $"{Row(row)}.{field}");

    /// <summary>The same faults by the keys the caller sent: the service takes them in their order, each once.</summary>
    public static ValidationFailedException InIds(this ValidationFailedException invalid, IReadOnlyList<long> ids)
    {
        long[] taken = [.. ids.Distinct().Order()];
        return Renamed(invalid, (row, _) => Id(ids.Index().First(sent => sent.Item == taken[row]).Index));
    }

    private static ValidationFailedException Renamed(ValidationFailedException invalid, Func<int, string, string> name) => new(
    [
        .. invalid.Failures.Select(fault => fault.Field.Split('[', ']', '.') is ["rows", var row, "", var field]
            ? fault with { Field = name(int.Parse(row, CultureInfo.InvariantCulture), field) } : fault),
    ]);

    private static EnterPayment Payment(JsonBody body, JsonElement entry, string path)
    {
        var members = body.Members(entry, path, Known) ?? [];
        string? Text(string name) => members.TryGetValue(name, out var text) ? body.Text(text, $"{path}.{name}") : null;
        return new EnterPayment(
            Text("project") ?? "", Text("source") ?? "", body.YearOf(members, path + ".year"), body.DayOf(members, "paidOn", path + ".paidOn"),
            body.AmountOf(members, "amount", path + ".amount"), Text("documentNumber") ?? "", Text("note"));
    }

    private static string Row(int index) => string.Create(CultureInfo.InvariantCulture, $"{List}[{index}]");

    private static string Id(int index) => string.Create(CultureInfo.InvariantCulture, $"ids[{index}]");
}
