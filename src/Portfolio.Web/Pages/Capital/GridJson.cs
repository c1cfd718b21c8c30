using System.Net.Mime;
using System.Text.Json;
using Microsoft.AspNetCore.Mvc;
using Portfolio.Common;
using Portfolio.Funding.Drafts;
using Portfolio.Reporting.Capital.Grid;
using Portfolio.Web.Formatting;

namespace Portfolio.Web.Pages.Capital;

/// <summary>
/// How the grid's figures travel: lists of lists, places instead of keys, nothing for nought; 30.000 rows then take a few megabytes,
/// and less than one compressed. Read by ClientApp/grid/paper.ts.
/// </summary>
internal static class GridJson
{
    /// <summary>Largest whole number that every reader of JSON keeps exact; above it an amount is written as a text.</summary>
    private const long LargestNumber = 9_007_199_254_740_991;

    private static readonly JsonWriterOptions Options = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>An answer written straight into the response.</summary>
    public static IActionResult Answer(int status, Action<Utf8JsonWriter> write) => new JsonAnswer(status, write);

    public static void Write(Utf8JsonWriter json, GridReport report, bool mayEdit)
    {
        json.WriteStartObject();
        json.WriteString("kind", report.Head.Decision.Kind);
        json.WriteBoolean("editable", mayEdit);
        json.WriteStartArray("years");
        foreach (var year in report.Head.Years)
            json.WriteNumberValue(year);
        json.WriteEndArray();
        json.WriteNumber("closedTo", report.ClosedTo ?? 0);
        WriteSources(json, report.Sources);
        json.WriteStartArray("programmes");
        foreach (var programme in report.Programmes)
        {
            json.WriteStartArray();
            json.WriteStringValue(programme.Code);
            json.WriteStringValue(programme.Name);
            json.WriteEndArray();
        }
        json.WriteEndArray();
        json.WriteStartArray("projects");
        foreach (var project in report.Projects)
            Write(json, project);
        json.WriteEndArray();
        json.WriteStartArray("rows");
        foreach (var row in report.Rows)
            Write(json, row);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>What bounds the sources, as a member of the object that is being written.</summary>
    public static void WriteSources(Utf8JsonWriter json, IReadOnlyList<GridSource> sources)
    {
        json.WriteStartArray("sources");
        foreach (var source in sources)
        {
            json.WriteStartArray();
            json.WriteStringValue(source.Code);
            json.WriteStringValue(Display.Name(source.Name, source.NameEn));
            WriteAmount(json, source.Kept);
            WriteAmount(json, source.Drawn);
            foreach (var year in source.Years)
            {
                json.WriteStartArray();
                WriteAmount(json, year.Ceiling);
                WriteAmount(json, year.Allocated);
                WriteAmount(json, year.Change);
                json.WriteEndArray();
            }
            json.WriteEndArray();
        }
        json.WriteEndArray();
    }

    /// <summary>Cells by their codes, as a member of the object that is being written.</summary>
    public static void WriteCells(Utf8JsonWriter json, IEnumerable<CellState> cells)
    {
        json.WriteStartArray("cells");
        foreach (var cell in cells)
        {
            json.WriteStartArray();
            json.WriteStringValue(cell.Project);
            json.WriteStringValue(cell.Source);
            json.WriteNumberValue(cell.Year);
            WriteAmount(json, cell.InForce);
            WriteAmount(json, cell.Change);
            json.WriteStringValue(cell.Reason);
            json.WriteEndArray();
        }
        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, GridProject project)
    {
        json.WriteStartArray();
        json.WriteStringValue(project.Code);
        json.WriteStringValue(project.Name);
        json.WriteNumberValue(project.Programme);
        WriteAmount(json, project.TotalInvestment);
        WriteAmount(json, project.Allocated);
        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, GridRow row)
    {
        json.WriteStartArray();
        json.WriteNumberValue(row.Project);
        json.WriteNumberValue(row.Source);
        WriteAmount(json, row.Need);
        WriteAmount(json, row.Allocated);
        foreach (var cell in row.Cells)
            Write(json, cell);
        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, GridCell? cell)
    {
        if (cell is null)
        {
            json.WriteNumberValue(0);
            return;
        }
        json.WriteStartArray();
        WriteAmount(json, cell.InForce);
        WriteAmount(json, cell.Change);
        if (cell.Paid != Vnd.Zero || cell.Payable != cell.InForce || cell.Reason is not null)
        {
            WriteAmount(json, cell.Paid);
            WriteAmount(json, cell.Payable);
            if (cell.Reason is not null)
                json.WriteStringValue(cell.Reason);
        }
        json.WriteEndArray();
    }

    private static void WriteAmount(Utf8JsonWriter json, Vnd? amount)
    {
        if (amount is not { } known)
            json.WriteNullValue();
        else if (Math.Abs((decimal)known.Dong) <= LargestNumber)
            json.WriteNumberValue(known.Dong);
        else
            json.WriteStringValue(known.Dong.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }

    private sealed class JsonAnswer(int status, Action<Utf8JsonWriter> write) : IActionResult
    {
        public async Task ExecuteResultAsync(ActionContext context)
        {
            var response = context.HttpContext.Response;
            response.StatusCode = status;
            response.ContentType = MediaTypeNames.Application.Json;
            await using var json = new Utf8JsonWriter(response.BodyWriter, Options);
            write(json);
            await json.FlushAsync(context.HttpContext.RequestAborted);
        }
    }
}
