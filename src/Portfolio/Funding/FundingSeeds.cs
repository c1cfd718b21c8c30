using Portfolio.Common;

namespace Portfolio.Funding;

internal sealed record FundingSourceSeed(string Code, string SourceClass, string Name, string NameEn, int Position);

// Amount: Null where the plan states none.
internal sealed record EnvelopeSeed(long ProgrammeId, long PlanId, string SourceClass, Vnd? Amount);

/// <summary>An envelope whose amount a seed file changes.</summary>
internal sealed record EnvelopeChange(long ProgrammeId, string SourceClass, Vnd? Was, Vnd? Now, Vnd Itemised)
{
    /// <summary>Whether projects have taken up more than the new amount.</summary>
    public bool TooSmall => Now is { } now && now < Itemised;
}

/// <summary>Money that hangs on a record: its lines in the ledger and the need in force.</summary>
internal sealed record MoneyHeld(long Id, long Lines, Vnd InForce);

/// <summary>A source of capital and the number of lines that name it.</summary>
internal sealed record SourceUse(string Code, long Lines);

/// <summary>A need in force that draws on a programme's envelope.</summary>
internal sealed record NeedHeld(long ProjectId, long ProgrammeId, Vnd InForce);
