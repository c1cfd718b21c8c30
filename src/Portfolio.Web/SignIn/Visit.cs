using Portfolio.Accounts;
using Portfolio.Common;

namespace Portfolio.Web.SignIn;

/// <summary>Who makes the present request: found out once, when the request is authenticated.</summary>
/// <param name="Identity">Account; null = nobody has signed in.</param>
/// <param name="Secret">Secret of the session; null = a token, or nobody.</param>
/// <param name="Step">What must be done before anything else.</param>
internal sealed record Visit(Identity? Identity, string? Secret, PendingStep Step)
{
    private static readonly Visit Nobody = new(null, null, PendingStep.None);

    /// <summary>Why the request goes no further, such as a token that does not hold; it is counted before it is refused.</summary>
    public PortfolioException? Refusal { get; init; }

    public static Visit Of(HttpContext? context) => context?.Features.Get<Visit>() ?? Nobody;

    public static Visit Refused(PortfolioException refusal) => Nobody with { Refusal = refusal };
}

/// <summary>What somebody who has signed in must do before anything else.</summary>
internal enum PendingStep
{
    None,

    /// <summary>The password was given by somebody else.</summary>
    ChangePassword,

    /// <summary>The role demands a second factor and there is none yet.</summary>
    SetSecondFactor,
}
