using System.Globalization;
using System.Text.Json;
using Portfolio.Common;
using Portfolio.Funding.Payments;

namespace Portfolio.Web.Api.Capital;

/// <summary>Reads the bodies about payments.</summary>
internal static class DisbursementBodies
{
    private const string List = "disbursements";

    private static readonly string[] Corrected = ["source", "year", "paidOn", "amount", "documentNumber", "note"];

    private static readonly string[] Known = ["project", .. Corrected];

    /// <exception cref="RequestException">The body is not JSON.</exception>
    /// <exception cref="ValidationFailedException">The body is not of the documented shape.</exception>
    public static async Task<IReadOnlyList<EnterPayment>> ReadNewAsync(HttpRequest request, CancellationToken ct)
    {
        using var document = await JsonBody.ParseAsync(request, ct);
        var body = new JsonBody();
        var members = body.Members(document.RootElement, "", List) ?? [];
        List<EnterPayment> entries = [];
        if (members.TryGetValue(List, out var list))
            entries = [.. body.Entries(list, List).Select((entry, i) => Payment(body, body.Members(entry, Row(i), Known) ?? [], Row(i) + "."))];
        else
            body.Fault(List, "validation.missing");
        body.DemandSound();
        return entries;
    }

    /// <inheritdoc cref="ReadNewAsync"/>
    public static async Task<IReadOnlyList<PaymentToConfirm>> ReadSeenAsync(HttpRequest request, CancellationToken ct)
    {
        using var document = await JsonBody.ParseAsync(request, ct);
        var body = new JsonBody();
        var members = body.Members(document.RootElement, "", List) ?? [];
        List<PaymentToConfirm> payments = [];
        if (members.TryGetValue(List, out var list))
            payments = [.. body.Entries(list, List).Select((entry, i) => Seen(body, entry, Row(i)))];
        else
            body.Fault(List, "validation.missing");
        body.DemandSound();
        return payments;
    }

    /// <summary>The payment as it shall be, without its project.</summary>
    /// <inheritdoc cref="ReadNewAsync"/>
    public static async Task<EnterPayment> ReadCorrectionAsync(HttpRequest request, CancellationToken ct)
    {
        using var document = await JsonBody.ParseAsync(request, ct);
        var body = new JsonBody();
        var payment = Payment(body, body.Members(document.RootElement, "", Corrected) ?? [], "");
        body.DemandSound();
        return payment;
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

    /// <summary>The same faults of the one payment the caller wrote.</summary>
    public static ValidationFailedException InOne(this ValidationFailedException invalid) => Renamed(invalid, (_, field) => field);

    /// <summary>The same faults by the keys the caller sent: the service takes them in their order, each once.</summary>
    public static ValidationFailedException InKeys(this ValidationFailedException invalid, IReadOnlyList<PaymentToConfirm> sent)
    {
        long[] taken = [.. sent.Select(p => p.Id).Distinct().Order()];
        return Renamed(invalid, (row, _) => Row(sent.Index().First(p => p.Item.Id == taken[row]).Index));
    }

    private static ValidationFailedException Renamed(ValidationFailedException invalid, Func<int, string, string> name) => new(
    [
        .. invalid.Failures.Select(fault => fault.Field.Split('[', ']', '.') is ["rows", var row, "", var field]
            ? fault with { Field = name(int.Parse(row, CultureInfo.InvariantCulture), field) }
            : fault.Field == "ids" ? fault with { Field = List } : fault),
    ]);

    private static EnterPayment Payment(JsonBody body, Dictionary<string, JsonElement> members, string path)
    {
        string? Text(string name) => members.TryGetValue(name, out var text) ? body.Text(text, path + name) : null;
        return new EnterPayment(
            Text("project") ?? "", Text("source") ?? "", body.YearOf(members, path + "year"), body.DayOf(members, "paidOn", path + "paidOn"),
            body.AmountOf(members, "amount", path + "amount"), Text("documentNumber") ?? "", Text("note"));
    }

    private static PaymentToConfirm Seen(JsonBody body, JsonElement entry, string path)
    {
        var members = body.Members(entry, path, "id", "version") ?? [];
        long Whole(string name)
        {
            if (members.TryGetValue(name, out var whole))
                return body.Whole(whole, $"{path}.{name}");
            body.Fault($"{path}.{name}", "validation.missing");
            return 0;
        }
        return new PaymentToConfirm(Whole("id"), Whole("version"));
    }

    private static string Row(int index) => string.Create(CultureInfo.InvariantCulture, $"{List}[{index}]");
}
