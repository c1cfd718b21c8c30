namespace Portfolio.Funding.Ledger;

/// <summary>A proof that every sum of money is the sum of its lines (F10).</summary>
/// <param name="Id">Key.</param>
/// <param name="StartedAt">When it began.</param>
/// <param name="FinishedAt">When it ended.</param>
/// <param name="ActorName">Who asked for it.</param>
/// <param name="Lines">Money lines that were added up.</param>
/// <param name="Faults">Every difference, at most a thousand; empty = all holds.</param>
public sealed record LedgerCheck(
    long Id, DateTimeOffset StartedAt, DateTimeOffset FinishedAt, string ActorName, long Lines, IReadOnlyList<LedgerFault> Faults);

/// <summary>A difference between what the lines say and what is kept, or a rule that does not hold.</summary>
/// <param name="Invariant">F1 to F7, or the name of the sum that is wrong.</param>
/// <param name="Subject">Where: codes of plan, programme, project, source and year, as far as they apply.</param>
/// <param name="Expected">What the lines give, or the bound of the rule, whole đồng (projects and milestones: their number); null = nothing.</param>
/// <param name="Found">What is kept, or stands against the bound, the same; null = nothing.</param>
public sealed record LedgerFault(string Invariant, string Subject, long? Expected, long? Found);
