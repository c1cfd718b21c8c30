using System.ComponentModel;
using Microsoft.AspNetCore.Mvc;
using Portfolio.Common;
using Portfolio.Reporting.Warnings;

namespace Portfolio.Web.Api.Warnings;

/// <summary>Query string of the list of warnings. The values are read as text, so that a bad one is refused by name.</summary>
internal sealed record WarningsQuery
{
    [FromQuery(Name = "severity"), Description("notice, amber or red.")]
    public string? Severity { get; init; }

    [FromQuery(Name = "rule"), Description("Code of a rule, as milestone.overdue.")]
    public string? Rule { get; init; }

    [FromQuery(Name = "project"), Description("Code of a project.")]
    public string? Project { get; init; }

    [FromQuery(Name = "after"), Description("Value of next in the stretch before.")]
    public string? After { get; init; }

    [FromQuery(Name = "limit"), Description("Entries at most.")]
    public string? Limit { get; init; }

    public WarningFilter Filter() => new(QueryText.Clean("severity", Severity), QueryText.Clean("rule", Rule), QueryText.Clean("project", Project));

    /// <exception cref="ValidationFailedException">It is no key.</exception>
    public long? Place() => QueryText.Key("after", After);

    /// <exception cref="ValidationFailedException">It is no number from 1 to <see cref="WarningLists.LargestStretch"/>.</exception>
    public int Entries() => QueryText.Limit(Limit, ProjectsQuery.UsualLimit, WarningLists.LargestStretch);
}
