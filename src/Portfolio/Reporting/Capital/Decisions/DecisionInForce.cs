namespace Portfolio.Reporting.Capital.Decisions;

/// <summary>An approved decision on capital.</summary>
/// <param name="Id">Key, part of addresses.</param>
/// <param name="Kind">allocation, adjustment or closing.</param>
/// <param name="Name">What officers call it.</param>
/// <param name="Number">Its number.</param>
/// <param name="DecidedOn">Its date.</param>
/// <param name="Signer">Title of who signed it.</param>
public sealed record DecisionInForce(long Id, string Kind, string Name, string Number, DateOnly DecidedOn, string Signer);
