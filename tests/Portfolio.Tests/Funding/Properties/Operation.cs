using System.Text.Json;
using System.Text.Json.Serialization;

namespace Portfolio.Tests.Funding.Properties;

/// <summary>
/// One thing an officer does. Papers, payments and contingencies are named by a number that picks one of what there is when its
/// turn comes, so that a sequence means something whatever the others did before.
/// </summary>
internal abstract record Operation
{
    private static readonly JsonSerializerOptions Words = new() { Converters = { new JsonStringEnumConverter() } };

    /// <summary>The operation as a failure prints it.</summary>
    public string Text() => $"{GetType().Name} {JsonSerializer.Serialize(this, GetType(), Words)}";

    /// <summary>A cell of the plan: which project, which source, which year after the first.</summary>
    public sealed record Cell(int Project, int Source, int Year, long Amount);

    public enum Manner { Plain, Fresh, Stale, Versioned, Outdated }

    public enum Day { Today, Latest, Before, Ahead }

    public sealed record SetCeilings(Cell[] Cells, bool Lift, bool Outdated) : Operation;

    public sealed record KeepBack(int Source, int Name, long Amount) : Operation;

    public sealed record SetNeeds(int Project, long[] Amounts, bool Outdated) : Operation;

    public sealed record Illustrate(int Project, int Source, long Amount) : Operation;

    public sealed record GiveWay(int Project, int Source, long Amount) : Operation;

    public sealed record SetInvestment(int Project, long? Amount) : Operation;

    public sealed record Begin(bool Adjustment, int? Copy, bool Twice) : Operation;

    public sealed record Rename(int Paper, bool Outdated) : Operation;

    public sealed record Discard(int Paper) : Operation;

    public sealed record Edit(int Paper, Cell[] Cells, Manner How) : Operation;

    public sealed record Draw(int Paper, int Contingency, long Amount) : Operation;

    public sealed record Submit(int Paper, bool Outdated) : Operation;

    public sealed record Return(int Paper) : Operation;

    public sealed record Approve(int Paper, Day When, bool SameNumber) : Operation;

    /// <summary>Begins, edits, submits and approves at one go.</summary>
    public sealed record Decide(Cell[] Cells) : Operation;

    /// <summary>Moves capital from cells that have some, as far as they have, and perhaps draws on a contingency.</summary>
    public sealed record Move(int From, Cell To, int? Contingency) : Operation;

    public sealed record Enter(Cell[] Cells, int Offset, bool SameDocument, bool Twice, bool Aimed) : Operation;

    public sealed record Correct(int Payment, Cell To) : Operation;

    public sealed record Withdraw(int Payment) : Operation;

    public sealed record Confirm(int[] Payments, bool Twice) : Operation;

    public sealed record ReturnPayment(int Payment) : Operation;

    public sealed record Reverse(int Payment) : Operation;

    /// <summary>Reverses a payment of a year that is closed.</summary>
    public sealed record ReverseClosed(int Payment) : Operation;

    /// <summary>Pays again in a closed year: a part of what was recovered, or more; nothing was where nothing is.</summary>
    public sealed record PayAgain(int Place, int Percent, int Offset, bool AtOnce) : Operation;

    public sealed record TurnClock(int Days) : Operation;

    /// <summary>Turns the clock to the end of the first open year, and closes it; carries a part of what is unspent over.</summary>
    public sealed record CloseYear(int CarryPercent, bool Turn, bool Finish) : Operation;
}
