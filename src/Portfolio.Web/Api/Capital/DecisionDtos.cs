using Portfolio.Common;
using Portfolio.Funding.Decisions;
using Portfolio.Funding.Drafts;
using Portfolio.Reporting.Capital.Decisions;

namespace Portfolio.Web.Api.Capital;

/// <summary>A decision in a list.</summary>
/// <param name="Id">Key.</param>
/// <param name="Plan">Plan whose capital it gives, moves or closes.</param>
/// <param name="Kind">allocation, adjustment, closing.</param>
/// <param name="Name">What officers call it.</param>
/// <param name="Status">draft, submitted, returned, approved, discarded.</param>
/// <param name="ClosesYear">Budget year that a closing closes.</param>
/// <param name="Number">Number, once approved.</param>
/// <param name="DecidedOn">Date, once approved.</param>
/// <param name="Signer">Title of who signed it.</param>
/// <param name="Illustrative">Whether it was made up for demonstration.</param>
/// <param name="Withdrawn">Whether it was taken back with the demonstration and is not in force.</param>
internal sealed record DecisionSummaryDto(
    long Id, ReferenceDto Plan, string Kind, string Name, string Status, int? ClosesYear, string? Number, DateOnly? DecidedOn, string? Signer,
    bool Illustrative, bool Withdrawn)
{
    public static DecisionSummaryDto Of(DecisionRow row) => new(
        row.Id, new ReferenceDto(row.PlanCode, row.PlanName), row.Kind, row.Name, row.Status, row.ClosesYear, row.Number, row.DecidedOn, row.Signer,
        row.Illustrative, row.Withdrawn);
}

/// <summary>The head of a decision, from the first draft to its approval.</summary>
/// <param name="Id">Key.</param>
/// <param name="Plan">Plan whose capital it gives, moves or closes.</param>
/// <param name="Kind">allocation, adjustment, closing.</param>
/// <param name="Name">What officers call it.</param>
/// <param name="Reason">What it is for, for who may see the history of its province.</param>
/// <param name="Status">draft, submitted, returned, approved, discarded.</param>
/// <param name="ClosesYear">Budget year that a closing closes.</param>
/// <param name="CopiedFrom">Decision whose lines it began with.</param>
/// <param name="Number">Number, once approved.</param>
/// <param name="DecidedOn">Date, once approved.</param>
/// <param name="Signer">Title of who signed it.</param>
/// <param name="ReturnReason">Why it was returned last, for who may see the history of its province.</param>
/// <param name="CreatedAt">When it was begun.</param>
/// <param name="SubmittedAt">When it was submitted last.</param>
/// <param name="ApprovedAt">When the approval was recorded.</param>
/// <param name="WithdrawnAt">When it was taken back with the demonstration.</param>
/// <param name="Illustrative">Whether it was made up for demonstration.</param>
/// <param name="Version">Version of the head and all lines. The ETag begins with it.</param>
/// <param name="Lines">Number of its lines.</param>
/// <param name="Total">What it gives in all, whole đồng; what it takes counts negative.</param>
internal sealed record DecisionDto(
    long Id, ReferenceDto Plan, string Kind, string Name, string? Reason, string Status, int? ClosesYear, long? CopiedFrom, string? Number,
    DateOnly? DecidedOn, string? Signer, string? ReturnReason, DateTimeOffset CreatedAt, DateTimeOffset? SubmittedAt, DateTimeOffset? ApprovedAt,
    DateTimeOffset? WithdrawnAt, bool Illustrative, long Version, int Lines, Vnd Total)
{
    public static DecisionDto Of(Decision decision) => new(
        decision.Id, new ReferenceDto(decision.PlanCode, decision.PlanName), decision.Kind, decision.Name, decision.Reason, decision.Status,
        decision.ClosesYear, decision.CopiedFrom, decision.Number, decision.DecidedOn, decision.Signer, decision.ReturnReason, decision.CreatedAt,
        decision.SubmittedAt, decision.ApprovedAt, decision.WithdrawnAt, decision.Illustrative, decision.Version, decision.Lines, decision.Total);
}

/// <summary>A decision to begin.</summary>
/// <param name="Plan">Code of the plan.</param>
/// <param name="Kind">allocation or adjustment.</param>
/// <param name="Name">What officers call it.</param>
/// <param name="Reason">What it is for.</param>
/// <param name="CopyFrom">Decision of the same plan whose lines it begins with.</param>
internal sealed record NewDecisionDto(string Plan, string Kind, string Name, string? Reason = null, long? CopyFrom = null);

/// <summary>A closing of a budget year to begin.</summary>
/// <param name="Year">Budget year, one of the plan or the year after it.</param>
/// <param name="Name">What officers call it.</param>
internal sealed record NewClosingDto(int Year, string Name);

/// <summary>A new name for a decision that is not closed.</summary>
/// <param name="Name">What officers call it.</param>
/// <param name="Reason">What it is for; left out = not said.</param>
internal sealed record DecisionNameDto(string Name, string? Reason = null);

/// <summary>The return of a submitted decision.</summary>
/// <param name="Reason">What is to be mended.</param>
internal sealed record DecisionReturnDto(string Reason);

/// <summary>The approval, as the signed decision states it.</summary>
/// <param name="Number">Number.</param>
/// <param name="DecidedOn">Date.</param>
/// <param name="Signer">Title of who signed it.</param>
internal sealed record DecisionApprovalDto(string Number, DateOnly? DecidedOn, string Signer);

