using System.Text.Json.Serialization;
using Portfolio.Accounts;
using Portfolio.Slippage;

namespace Portfolio.Notifications.Warnings;

/// <summary>What a mail about warnings says: a digest, a new red warning, what was passed on, what has ended.</summary>
/// <param name="Day">Business day.</param>
/// <param name="Items">The warnings, no more than <see cref="Most"/>: the gravest first, and of these the one with most capital at risk.</param>
/// <param name="Total">How many there are.</param>
/// <param name="Red">How many of them are red.</param>
/// <param name="AtRisk">Capital at risk of all of them, each project once, whole đồng.</param>
public sealed record WarningMail(DateOnly Day, IReadOnlyList<WarningItem> Items, int Total, int Red, long AtRisk)
{
    /// <summary>Warnings told one by one; the rest is counted.</summary>
    public const int Most = 25;

    /// <summary>Role its reader had when it was written; a link in it serves that role alone. Null = a mail of before there were links.</summary>
    [JsonConverter(typeof(JsonStringEnumConverter<Role>))]
    public Role? Role { get; init; }
}

/// <summary>A warning as a mail tells it.</summary>
/// <param name="Part"><c>new</c>, <c>due</c> (a repeat), <c>escalated</c>, <c>reminder</c>, <c>resolved</c>.</param>
/// <param name="ProjectCode">Project; null = none.</param>
/// <param name="ProjectName">Its name.</param>
/// <param name="OpenedOn">Since when it is warned of.</param>
/// <param name="Facts">What it tells.</param>
/// <param name="Id">The warning; 0 = a mail of before there were links.</param>
/// <param name="MayAnswer">Whether its reader may answer it.</param>
public sealed record WarningItem(
    string Part, string? ProjectCode, string? ProjectName, DateOnly OpenedOn, WarningFacts Facts, long Id = 0, bool MayAnswer = false);
