namespace Portfolio.Audit;

/// <summary>What a check of the audit chain has proven.</summary>
/// <param name="Run">The check as it is kept.</param>
/// <param name="Chains">Every chain that was checked, by its code.</param>
public sealed record AuditCheck(AuditCheckRun Run, IReadOnlyList<ChainCheck> Chains);

/// <summary>A check of the audit chain as it is kept.</summary>
/// <param name="Id">Order of the checks.</param>
/// <param name="StartedAt">When it began, in Vietnamese time.</param>
/// <param name="FinishedAt">When it was done, in Vietnamese time.</param>
/// <param name="ActorName">Who asked for it.</param>
/// <param name="Province">The one province whose chain was checked; null = all chains.</param>
/// <param name="Events">Number of events checked.</param>
/// <param name="Findings">The first broken link of every lane, the earliest first; none = the trail is whole.</param>
/// <param name="Heads">Head of every lane: anchors for later checks.</param>
public sealed record AuditCheckRun(
    long Id, DateTimeOffset StartedAt, DateTimeOffset FinishedAt, string ActorName, string? Province, long Events,
    IReadOnlyList<BrokenLink> Findings, IReadOnlyList<LaneHead> Heads)
{
    /// <summary>Whether nothing was found.</summary>
    public bool Whole => Findings.Count == 0;
}

/// <summary>One chain of a check.</summary>
/// <param name="Chain">Code of the province; empty for what belongs to no province.</param>
/// <param name="Events">Number of its events.</param>
/// <param name="Heads">Heads of its lanes.</param>
/// <param name="FirstBroken">The first broken link; null = it is whole.</param>
public sealed record ChainCheck(string Chain, long Events, IReadOnlyList<LaneHead> Heads, BrokenLink? FirstBroken);

/// <summary>The last event of a lane. Kept outside the database, it proves later that nothing before it was rewritten or cut off.</summary>
/// <param name="Chain">Code of the province; empty for what belongs to no province.</param>
/// <param name="Lane">Lane of the chain, from 1.</param>
/// <param name="Position">Position of the event: the number of events of the lane.</param>
/// <param name="Hash">Its hash, hexadecimal.</param>
public sealed record LaneHead(string Chain, int Lane, long Position, string Hash);

/// <summary>A place where the chain does not hold.</summary>
/// <param name="Chain">Code of the province; empty for what belongs to no province.</param>
/// <param name="Lane">Lane of the chain.</param>
/// <param name="Position">Position in the lane.</param>
/// <param name="Fault">What is wrong there.</param>
/// <param name="EventId">The event it shows at; null where none is left.</param>
/// <param name="OccurredAt">When that event says it happened, in Vietnamese time.</param>
public sealed record BrokenLink(string Chain, int Lane, long Position, AuditFault Fault, long? EventId, DateTimeOffset? OccurredAt)
{
    /// <summary>One line for logs and the console.</summary>
    public string Describe()
    {
        var place = FormattableString.Invariant(
            $"chain {(Chain.Length == 0 ? "without province" : Chain)}, lane {Lane}, position {Position}");
        var shown = EventId is null ? "no event" : FormattableString.Invariant($"event {EventId} of {OccurredAt:yyyy-MM-dd HH:mm:ss zzz}");
        return $"{place}: {Words()} ({shown})";
    }

    private string Words() => Fault switch
    {
        AuditFault.Missing => "events before this one are missing",
        AuditFault.Unlinked => "the event does not continue the one before it",
        AuditFault.Changed => "the content of the event was changed",
        AuditFault.Cut => "events at the end are missing, the one named is the last that is left",
        AuditFault.Stray => "the event was not written by the program",
        _ => "another event, or none, stands where an earlier check or the head saw one",
    };
}

/// <summary>What can be wrong with a link of the chain.</summary>
public enum AuditFault
{
    /// <summary>Events before this one are missing.</summary>
    Missing,

    /// <summary>The event does not carry the hash of the one before it.</summary>
    Unlinked,

    /// <summary>The event's content is not what its hash was made of.</summary>
    Changed,

    /// <summary>The lane ends before its head.</summary>
    Cut,

    /// <summary>The event stands beyond the lane's head: the trigger did not write it.</summary>
    Stray,

    /// <summary>The event is not the one that an earlier check, or the lane's head, saw at this place.</summary>
    Rewritten,
}
