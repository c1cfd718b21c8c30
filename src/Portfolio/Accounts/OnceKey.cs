namespace Portfolio.Accounts;

/// <summary>The caller's own name for a write (<c>Idempotency-Key</c>), so that sending it again does not do it again.</summary>
/// <param name="Key">The name, unique per account.</param>
/// <param name="Digest">SHA-256 of what was sent with it.</param>
public sealed record OnceKey(string Key, byte[] Digest);