/// <summary>What an adjustment draws on a contingency.</summary>
/// <param name="Amount">Whole đồng; nought = nothing.</param>
internal sealed record DrawInputDto(Vnd Amount);

/// <summary>A line of a decision: what it does to a project, a source, a year.</summary>
/// <param name="Project">Project.</param>
/// <param name="Programme">Its programme.</param>
/// <param name="Source">Code of the source.</param>
/// <param name="SourceClass">state (state budget) or other.</param>
/// <param name="Year">Budget year.</param>
/// <param name="Change">What it gives, negative what it takes, whole đồng; of an open closing what is to be carried over.</param>
/// <param name="CarriedIn">Carried over from the year before, by a closing.</param>
/// <param name="CarriedOut">Carried over to the next year, by a closing.</param>
/// <param name="Lapsed">Let lapse, by a closing.</param>
/// <param name="InForce">Given by all approved decisions up to now.</param>
/// <param name="Reason">Why, for who may see the history of its province.</param>
internal sealed record DecisionLineDto(
    ReferenceDto Project, ReferenceDto Programme, string Source, string SourceClass, int Year, Vnd Change, Vnd CarriedIn, Vnd CarriedOut, Vnd Lapsed,
    Vnd InForce, string? Reason)
{
    public static DecisionLineDto Of(DecisionLine line) => new(
        new ReferenceDto(line.Project, line.ProjectName), new ReferenceDto(line.ProgrammeCode, line.ProgrammeName), line.Source, line.SourceClass, line.Year,
        line.Change, line.CarriedIn, line.CarriedOut, line.Lapsed, line.InForce, line.Reason);
}

/// <summary>Lines of a decision as they shall be; lines that are not named stay.</summary>
/// <param name="Lines">The lines, each project, source and year once.</param>
internal sealed record LinesInputDto(IReadOnlyList<LineInputDto> Lines);

/// <summary>One line.</summary>
/// <param name="Project">Code of the project.</param>
/// <param name="Source">Code of the source.</param>
/// <param name="Year">Budget year.</param>
/// <param name="Change">What the decision shall give, negative what it takes, whole đồng; of a closing what is carried over. Nought takes the line back.</param>
/// <param name="Was">The change when the line was read; the line is refused (412) when it is another now. Left out = not compared.</param>
/// <param name="InForce">Capital in force when the line was read; compared in the same way.</param>
/// <param name="Reason">Why; left out keeps what stands there.</param>
internal sealed record LineInputDto(string Project, string Source, int Year, Vnd Change, Vnd? Was = null, Vnd? InForce = null, string? Reason = null);

/// <summary>What came of setting lines.</summary>
/// <param name="Version">Version of the decision now; null where `If-Match` was `*`.</param>
/// <param name="Lines">The lines that were named, as they stand now.</param>
internal sealed record LinesReceiptDto(long? Version, IReadOnlyList<LineStateDto> Lines)
{
    public static LinesReceiptDto Of(EditReceipt receipt) => new(receipt.Version, [.. receipt.Cells.Select(LineStateDto.Of)]);
}

/// <summary>A line as it stands.</summary>
/// <param name="Project">Code of the project.</param>
/// <param name="Source">Code of the source.</param>
/// <param name="Year">Budget year.</param>
/// <param name="InForce">Capital given by approved decisions, whole đồng.</param>
/// <param name="Change">What the decision changes.</param>
/// <param name="Reason">Why.</param>
internal sealed record LineStateDto(string Project, string Source, int Year, Vnd InForce, Vnd Change, string? Reason)
{
    public static LineStateDto Of(CellState cell) => new(cell.Project, cell.Source, cell.Year, cell.InForce, cell.Change, cell.Reason);
}

/// <summary>An adjustment: who gives, who takes, and whether it takes what it gives.</summary>
/// <param name="Decision">Its head.</param>
/// <param name="Givers">Projects it takes capital from.</param>
/// <param name="Takers">Projects it gives capital to.</param>
/// <param name="Sources">Per source what is moved.</param>
internal sealed record AdjustmentDto(DecisionDto Decision, IReadOnlyList<MoveDto> Givers, IReadOnlyList<MoveDto> Takers, IReadOnlyList<SourceMovesDto> Sources)
{
    public static AdjustmentDto Of(Decision decision, AdjustmentMoves moves) => new(
        DecisionDto.Of(decision), [.. moves.Givers.Select(MoveDto.Of)], [.. moves.Takers.Select(MoveDto.Of)],
        [.. moves.Sources.Select(s => new SourceMovesDto(s.Source, s.Given, s.Taken, s.Drawn, s.Excess))]);
}

/// <summary>What an adjustment moves from, or to, a project in one source and year.</summary>
/// <param name="Project">Project.</param>
/// <param name="Source">Code of the source.</param>
/// <param name="Year">Budget year.</param>
/// <param name="Amount">Whole đồng, positive.</param>
internal sealed record MoveDto(ReferenceDto Project, string Source, int Year, Vnd Amount)
{
    public static MoveDto Of(Move move) => new(new ReferenceDto(move.Project, move.ProjectName), move.Source, move.Year, move.Amount);
}

/// <summary>What an adjustment moves of one source.</summary>
/// <param name="Source">Code of the source.</param>
/// <param name="Given">What it gives, whole đồng.</param>
/// <param name="Taken">What it takes.</param>
/// <param name="Drawn">What it draws on contingencies.</param>
/// <param name="Excess">What it gives more than it takes and draws; nought where it may be approved.</param>
internal sealed record SourceMovesDto(string Source, Vnd Given, Vnd Taken, Vnd Drawn, Vnd Excess);
