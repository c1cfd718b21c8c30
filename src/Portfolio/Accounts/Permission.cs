namespace Portfolio.Accounts;

/// <summary>What one may be allowed to do. Its words for people stand in the texts, under <c>permission.…</c>.</summary>
public enum Permission
{
    /// <summary>See plans, projects, needs and milestones: the public figures of all.</summary>
    ViewPortfolio,

    /// <summary>See who changed what of a project, and why.</summary>
    ViewHistory,

    /// <summary>Enter and correct the needs of projects.</summary>
    EditNeeds,

    /// <summary>See papers on capital that are not approved yet.</summary>
    ViewCapitalDrafts,

    /// <summary>Set ceilings, draft, submit and record decisions on capital, and close years.</summary>
    AllocateCapital,

    /// <summary>See the documents of payments, with notes and files.</summary>
    ViewPayments,

    /// <summary>Enter payments and the planned curve of the own projects.</summary>
    EnterPayments,

    /// <summary>Confirm, return and reverse payments.</summary>
    ConfirmPayments,

    /// <summary>Enter and update land to be cleared, and what holds it up: of the own projects, or in the own commune.</summary>
    UpdateLand,

    /// <summary>Rule on the limits of the steps of land clearance in the province.</summary>
    ManageLandSteps,

    /// <summary>Rule on the limits of early warning in the province, and try them on the past.</summary>
    RuleWarnings,

    /// <summary>Say that reports of the own bodies were handed in.</summary>
    HandInReports,

    /// <summary>See what holds land or work up, and what is answered.</summary>
    ViewObstacles,

    /// <summary>Answer what holds land or work up.</summary>
    AnswerObstacles,

    /// <summary>Report milestones of the own projects, state forecasts, move planned dates.</summary>
    UpdateMilestones,

    /// <summary>Confirm or return what owners report done.</summary>
    ConfirmMilestones,

    /// <summary>Move the baseline of milestones.</summary>
    Rebaseline,

    /// <summary>See what slips, what hangs on it, and what was said of it.</summary>
    ViewWarnings,

    /// <summary>Acknowledge warnings of the own projects and bodies, and say what is done.</summary>
    AnswerWarnings,

    /// <summary>Tell bodies of the province to act on warnings.</summary>
    AssignWarnings,

    /// <summary>See what the own bodies, or the finance department, are told.</summary>
    ReadNotices,

    /// <summary>Prove that every sum of money is the sum of its lines.</summary>
    VerifyLedger,

    /// <summary>Read the whole audit trail, and prove that it is whole.</summary>
    ViewAudit,

    /// <summary>See who has an account.</summary>
    ViewAccounts,

    /// <summary>Invite, bind, reset and deactivate accounts.</summary>
    ManageAccounts,

    /// <summary>Enter bodies, and say which stands under which.</summary>
    ManageBodies,

    /// <summary>Switch the public view and the rules of sign-in.</summary>
    ManageSettings,

    /// <summary>See what runs by itself, run it out of turn, pause and resume it.</summary>
    ManageJobs,

    /// <summary>See the outbox of mails, send again what failed, lift dead addresses.</summary>
    ManageMail,

    /// <summary>Keep one's own account: password, second factor, sessions, tokens.</summary>
    KeepOwnAccount,

    /// <summary>Read and keep credentials while somebody signs in: the program alone.</summary>
    KeepCredentials,

    /// <summary>Clear away what has served its time, forecast anew and look for what slips each night: the program alone.</summary>
    KeepHouse,

    /// <summary>Send what waits in the outbox: the program alone.</summary>
    DispatchMail,
}
