using System.ComponentModel;
using Microsoft.AspNetCore.Mvc;
using Portfolio.Audit;

namespace Portfolio.Web.Api;

/// <summary>Query string of the audit trail. The values are read as text, so that a bad one is refused by name.</summary>
internal sealed record AuditEventsQuery
{
    [FromQuery(Name = "from"), Description("First day, in Viet Nam.")]
    public string? From { get; init; }

    [FromQuery(Name = "to"), Description("Last day, in Viet Nam.")]
    public string? To { get; init; }

    [FromQuery(Name = "actor"), Description("Part of the actor's name, with or without accents.")]
    public string? Actor { get; init; }

    [FromQuery(Name = "subjectType"), Description("Kind of record: project, programme, plan, …")]
    public string? SubjectType { get; init; }

    [FromQuery(Name = "subject"), Description("Code of the record.")]
    public string? Subject { get; init; }

    [FromQuery(Name = "kind"), Description("What was done: funding.needs_set, …")]
    public string? Kind { get; init; }

    [FromQuery(Name = "province"), Description("Code of a province; none = what belongs to no province.")]
    public string? Province { get; init; }

    [FromQuery(Name = "after"), Description("Value of next in the stretch before.")]
    public string? After { get; init; }

    [FromQuery(Name = "limit"), Description("Entries at most.")]
    public string? Limit { get; init; }

    public AuditFilter Filter() => new()
    {
        From = QueryText.Day("from", From),
        To = QueryText.Day("to", To),
        Actor = QueryText.Clean("actor", Actor),
        SubjectType = QueryText.Clean("subjectType", SubjectType),
        SubjectCode = QueryText.Clean("subject", Subject),
        Kind = QueryText.Clean("kind", Kind),
        Province = QueryText.Clean("province", Province),
    };

    public int Entries() => QueryText.Limit(Limit, ProjectsQuery.UsualLimit, AuditService.LargestStretch);
}
