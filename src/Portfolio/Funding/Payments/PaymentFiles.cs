using System.Globalization;
using Portfolio.Accounts;
using Portfolio.Common;
using Portfolio.Files;
using Portfolio.Plans;
using Portfolio.Projects;

namespace Portfolio.Funding.Payments;

/// <summary>Opens the documents that are attached to payments; they are never public.</summary>
public sealed class PaymentFiles(PortfolioDatabase database)
{
    /// <summary>The file of a payment.</summary>
    /// <param name="actor">Who asks; needs <see cref="Permission.ViewPayments"/> on the project.</param>
    /// <param name="project">Project of the payment.</param>
    /// <param name="id">Payment.</param>
    /// <param name="ct">Cancels the call.</param>
    /// <exception cref="NotFoundException">There is no such project, it has no such payment, or nothing is attached to it.</exception>
    /// <exception cref="OutOfReachException">The project is not one of the actor's.</exception>
    public async Task<OpenFile> OpenAsync(Actor actor, string project, long id, CancellationToken ct)
    {
        actor.Demand(Permission.ViewPayments);
        await using var connection = await database.OpenAsync(ct);
        var found = await ProjectLookup.FindAsync(connection, null, project, ct) ?? throw new NotFoundException("project", project);
        var plan = await PlanLookup.GetAsync(connection, null, found.PlanId, ct);
        actor.Demand(Permission.ViewPayments, new Place(plan.ProvinceCode, found.Bodies));
        var (payment, _) = (await PaymentRecords.GetAsync(connection, null, [id], ct))[0];
        if (payment.ProjectId != found.Id)
            throw new NotFoundException("payment", id.ToString(CultureInfo.InvariantCulture));
        return payment.FileId is { } file
            ? await FileStore.OpenAsync(database, connection, null, file, ct)
            : throw new NotFoundException("file", id.ToString(CultureInfo.InvariantCulture));
    }
}
