using System.Text.Json.Serialization;
using Portfolio.Accounts;
using Portfolio.Slippage;

namespace Portfolio.Notifications.Warnings;

/// <summary>What a mail about warnings says: a digest, a new red warning, what was passed on, what has ended.</summary>
/// <param name="Day">Business day.</param>
/// <param name="Items">The warnings: open ones, no more than <see cref="Most"/>, what most capital hangs on first; then what has ended, no more than <see cref="MostEnded"/>.</param>
/// <param name="Total">How many are open; where none is, how many have ended.</param>
/// <param name="Red">How many of them are red.</param>
/// <param name="AtRisk">Capital at risk of the open ones, each project once, reminders aside, whole đồng.</param>
public sealed record WarningMail(DateOnly Day, IReadOnlyList<WarningItem> Items, int Total, int Red, long AtRisk)
{
    /// <summary>Open warnings told one by one; the rest is counted.</summary>
    public const int Most = 25;

    /// <summary>Ended ones told one by one.</summary>
    public const int MostEnded = 10;

    /// <summary>How many are counted only.</summary>
    public int More { get; init; }

    /// <summary>Whether figures of it are made up for demonstration.</summary>
    public bool Illustrative { get; init; }

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
