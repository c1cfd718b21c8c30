using Portfolio.Slippage;

namespace Portfolio.Reporting.Warnings;

/// <summary>A warning: one episode of a rule on a subject.</summary>
/// <param name="Id">Key of the episode.</param>
/// <param name="SubjectType">What it is about: milestone, project, package, obstacle, report, ledger.</param>
/// <param name="SubjectId">Key of that.</param>
/// <param name="OpenedOn">Day on which it passed its first limit.</param>
/// <param name="RedOn">Day on which it became red; null = it is not.</param>
/// <param name="AcknowledgedOn">Day of the latest acknowledgement; null = none.</param>
/// <param name="ResolvedOn">Day on which the condition had ended; null = it is active.</param>
/// <param name="ProjectCode">Its project; null = of none.</param>
/// <param name="ProjectName">Name of the project.</param>
/// <param name="BodyId">Body that must act; null = nobody is named.</param>
/// <param name="Facts">What it tells.</param>
public sealed record Warning(
    long Id, string SubjectType, long SubjectId, DateOnly OpenedOn, DateOnly? RedOn, DateOnly? AcknowledgedOn, DateOnly? ResolvedOn, string? ProjectCode,
    string? ProjectName, long? BodyId, WarningFacts Facts);
