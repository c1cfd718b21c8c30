using Portfolio.Audit;
using Portfolio.Reporting.Trail;

namespace Portfolio.Web.Formatting;

/// <summary>Events to be shown one under the other.</summary>
/// <param name="Entries">The events.</param>
/// <param name="Names">Names behind their codes.</param>
/// <param name="OfOneRecord">Whether all are of the record the page is about: then it is not named again.</param>
/// <param name="Origins">Whether account, address and correlation id are shown, behind a fold: for auditors.</param>
internal sealed record EventList(IReadOnlyList<AuditEntry> Entries, NameBook Names, bool OfOneRecord, bool Origins);
