using Portfolio.Accounts;
using Portfolio.Funding.Payments;

namespace Portfolio.Tests.Funding;

/// <summary>Confirming payments as they stand, where what was seen of them is not the matter.</summary>
internal static class Confirming
{
    public static Task<IReadOnlyList<Payment>> ConfirmAsync(this PaymentDesk desk, Actor actor, IReadOnlyList<long> ids, CancellationToken ct) =>
        desk.ConfirmAsync(actor, [.. ids.Select(id => new PaymentToConfirm(id))], ct);
}
