namespace Portfolio.Funding.Assistant;

/// <summary>Why something is proposed or is not: a stable code and the values it rests on. All codes stand in the area's README.</summary>
/// <param name="Code">Stable code, <c>propose.…</c> or <c>replan.…</c>.</param>
/// <param name="Arguments">
/// Values a text names: <see cref="Common.Vnd"/>, whole numbers, codes, lists of years or codes. A value that is not known is null.
/// </param>
public sealed record Reason(string Code, IReadOnlyDictionary<string, object?> Arguments);
