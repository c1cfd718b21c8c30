using System.Collections.Frozen;

namespace Portfolio.Accounts;

/// <summary>Who may do what: the only place that says so. On what is said by the actor's <see cref="Reach"/>.</summary>
public static class PermissionMatrix
{
    private static readonly Permission[] Reading =
        [Permission.ViewPortfolio, Permission.ViewHistory, Permission.ViewObstacles, Permission.ViewWarnings, Permission.KeepOwnAccount];

    private static readonly FrozenDictionary<Role, FrozenSet<Permission>> Allowed = new Dictionary<Role, FrozenSet<Permission>>
    {
        [Role.None] = FrozenSet<Permission>.Empty,
        [Role.Visitor] = [Permission.ViewPortfolio],
        [Role.Finance] =
        [
            .. Reading, Permission.EditNeeds, Permission.ViewCapitalDrafts, Permission.AllocateCapital, Permission.ViewPayments,
            Permission.EnterPayments, Permission.ConfirmPayments, Permission.UpdateMilestones, Permission.Rebaseline, Permission.AnswerObstacles,
            Permission.ReadNotices, Permission.VerifyLedger, Permission.AnswerWarnings, Permission.AssignWarnings, Permission.HandInReports,
        ],
        [Role.Owner] =
        [
            .. Reading, Permission.ViewPayments, Permission.EnterPayments, Permission.UpdateMilestones, Permission.UpdateLand, Permission.AnswerObstacles,
            Permission.ReadNotices, Permission.AnswerWarnings, Permission.HandInReports,
        ],
        [Role.Construction] =
        [
            .. Reading, Permission.ViewCapitalDrafts, Permission.ViewPayments, Permission.UpdateMilestones, Permission.ConfirmMilestones,
            Permission.Rebaseline, Permission.UpdateLand, Permission.ManageLandSteps, Permission.AnswerObstacles, Permission.AnswerWarnings,
            Permission.AssignWarnings, Permission.RuleWarnings, Permission.HandInReports, Permission.ReadNotices,
        ],
        [Role.Leader] = [.. Reading, Permission.ViewCapitalDrafts, Permission.ViewPayments],
        [Role.Auditor] =
        [
            .. Reading, Permission.ViewCapitalDrafts, Permission.ViewPayments, Permission.VerifyLedger, Permission.ViewAudit,
            Permission.ViewAccounts,
        ],
        [Role.Administrator] =
        [
            .. Reading, Permission.ViewAudit, Permission.ViewAccounts, Permission.ManageAccounts, Permission.ManageBodies,
            Permission.ManageSettings, Permission.ManageJobs, Permission.ManageMail, Permission.VerifyLedger,
        ],
        [Role.System] = [.. Enum.GetValues<Permission>()],
    }.ToFrozenDictionary();

    /// <summary>Whether the role has the permission.</summary>
    public static bool Allows(Role role, Permission permission) => Allowed[role].Contains(permission);
}
