using Portfolio.Accounts;

namespace Portfolio.Web.Pages.Account;

/// <summary>Scopes of tokens in which a role finds something to do: only those are offered.</summary>
internal static class TokenOffer
{
    // Any one of the permissions makes the scope worth having.
    private static readonly (string Area, Permission[] Read, Permission[] Write)[] Areas =
    [
        ("portfolio", [Permission.ViewPortfolio], [Permission.ManageBodies]),
        ("milestones", [Permission.ViewPortfolio], [Permission.UpdateMilestones, Permission.ConfirmMilestones, Permission.Rebaseline]),
        (
            "funding", [Permission.ViewPortfolio],
            [Permission.EditNeeds, Permission.AllocateCapital, Permission.EnterPayments, Permission.ConfirmPayments]
        ),
        ("audit", [Permission.ViewAudit], []),
        ("accounts", [Permission.ViewAccounts], [Permission.ManageAccounts]),
    ];

    /// <summary>Areas the actor may read, or write, by a token.</summary>
    public static IEnumerable<OfferedArea> For(Actor actor) =>
        from area in Areas
        let offered = new OfferedArea(area.Area, area.Read.Any(actor.May), area.Write.Any(actor.May))
        where offered.Reads || offered.Writes
        select offered;
}

/// <summary>An area of the API as it is offered for a token.</summary>
/// <param name="Area">Name in the scope.</param>
/// <param name="Reads">Whether reading is offered.</param>
/// <param name="Writes">Whether writing is offered.</param>
internal sealed record OfferedArea(string Area, bool Reads, bool Writes);
