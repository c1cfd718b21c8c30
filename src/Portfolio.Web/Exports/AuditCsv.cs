using System.Globalization;
using CsvHelper;
using Microsoft.Extensions.Localization;
using Portfolio.Accounts;
using Portfolio.Audit;
using Portfolio.Reporting.Trail;
using Portfolio.Web.Formatting;
using Portfolio.Web.Resources;

namespace Portfolio.Web.Exports;

/// <summary>Writes events of the audit trail as CSV for Excel, one row each.</summary>
internal sealed class AuditCsv(IStringLocalizer<Texts> texts, EventWords words, TrailNames trail)
{
    private static readonly string[] Columns =
    [
        "audit.event_id", "csv.time", "audit.actor", "csv.role", "audit.account", "audit.kind", "csv.kind_code", "audit.subject_type",
        "audit.subject", "csv.subject_name", "field.province", "history.changes", "audit.reason", "audit.address", "audit.correlation",
    ];

    /// <summary>Writes the events as they come; <paramref name="any"/> tells whether the enumerator already stands on the first.</summary>
    public async Task WriteAsync(Stream output, Actor actor, bool any, IAsyncEnumerator<AuditEntry> events, CancellationToken ct)
    {
        await using (events)
        await using (var csv = CsvFile.Create(output))
        {
            await csv.WriteRecordAsync([.. Columns.Select(column => texts[column].Value)], ct);
            var batch = new List<AuditEntry>(AuditService.LargestStretch);
            for (var more = any; more;)
            {
                batch.Add(events.Current);
                more = await events.MoveNextAsync();
                if (more && batch.Count < AuditService.LargestStretch)
                    continue;
                await WriteAsync(csv, batch, await trail.OfAsync(actor, batch, ct), ct);
                batch.Clear();
            }
        }
    }

    private async Task WriteAsync(CsvWriter csv, List<AuditEntry> batch, NameBook names, CancellationToken ct)
    {
        foreach (var entry in batch)
        {
            Write(csv, entry, names);
            await csv.EndRecordAsync(ct);
        }
    }

    private void Write(CsvWriter csv, AuditEntry entry, NameBook names)
    {
        csv.WriteField(entry.Id);
        csv.WriteField(entry.OccurredAt.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture));
        csv.WriteText(words.Actor(entry));
        csv.WriteText(words.Role(entry));
        csv.WriteField(entry.AccountId);
        csv.WriteText(words.Kind(entry.Kind));
        csv.WriteText(entry.Kind);
        csv.WriteText(words.SubjectType(entry.SubjectType));
        csv.WriteText(entry.SubjectCode);
        csv.WriteText(words.Subject(entry, names));
        csv.WriteText(EventWords.Province(entry, names));
        csv.WriteText(words.Changes(entry, names));
        csv.WriteText(entry.Reason);
        csv.WriteText(entry.ClientAddress);
        csv.WriteText(entry.CorrelationId);
    }
}
