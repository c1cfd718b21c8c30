using Npgsql;
using Portfolio.Accounts;
using Portfolio.Audit;
using Portfolio.Common;
using Portfolio.Directories;
using Portfolio.Exchange;
using Portfolio.Milestones.Forecasts;
using Portfolio.Projects;

namespace Portfolio.LandClearance.Packages;

/// <summary>Packages are made, and what is said of them beside their counters is corrected.</summary>
public sealed class PackageService(PortfolioDatabase database, BusinessCalendar calendar)
{
    /// <summary>Longest reason.</summary>
    public const int LongestReason = 1000;

    private static readonly PackageFactsValidator Validator = new();

    /// <summary>Makes a package.</summary>
    /// <param name="actor">Who makes it; needs <see cref="Permission.UpdateLand"/> on the project or in the commune.</param>
    /// <param name="request">The package.</param>
    /// <param name="ct">Cancels the call.</param>
    /// <exception cref="NotFoundException">There is no such project.</exception>
    /// <exception cref="ValidationFailedException">Something cannot be read, the commune is not one of the project, or counters contradict each other.</exception>
    /// <exception cref="RuleException"><c>land.section_taken</c>: the project has a package of this section of the commune.</exception>
    public async Task<PackageReceipt> CreateAsync(Actor actor, CreatePackage request, CancellationToken ct)
    {
        actor.Demand(Permission.UpdateLand);
        Validator.Demand(request.Facts);
        Demand(FigureRules.Find(LandFigures.None, request.Figures, null));
        return await database.RetryAsync(async connection =>
        {
            await using var transaction = await connection.BeginTransactionAsync(ct);
            return await IdempotentWrite.RunAsync(
                connection, transaction, actor, "land.create_package", () => CreateAsync(connection, transaction, actor, request, ct), ct);
        }, ct);
    }

    /// <summary>Corrects section, land use and planned hand-over of a package.</summary>
    /// <param name="actor">Who corrects; needs <see cref="Permission.UpdateLand"/> on the project or in the commune.</param>
    /// <param name="request">The package as it shall be.</param>
    /// <param name="ct">Cancels the call.</param>
    /// <exception cref="NotFoundException">There is no such package.</exception>
    /// <exception cref="StaleException">It was changed since it was read.</exception>
    /// <exception cref="ValidationFailedException">Something cannot be read, or a plan moves without a reason.</exception>
    /// <exception cref="RuleException"><c>land.section_taken</c>: the project has another package of this section of the commune.</exception>
    public async Task<PackageReceipt> EditAsync(Actor actor, EditPackage request, CancellationToken ct)
    {
        actor.Demand(Permission.UpdateLand);
        Validator.Demand(request.Facts);
        DemandReason(request.Reason);
        return await database.TransactAsync(async (connection, transaction) =>
        {
            var field = await PackageField.LockAsync(connection, transaction, [request.Id], ct);
            var before = field.Require(request.Id);
            field.Demand(actor, before);
            if (request.Version is { } version && version != before.Version)
                throw new StaleException("land.stale");
            DemandPlanStays(before, request);
            if (IsAsItWas(before, request.Facts))
                return before.Receipt;
            await ConstraintMapping.GuardAsync(() => PackageRecords.EditAsync(connection, transaction, request.Id, request.Facts, ct));
            await ForecastService.RefreshAsync(connection, transaction, [before.ProjectId], calendar.Today, ct);
            var after = (await PackageRecords.LockAsync(connection, transaction, [request.Id], ct))[request.Id];
            await field.AuditAsync(actor, "land.package_edited", [(before, after)], SafeText.OrNull(request.Reason), ct);
            return after.Receipt;
        }, ct);
    }

    internal static void DemandReason(string? reason)
    {
        if (reason?.Trim().Length > LongestReason)
            throw new ValidationFailedException([new FieldFailure("Reason", "validation.too_long", new Dictionary<string, object?> { ["MaxLength"] = LongestReason })]);
    }

    private async Task<PackageReceipt> CreateAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, Actor actor, CreatePackage request, CancellationToken ct)
    {
        var project = await ProjectLookup.FindAsync(connection, transaction, request.Project, ct) ?? throw new NotFoundException("project", request.Project);
        await ProjectLookup.HoldAsync(connection, transaction, [project.Id], ct);
        var commune = await CommuneLookup.FindAsync(connection, transaction, request.Commune, ct);
        var places = await LandPlaces.OfAsync(connection, transaction, [project.Id], commune is null ? [] : [commune.Id], ct);
        actor.Demand(Permission.UpdateLand, places.Of(project.Id, commune?.Id));
        await DemandCommuneAsync(connection, transaction, project, places.Province(project.Id), commune, request.Commune, ct);
        await ForecastRecords.LockAsync(connection, transaction, [project.Id], ct);
        await PackageRecords.LockProjectAsync(connection, transaction, project.Id, ct);
        var id = 0L;
        await ConstraintMapping.GuardAsync(async () => id = await PackageRecords.InsertAsync(
            connection, transaction, (project.Id, project.PlanId, commune!.Id), request.Facts, ct));
        FigureEntry[] entries = [.. FigureEntry.Between(id, project.Id, LandFigures.None, request.Figures, null)];
        await PackageRecords.EnterAsync(connection, transaction, actor, calendar.Today, entries, ct);
        var after = (await PackageRecords.LockAsync(connection, transaction, [id], ct))[id];
        await AuditLog.WriteAsync(
            connection, transaction, actor, "land.package_created", "project",
            [PackageTrail.Change(project.Code, places.Province(project.Id), null, after)!], null, ct);
        return after.Receipt;
    }

    // Where no document names a commune of the project, any of its province will do.
    private static async Task DemandCommuneAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, ProjectRow project, string province, CommuneName? commune, string code, CancellationToken ct)
    {
        var own = await ProjectLookup.CommunesAsync(connection, transaction, project.Id, ct);
        if (commune is null || (own.Count > 0 ? !own.Contains(commune.Id) : commune.ProvinceCode != province))
            throw new ValidationFailedException(
            [
                new FieldFailure("Commune", code.Length == 0 ? "land.commune_missing" : "land.commune_elsewhere", new Dictionary<string, object?>
                {
                    ["commune"] = commune?.Name ?? code,
                    ["project"] = project.Code,
                }),
            ]);
    }

    private static void DemandPlanStays(PackageRow before, EditPackage request)
    {
        if (before.PlannedText is { } text && text != PlannedText(request.Facts) && SafeText.OrNull(request.Reason) is null)
            throw new ValidationFailedException(
                [new FieldFailure("Reason", "land.plan_moves_needs_reason", new Dictionary<string, object?> { ["planned"] = text })]);
    }

    private static bool IsAsItWas(PackageRow before, PackageFacts facts) =>
        (facts.Section?.Trim() ?? "") == before.Section && facts.LandUse == before.LandUse && PlannedText(facts) == before.PlannedText;

    // As it is kept: the same words with other spaces are the same plan.
    private static string? PlannedText(PackageFacts facts)
    {
        DueDateText.TryParse(facts.Planned, out var planned);
        return planned?.Text;
    }

    private static void Demand(IReadOnlyList<FieldFailure> faults)
    {
        if (faults.Count > 0)
            throw new ValidationFailedException(faults);
    }
}
