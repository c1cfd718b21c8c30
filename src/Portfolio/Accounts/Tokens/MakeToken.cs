using FluentValidation;

namespace Portfolio.Accounts.Tokens;

/// <summary>A token one wants.</summary>
/// <param name="Name">What it is for, in one's own words.</param>
/// <param name="Scopes">What it opens (<see cref="TokenScopes"/>).</param>
/// <param name="Days">How many days it lasts.</param>
public sealed record MakeToken(string Name, IReadOnlyList<string> Scopes, int Days);

/// <summary>One of one's own tokens; never the token itself.</summary>
/// <param name="Id">Surrogate key.</param>
/// <param name="Name">What it is for.</param>
/// <param name="ScopeList">What it opens, separated by blanks.</param>
/// <param name="CreatedAt">When it was made, UTC.</param>
/// <param name="ExpiresAt">When it ends, UTC.</param>
/// <param name="RevokedAt">When it was revoked, UTC.</param>
/// <param name="UsedAt">When it was used last, UTC, to the minute.</param>
/// <param name="UsedFrom">From which address.</param>
public sealed record OwnToken(
    long Id, string Name, string ScopeList, DateTime CreatedAt, DateTime ExpiresAt, DateTime? RevokedAt, DateTime? UsedAt, string? UsedFrom);

/// <summary>What a token may open: reading or writing, area by area.</summary>
public static class TokenScopes
{
    /// <summary>Areas of the API.</summary>
    public static IReadOnlyList<string> Areas { get; } = ["portfolio", "milestones", "funding", "audit", "accounts", "jobs"];

    /// <summary>Every scope: <c>area:read</c>, <c>area:write</c>; who may write an area may read it.</summary>
    public static IReadOnlyList<string> All { get; } = [.. Areas.SelectMany(area => (string[])[area + ":read", area + ":write"])];

    /// <summary>Whether these scopes open reading, or writing, of the area.</summary>
    public static bool Open(IReadOnlyList<string> scopes, string area, bool write) =>
        scopes.Contains(area + ":write") || (!write && scopes.Contains(area + ":read"));
}

internal sealed class MakeTokenValidator : AbstractValidator<MakeToken>
{
    public const int LongestName = 100;
    public const int LongestLife = 366;

    public MakeTokenValidator()
    {
        RuleFor(r => r.Name).Must(name => !string.IsNullOrWhiteSpace(name)).WithErrorCode("validation.missing");
        RuleFor(r => r.Name).MaximumLength(LongestName).WithErrorCode("validation.too_long");
        RuleFor(r => r.Scopes).Must(scopes => scopes.Count > 0).WithErrorCode("accounts.scope_none");
        RuleForEach(r => r.Scopes).Must(TokenScopes.All.Contains).WithErrorCode("accounts.scope_unknown");
        RuleFor(r => r.Days).InclusiveBetween(1, LongestLife).WithErrorCode("accounts.token_life");
    }
}
