using Portfolio.Accounts;
using Portfolio.Audit;
using Portfolio.Common;
using Portfolio.Reporting.Trail;

namespace Portfolio.Web.Pages.Admin;

/// <summary>The newest events about one record, for who may read the audit trail.</summary>
internal static class RecordHistory
{
    private const int Shown = 10;

    /// <returns>Null for who may not read it.</returns>
    public static async Task<(Stretch<AuditEntry>? Events, NameBook Names)> OfAsync(
        AuditService audit, TrailNames trail, Actor actor, string subjectType, string subjectCode, CancellationToken ct)
    {
        if (!actor.May(Permission.ViewAudit))
            return (null, NameBook.Empty);
        var events = await audit.ListAsync(actor, new AuditFilter { SubjectType = subjectType, SubjectCode = subjectCode }, null, Shown, ct);
        return (events, await trail.OfAsync(actor, events.Items, ct));
    }
}
