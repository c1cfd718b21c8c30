namespace Portfolio.Database.Seeds;

/// <summary>One thing that is wrong in the seed files.</summary>
/// <param name="File">Path within the seeds folder, with forward slashes.</param>
/// <param name="Line">Line on which the row begins, from 1; null where the file as a whole is meant.</param>
/// <param name="Column">Column; null where the row as a whole is meant.</param>
/// <param name="Reason">What is wrong; quotes at most 40 characters of the file.</param>
/// <param name="Remedy">What to do.</param>
public sealed record SeedFault(string File, int? Line, string? Column, string Reason, string Remedy)
{
    /// <summary>One line: <c>plans/x/projects.csv:17: sector: "raod" is not one of road, …; correct it</c>.</summary>
    public override string ToString() =>
        File + (Line is { } line ? FormattableString.Invariant($":{line}") : "") + ": "
        + (Column is { } column ? column + ": " : "") + Reason + "; " + Remedy;
}
