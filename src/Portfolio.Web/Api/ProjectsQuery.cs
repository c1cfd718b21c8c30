using System.ComponentModel;
using Microsoft.AspNetCore.Mvc;
using Portfolio.Common;
using Portfolio.Reporting.Projects;

namespace Portfolio.Web.Api;

/// <summary>Query string of the project list. The values are read as text, so that a bad one is refused by name.</summary>
internal sealed record ProjectsQuery
{
    /// <summary>Entries in a stretch when the caller does not say.</summary>
    public const int UsualLimit = 50;

    [FromQuery(Name = "plan"), Description("Code of a plan.")]
    public string? Plan { get; init; }

    [FromQuery(Name = "programme"), Description("Code of a programme within its plan.")]
    public string? Programme { get; init; }

    [FromQuery(Name = "sector"), Description("Sector.")]
    public string? Sector { get; init; }

    [FromQuery(Name = "kind"), Description("Kind.")]
    public string? Kind { get; init; }

    [FromQuery(Name = "body"), Description("Code of a body that owns, leads or coordinates.")]
    public string? Body { get; init; }

    [FromQuery(Name = "commune"), Description("Code of a commune in which the project lies.")]
    public string? Commune { get; init; }

    [FromQuery(Name = "stage"), Description("Stage; none = projects whose stage no document says.")]
    public string? Stage { get; init; }

    [FromQuery(Name = "q"), Description("Words that code, name or places contain, with or without accents.")]
    public string? Text { get; init; }

    [FromQuery(Name = "after"), Description("Value of next in the stretch before.")]
    public string? After { get; init; }

    [FromQuery(Name = "limit"), Description("Entries at most.")]
    public string? Limit { get; init; }

    public ProjectFilter Filter() => new()
    {
        Plan = QueryText.Clean("plan", Plan),
        Programme = QueryText.Clean("programme", Programme),
        Sector = QueryText.Clean("sector", Sector),
        Kind = QueryText.Clean("kind", Kind),
        Body = QueryText.Clean("body", Body),
        Commune = QueryText.Clean("commune", Commune),
        Stage = QueryText.Clean("stage", Stage),
        Text = QueryText.Clean("q", Text),
    };

    /// <exception cref="ValidationFailedException">It is no number from 1 to <see cref="ProjectListService.LargestPage"/>.</exception>
    public int Entries() => QueryText.Limit(Limit, UsualLimit, ProjectListService.LargestPage);
}
