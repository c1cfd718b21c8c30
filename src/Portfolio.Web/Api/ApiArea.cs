namespace Portfolio.Web.Api;

/// <summary>The area an endpoint belongs to: what a token must open to call it.</summary>
/// <param name="Name">One of <see cref="Accounts.Tokens.TokenScopes.Areas"/>.</param>
internal sealed record ApiArea(string Name);
