using FluentValidation;
using Portfolio.Common;

namespace Portfolio.Funding.Drafts;

/// <summary>Cells of a paper as they shall be.</summary>
/// <param name="DecisionId">Paper.</param>
/// <param name="Version">Version of the whole paper the change is based on; null = every cell tells for itself, or whatever is there.</param>
/// <param name="Lines">The cells, each once.</param>
public sealed record EditLines(long DecisionId, long? Version, IReadOnlyList<LineEdit> Lines);

/// <summary>One cell of a paper: a project, a source, a year.</summary>
/// <param name="Project">Code of the project.</param>
/// <param name="Source">Code of the source.</param>
/// <param name="Year">Budget year.</param>
/// <param name="Change">What the paper shall change against what is in force, whole đồng; in a closing what is carried over.</param>
/// <param name="Was">What the paper changed when the cell was read; null = not compared.</param>
/// <param name="InForce">Capital in force when the cell was read; null = not compared.</param>
/// <param name="Reason">Why; null keeps what stands there, a blank text takes it away.</param>
public sealed record LineEdit(string Project, string Source, int Year, Vnd Change, Vnd? Was = null, Vnd? InForce = null, string? Reason = null);

/// <summary>A cell of a paper as it stands.</summary>
/// <param name="Project">Code of the project.</param>
/// <param name="Source">Code of the source.</param>
/// <param name="Year">Budget year.</param>
/// <param name="InForce">Capital given by approved decisions, whole đồng.</param>
/// <param name="Change">What the paper changes, whole đồng.</param>
/// <param name="Reason">Why.</param>
public sealed record CellState(string Project, string Source, int Year, Vnd InForce, Vnd Change, string? Reason);

/// <summary>What came of an edit.</summary>
/// <param name="Version">Version of the paper now; null where the change did not name one, for finding it reads the whole paper.</param>
/// <param name="Cells">The edited cells as they stand now.</param>
public sealed record EditReceipt(long? Version, IReadOnlyList<CellState> Cells);

/// <summary>Cells were changed since they were read (412); with them come their present figures.</summary>
/// <param name="cells">The cells that differ, as they stand now.</param>
public sealed class StaleCellsException(IReadOnlyList<CellState> cells) : PortfolioException("capital.stale_cells", 412)
{
    /// <summary>The cells that differ, as they stand now.</summary>
    public IReadOnlyList<CellState> Cells { get; } = cells;
}

internal sealed class EditLinesValidator : AbstractValidator<EditLines>
{
    /// <summary>A block of 6.000 projects by five years.</summary>
    public const int MostLines = 30_000;

    public const int LongestReason = 500;

    public EditLinesValidator()
    {
        RuleFor(r => r.Lines).NotEmpty().WithErrorCode("capital.lines_missing");
        RuleFor(r => r.Lines).Must(lines => lines.Count <= MostLines).WithErrorCode("capital.too_many_lines").When(r => r.Lines is not null);
        RuleForEach(r => r.Lines).ChildRules(line =>
        {
            line.RuleFor(l => l.Project).NotEmpty().WithErrorCode("project.code_missing");
            line.RuleFor(l => l.Source).NotEmpty().WithErrorCode("needs.source_missing");
            line.RuleFor(l => l.Change).Must(a => Math.Abs((decimal)a.Dong) <= VndText.Largest).WithErrorCode("money.too_large");
            line.RuleFor(l => l.Reason).MaximumLength(LongestReason).WithErrorCode("validation.too_long");
        });
        RuleFor(r => r.Lines)
            .Must(lines => lines.Select(l => (l.Project, l.Source, l.Year)).Distinct().Count() == lines.Count)
            .WithErrorCode("capital.line_twice")
            .When(r => r.Lines is not null);
    }
}
