using System.Text.Json.Serialization;

namespace Portfolio.Web.Errors;

/// <summary>A problem document (RFC 9457). Its type is <c>about:blank</c>: what went wrong is told by the code.</summary>
/// <param name="Title">Name of the HTTP status.</param>
/// <param name="Status">HTTP status.</param>
/// <param name="Code">Stable code of what went wrong.</param>
/// <param name="Detail">What went wrong and what to do, in the language of the request.</param>
/// <param name="TraceId">Correlation id under which the server's log and the history hold the request.</param>
internal sealed record ApiProblem(string Title, int Status, string Code, string Detail, string TraceId)
{
    /// <summary>Values that the detail names; money in whole đồng.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, object?>? Arguments { get; init; }

    /// <summary>Faults by field.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, IReadOnlyList<FieldProblem>>? Errors { get; init; }

    /// <summary>Every refusal, where several rules refuse at once; code, detail and arguments above are those of the first, or speak for all.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<RuleProblem>? Refusals { get; init; }

    /// <summary>What is in force instead, where a change was based on something older.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public object? Present { get; init; }
}

/// <summary>A fault of one field.</summary>
/// <param name="Code">Stable code.</param>
/// <param name="Detail">What is wrong, in the language of the request.</param>
internal sealed record FieldProblem(string Code, string Detail);

/// <summary>One rule that refuses.</summary>
/// <param name="Code">Stable code.</param>
/// <param name="Detail">What is wrong, in the language of the request.</param>
/// <param name="Arguments">Values the detail names; money in whole đồng.</param>
internal sealed record RuleProblem(string Code, string Detail, IReadOnlyDictionary<string, object?> Arguments);
