using Portfolio.Common;

namespace Portfolio.Funding.Payments.Tables;

/// <summary>What a table entered.</summary>
/// <param name="Ids">Keys of the payments, in the order of the rows.</param>
/// <param name="Total">Their sum, whole đồng.</param>
public sealed record PaymentTableReceipt(IReadOnlyList<long> Ids, Vnd Total);
