using System.Globalization;
using CsvHelper;
using Microsoft.Extensions.Localization;
using Portfolio.Reporting.Projects;
using Portfolio.Web.Formatting;
using Portfolio.Web.Resources;

namespace Portfolio.Web.Exports;

/// <summary>Writes projects as CSV for Excel: UTF-8 with its mark, the list separator of the language, whole đồng.</summary>
internal sealed class ProjectCsv(IStringLocalizer<Texts> texts, Display display)
{
    private static readonly string[] Columns =
    [
        "field.code", "field.name", "field.plan", "field.programme", "field.sector", "field.kind", "field.stage", "csv.stage_basis",
        "field.responsible", "csv.period_from", "csv.period_to", "field.next_milestone", "csv.next_due", "csv.next_due_text",
        "csv.state_dong", "csv.other_dong", "csv.total_dong", "csv.figure_basis",
    ];

    /// <summary>Writes the rows as they come; <paramref name="any"/> tells whether the enumerator already stands on the first.</summary>
    public async Task WriteAsync(Stream output, bool any, IAsyncEnumerator<ProjectListRow> rows, CancellationToken ct)
    {
        await using (rows)
        await using (var csv = CsvFile.Create(output))
        {
            await csv.WriteRecordAsync([.. Columns.Select(column => texts[column].Value)], ct);
            for (var more = any; more; more = await rows.MoveNextAsync())
            {
                Write(csv, rows.Current);
                await csv.EndRecordAsync(ct);
            }
        }
    }

    private void Write(CsvWriter csv, ProjectListRow row)
    {
        csv.WriteText(row.Code);
        csv.WriteText(row.Name);
        csv.WriteText(row.PlanName);
        csv.WriteText(row.ProgrammeName);
        csv.WriteText(display.Word("sector", row.Sector));
        csv.WriteText(display.Word("kind", row.Kind));
        csv.WriteText(display.Word("stage", row.Stage));
        csv.WriteText(Basis(row.StageBasis));
        csv.WriteText(row.Responsible);
        csv.WriteField(row.PeriodFrom);
        csv.WriteField(row.PeriodTo);
        csv.WriteText(row.NextMilestone);
        csv.WriteField(row.NextDue?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        csv.WriteText(row.NextDueText);
        csv.WriteField(row.State?.Dong);
        csv.WriteField(row.Other?.Dong);
        csv.WriteField(row.Total?.Dong);
        csv.WriteText(Basis(row.FigureBasis));
    }

    private string Basis(string? basis) => basis is null ? "" : display.Word("figure_basis", basis);
}
