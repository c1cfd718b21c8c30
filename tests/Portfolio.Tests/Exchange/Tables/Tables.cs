using System.Text;
using Portfolio.Common;
using Portfolio.Exchange.Tables;

namespace Portfolio.Tests.Exchange.Tables;

/// <summary>Reads tables of payments.</summary>
internal static class Tables
{
    public static readonly TableColumn[] Columns =
    [
        new("project", true, "Mã dự án", "project"),
        new("date", true, "Ngày chi", "date"),
        new("amount", true, "Số tiền", "Số tiền (đồng)", "amount"),
        new("note", false, "Ghi chú", "note"),
    ];

    public static Table Pasted(string text) => TableReader.ReadPasted(text, Columns);

    public static Task<Table> FileAsync(byte[] file) => TableReader.ReadFileAsync(new MemoryStream(file), Columns, CancellationToken.None);

    public static Task<Table> CsvAsync(string text) => FileAsync(Encoding.UTF8.GetBytes(text));

    /// <summary>The rows as "number: project | date | amount | note".</summary>
    public static string[] Lines(this Table table) =>
        [.. table.Rows.Select(row => $"{row.Number}: {row["project"]} | {row["date"]} | {row["amount"]} | {row["note"]}")];

    /// <summary>The refusal and what it names.</summary>
    public static async Task<(string Code, string Told)> RefusalAsync(Func<Task> read)
    {
        var refusal = await Assert.ThrowsAsync<ValidationFailedException>(read);
        var failure = refusal!.Failures.Single();
        Assert.That(failure.Field, Is.EqualTo("table"));
        return (failure.Code, string.Join("; ", failure.Arguments.Values));
    }
}
