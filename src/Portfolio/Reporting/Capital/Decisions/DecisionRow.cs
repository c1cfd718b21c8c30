using Portfolio.Common;

namespace Portfolio.Reporting.Capital.Decisions;

/// <summary>Which decisions to list; every part that is null lets all pass.</summary>
/// <param name="Plan">Code of a plan.</param>
/// <param name="Kind">allocation, adjustment, closing.</param>
/// <param name="Status">draft, submitted, returned, approved, discarded.</param>
public sealed record DecisionFilter(string? Plan = null, string? Kind = null, string? Status = null);

/// <summary>A decision in a list.</summary>
/// <param name="Id">Key.</param>
/// <param name="PlanCode">Plan.</param>
/// <param name="PlanName">Its short name.</param>
/// <param name="Kind">allocation, adjustment, closing.</param>
/// <param name="Name">What officers call it.</param>
/// <param name="Status">draft, submitted, returned, approved, discarded.</param>
/// <param name="ClosesYear">Budget year that a closing closes.</param>
/// <param name="Number">Number, once approved.</param>
/// <param name="DecidedOn">Date, once approved.</param>
/// <param name="Signer">Title of who signed it.</param>
/// <param name="Illustrative">Whether it was made up for demonstration.</param>
/// <param name="Withdrawn">Whether it was taken back with the demonstration.</param>
public sealed record DecisionRow(
    long Id, string PlanCode, string PlanName, string Kind, string Name, string Status, int? ClosesYear, string? Number, DateOnly? DecidedOn,
    string? Signer, bool Illustrative, bool Withdrawn);

/// <summary>A cell of a decision: what it does to a project, a source, a year.</summary>
/// <param name="Project">Code of the project.</param>
/// <param name="ProjectName">Its name.</param>
/// <param name="ProgrammeCode">Its programme.</param>
/// <param name="ProgrammeName">Name of the programme.</param>
/// <param name="Source">Code of the source.</param>
/// <param name="SourceClass">state or other.</param>
/// <param name="SourceName">Its name in Vietnamese.</param>
/// <param name="SourceNameEn">Its name in English.</param>
/// <param name="Year">Budget year.</param>
/// <param name="Change">What it gives, negative what it takes, whole đồng; of an open closing what is to be carried over.</param>
/// <param name="CarriedIn">Carried over from the year before, by a closing.</param>
/// <param name="CarriedOut">Carried over to the next year, by a closing.</param>
/// <param name="Lapsed">Let lapse, by a closing.</param>
/// <param name="InForce">Given by all approved decisions up to now.</param>
/// <param name="Reason">Why, in the words of an officer; null also for who may not see the history.</param>
public sealed record DecisionLine(
    string Project, string ProjectName, string ProgrammeCode, string ProgrammeName, string Source, string SourceClass, string SourceName,
    string SourceNameEn, int Year, Vnd Change, Vnd CarriedIn, Vnd CarriedOut, Vnd Lapsed, Vnd InForce, string? Reason)
{
    /// <summary>Place in the order of the lines, for asking on behind it.</summary>
    public string Key => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Project}/{Source}/{Year}");
}

/// <summary>An adjustment: who gives, who takes, and whether it takes what it gives (F5).</summary>
/// <param name="Givers">Projects it takes capital from.</param>
/// <param name="Takers">Projects it gives capital to.</param>
/// <param name="Sources">Per source what is moved.</param>
public sealed record AdjustmentMoves(IReadOnlyList<Move> Givers, IReadOnlyList<Move> Takers, IReadOnlyList<SourceMoves> Sources);

/// <summary>What an adjustment moves from, or to, a project in one source and year.</summary>
/// <param name="Project">Code of the project.</param>
/// <param name="ProjectName">Its name.</param>
/// <param name="Source">Code of the source.</param>
/// <param name="Year">Budget year.</param>
/// <param name="Amount">Whole đồng, positive.</param>
public sealed record Move(string Project, string ProjectName, string Source, int Year, Vnd Amount);

/// <summary>What an adjustment moves of one source.</summary>
/// <param name="Source">Code of the source.</param>
/// <param name="Given">What it gives, whole đồng.</param>
/// <param name="Taken">What it takes.</param>
/// <param name="Drawn">What it draws on contingencies.</param>
public sealed record SourceMoves(string Source, Vnd Given, Vnd Taken, Vnd Drawn)
{
    /// <summary>What it gives more than it takes and draws; nought where it may be approved.</summary>
    public Vnd Excess => Given - Taken - Drawn;
}
