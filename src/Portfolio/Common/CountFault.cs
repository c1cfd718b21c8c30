namespace Portfolio.Common;

/// <summary>A kept number that is not what counting anew gives.</summary>
/// <param name="Kept">What is kept: name of its table.</param>
/// <param name="PlanId">Plan; null = of all together, or of a programme.</param>
/// <param name="ProgrammeId">Programme; null = of the whole plan.</param>
/// <param name="Of">What of it is counted, where it is counted apart.</param>
/// <param name="Expected">What counting gives; null = nothing is there to count.</param>
/// <param name="Found">What is kept; null = nothing.</param>
internal sealed record CountFault(string Kept, long? PlanId, long? ProgrammeId, string? Of, long? Expected, long? Found);
