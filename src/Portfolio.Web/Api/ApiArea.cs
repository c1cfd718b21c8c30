using Portfolio.Accounts.Tokens;

namespace Portfolio.Web.Api;

/// <summary>The area an endpoint belongs to: what a token must open to call it.</summary>
/// <param name="Name">One of <see cref="TokenScopes.Areas"/>; null = whatever the token opens.</param>
internal sealed record ApiArea(string? Name)
{
    /// <summary>Whether a token of these scopes may read, or write, here.</summary>
    public bool IsOpen(IReadOnlyList<string> scopes, bool write) => Name is null || TokenScopes.Open(scopes, Name, write);
}
