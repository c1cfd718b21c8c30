using Portfolio.Accounts;
using Portfolio.Accounts.Settings;

namespace Portfolio.Web.SignIn;

/// <summary>Who must prove himself by more than a password.</summary>
internal static class SecondFactorRule
{
    /// <summary>Whoever moves capital or accounts, while the switch is on; accounts of the demonstration have a published password anyhow.</summary>
    public static bool Demands(Identity identity, AccessSwitches switches) =>
        switches.SecondFactor && identity is { Demo: false, Role: Role.Finance or Role.Administrator };
}
