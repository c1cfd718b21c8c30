using Portfolio.Common;
using Portfolio.Exchange.Tables;
using Portfolio.Web.Exports.Xlsx;

namespace Portfolio.Web.Tests.Exports.Xlsx;

/// <summary>What was exported can be filled in and uploaded.</summary>
internal sealed class ReadAgainTests
{
    private static readonly TableColumn[] Columns =
    [
        new("project", true, "Dự án"), new("day", true, "Ngày"), new("planned", true, "Kế hoạch vốn"), new("state", true, "Vốn nhà nước"), new("sum", true, "Cộng"),
    ];

    [Test]
    [SetCulture("vi-VN")]
    public async Task Days_and_amounts_of_any_size_come_back_as_they_were()
    {
        List<Payment> payments =
        [
            .. Payment.Some(40, 3).Select(payment => payment with { State = payment.State is { Dong: < 0 } ? null : payment.State }),
            new("P", "B", "=1+1", new DateOnly(2026, 5, 19), new Vnd(VndText.Largest), new Vnd(8_220_000_000_000_005), null),
        ];
        using var file = new MemoryStream();
        await XlsxFile.WriteAsync(file, Payment.Table(grouped: false, total: null), payments.ToAsyncEnumerable(), CancellationToken.None);
        file.Position = 0;

        var rows = (await TableReader.ReadFileAsync(file, Columns, CancellationToken.None)).Rows;

        Assert.That(rows.Take(payments.Count).Select(row => (row["project"], Day(row["day"]), Amount(row["state"]))), Is.EqualTo(
            payments.Select(payment => (payment.Project, payment.Day, payment.State ?? Vnd.Zero))));
        Assert.That(Amount(rows[payments.Count - 1]["planned"]), Is.EqualTo(new Vnd(VndText.Largest)));
        Assert.That(Amount(rows[payments.Count - 1]["sum"]), Is.EqualTo(new Vnd(8_220_000_000_000_005)));
    }

    private static Vnd Amount(string text) => VndText.TryParse(text, out var amount) is { } fault ? throw new FormatException($"{text}: {fault}") : amount;

    private static DateOnly? Day(string text) => DateText.TryParse(text, out var day) is { } fault ? throw new FormatException($"{text}: {fault}") : day;
}
