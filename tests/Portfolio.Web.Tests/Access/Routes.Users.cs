namespace Portfolio.Web.Tests.Access;

/// <content>Who may what.</content>
internal static partial class Routes
{
    /// <summary>Who sees the history of the project.</summary>
    private static Who[] Historians =>
        [Who.Finance, Who.Owner, Who.OwnerAbove, Who.Construction, Who.Leader, Who.Auditor, Who.AuditorHere, Who.Administrator, Who.AdministratorHere];

    /// <summary>Who updates milestones, of some project at least.</summary>
    private static Who[] Workers => [.. Updaters, Who.FinanceElsewhere, Who.OwnerElsewhere, Who.ConstructionElsewhere];

    /// <summary>Who clears the land of the project.</summary>
    private static Who[] Clearers => [Who.Owner, Who.OwnerAbove, Who.Construction];

    /// <summary>Who sees what holds the project up.</summary>
    private static Who[] ObstacleReaders =>
        [Who.Finance, Who.Owner, Who.OwnerAbove, Who.Construction, Who.Leader, Who.Auditor, Who.AuditorHere, Who.Administrator, Who.AdministratorHere];

    /// <summary>Who sees what some province has ruled.</summary>
    private static Who[] ProvinceIndex => [.. Who.SignedIn];

    /// <summary>Who sees what the province has ruled.</summary>
    private static Who[] ProvinceReaders => [.. ObstacleReaders.Except([Who.Owner, Who.OwnerAbove])];

    /// <summary>Who updates milestones of the project.</summary>
    private static Who[] Updaters => [Who.Finance, Who.Owner, Who.OwnerAbove, Who.Construction];

    /// <summary>Who sees documents of payments, of some project at least.</summary>
    private static Who[] PaymentReaders => [.. Who.SignedIn.Except(Administrators)];

    /// <summary>Who sees papers on capital that are not approved.</summary>
    private static Who[] PaperReaders => [Who.Finance, Who.Construction, Who.Leader, Who.Auditor, Who.AuditorHere];

    private static Who[] Trail =>
        [Who.Auditor, Who.AuditorHere, Who.AuditorElsewhere, Who.Administrator, Who.AdministratorHere, Who.AdministratorElsewhere];

    /// <summary>Who proves the ledger.</summary>
    private static Who[] Provers => [Who.Finance, Who.FinanceElsewhere, .. Trail];

    /// <summary>Who sees payments, of some project at least.</summary>
    private static Who[] Payers => [.. Who.SignedIn.Where(who => who.Role != Portfolio.Accounts.Role.Administrator)];

    /// <summary>Who enters payments, of some project at least.</summary>
    private static Who[] AllEnterers => [.. Enterers, Who.FinanceElsewhere, Who.OwnerElsewhere];

    /// <summary>Who enters payments of the project.</summary>
    private static Who[] Enterers => [Who.Finance, Who.Owner, Who.OwnerAbove];

    private static Who[] Administrators => [Who.Administrator, Who.AdministratorHere, Who.AdministratorElsewhere];
}
