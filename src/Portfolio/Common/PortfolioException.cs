namespace Portfolio.Common;

/// <summary>
/// An expected refusal. The code is stable and is translated, with the arguments, into the user's language in one place;
/// the English message is for logs only.
/// </summary>
/// <param name="code">Stable code, <c>area.reason</c>.</param>
/// <param name="status">HTTP status that fits.</param>
/// <param name="arguments">Values the translated text names: <see cref="Vnd"/>, numbers, names.</param>
/// <param name="inner">What caused it, for logs only.</param>
public abstract class PortfolioException(
    string code, int status, IReadOnlyDictionary<string, object?>? arguments = null, Exception? inner = null) : Exception(code, inner)
{
    private static readonly Dictionary<string, object?> None = [];

    /// <summary>Stable code, <c>area.reason</c>.</summary>
    public string Code { get; } = code;

    /// <summary>HTTP status that fits.</summary>
    public int Status { get; } = status;

    /// <summary>Values the translated text names.</summary>
    public IReadOnlyDictionary<string, object?> Arguments { get; } = arguments ?? None;
}

/// <summary>A rule of the field refuses the change (409).</summary>
public sealed class RuleException(string code, IReadOnlyDictionary<string, object?>? arguments = null)
    : PortfolioException(code, 409, arguments);

/// <summary>Several rules refuse the change at once (409); the first one speaks for all where only one can.</summary>
/// <param name="refusals">Every refusal, at least one.</param>
public sealed class RulesException(IReadOnlyList<RuleException> refusals)
    : PortfolioException(refusals[0].Code, 409, refusals[0].Arguments)
{
    /// <summary>Every refusal.</summary>
    public IReadOnlyList<RuleException> Refusals { get; } = refusals;
}

/// <summary>The database cannot be reached for the moment (503).</summary>
/// <param name="inner">What the driver said.</param>
public sealed class UnavailableException(Exception inner) : PortfolioException("database.unavailable", 503, inner: inner);

/// <summary>The record does not exist (404).</summary>
/// <param name="subject">What was looked for: <c>project</c>, <c>plan</c>, …</param>
/// <param name="key">The code asked for.</param>
public sealed class NotFoundException(string subject, string key)
    : PortfolioException(subject + ".not_found", 404, new Dictionary<string, object?> { ["code"] = key });

/// <summary>The record was changed since it was read (412).</summary>
/// <param name="code">Stable code.</param>
public sealed class StaleException(string code) : PortfolioException(code, 412);

/// <summary>The actor's role does not allow it (403).</summary>
/// <param name="permission">The permission that is missing.</param>
public sealed class PermissionDeniedException(string permission)
    : PortfolioException("accounts.permission_denied", 403, new Dictionary<string, object?> { ["permission"] = permission });

/// <summary>The actor's role allows it, but not on what belongs to another province or another body (403).</summary>
/// <param name="permission">The permission that does not reach so far.</param>
public sealed class OutOfReachException(string permission)
    : PortfolioException("accounts.out_of_reach", 403, new Dictionary<string, object?> { ["permission"] = permission });

/// <summary>What was typed cannot be read as what was asked for (422).</summary>
/// <param name="failures">Every fault, by field.</param>
public sealed class ValidationFailedException(IReadOnlyList<FieldFailure> failures) : PortfolioException("validation.failed", 422)
{
    /// <summary>Every fault, by field.</summary>
    public IReadOnlyList<FieldFailure> Failures { get; } = failures;
}

/// <summary>One fault of one field.</summary>
/// <param name="Field">Field name as the caller knows it.</param>
/// <param name="Code">Stable code of the fault.</param>
/// <param name="Arguments">Values the translated text names.</param>
public sealed record FieldFailure(string Field, string Code, IReadOnlyDictionary<string, object?> Arguments);
