using System.Globalization;
using Npgsql;
using Portfolio.Accounts;
using Portfolio.Common;
using Portfolio.Exchange;
using Portfolio.Milestones.Forecasts;

namespace Portfolio.LandClearance.Packages;

/// <summary>News of packages: counters by step, the day of hand-over, the day for which it is expected. One or many, all or none.</summary>
public sealed class PackageUpdates(PortfolioDatabase database, BusinessCalendar calendar)
{
    /// <summary>Most packages at once.</summary>
    public const int MostRows = 2000;

    // No hand-over of these projects came earlier.
    private static readonly DateOnly Earliest = new(1990, 1, 1);
    private static readonly DateOnly Latest = new(2199, 12, 31);

    /// <summary>Enters news of one package.</summary>
    /// <param name="actor">Who enters; needs <see cref="Permission.UpdateLand"/> on the project or in the commune.</param>
    /// <param name="update">The news.</param>
    /// <param name="ct">Cancels the call.</param>
    /// <exception cref="NotFoundException">There is no such package.</exception>
    /// <exception cref="StaleException">It was changed since it was read.</exception>
    /// <exception cref="ValidationFailedException">Figures contradict each other, or a day cannot be; each fault names its figures.</exception>
    public async Task<PackageReceipt> EnterAsync(Actor actor, UpdatePackage update, CancellationToken ct)
    {
        actor.Demand(Permission.UpdateLand);
        try
        {
            return (await WriteAsync(actor, [update], ct))[0];
        }
        catch (ValidationFailedException invalid)
        {
            throw new ValidationFailedException([.. invalid.Failures.Select(f => f with { Field = f.Field[(f.Field.IndexOf('.', StringComparison.Ordinal) + 1)..] })]);
        }
    }

    /// <summary>Enters news of many packages, all or none.</summary>
    /// <param name="actor">Who enters; needs <see cref="Permission.UpdateLand"/> on every project or in every commune.</param>
    /// <param name="updates">The news, one for a package.</param>
    /// <param name="ct">Cancels the call.</param>
    /// <returns>The packages as they were written, in the order of the news.</returns>
    /// <exception cref="NotFoundException">There is no such package.</exception>
    /// <exception cref="ValidationFailedException">Anything is wrong with any row; the fields are named <c>rows[0].Paid</c> and so on. Nothing is written.</exception>
    public async Task<IReadOnlyList<PackageReceipt>> EnterManyAsync(Actor actor, IReadOnlyList<UpdatePackage> updates, CancellationToken ct)
    {
        actor.Demand(Permission.UpdateLand);
        DemandShape(updates);
        return await WriteAsync(actor, updates, ct);
    }

    private Task<PackageReceipt[]> WriteAsync(Actor actor, IReadOnlyList<UpdatePackage> updates, CancellationToken ct) =>
        database.RetryAsync(async connection =>
        {
            await using var transaction = await connection.BeginTransactionAsync(ct);
            return await IdempotentWrite.RunAsync(
                connection, transaction, actor, "land.update_packages", () => WriteAsync(connection, transaction, actor, updates, ct), ct);
        }, ct);

    private async Task<PackageReceipt[]> WriteAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, Actor actor, IReadOnlyList<UpdatePackage> updates, CancellationToken ct)
    {
        long[] ids = [.. updates.Select(u => u.Id).Distinct().Order()];
        var field = await PackageField.LockAsync(connection, transaction, ids, ct);
        List<News> news = [.. updates.Select((update, row) => News.Of(row, field.Require(update.Id), update))];
        foreach (var one in news)
            field.Demand(actor, one.Before);
        DemandFresh(news);
        Demand([.. news.SelectMany(Faults)]);

        FigureEntry[] entries = [.. news.SelectMany(n => n.Entries)];
        await ConstraintMapping.GuardAsync(() => WriteAsync(connection, transaction, actor, news, entries, ct));
        long[] moved = [.. news.Where(n => n.DaysMove).Select(n => n.Before.ProjectId).Distinct().Order()];
        if (moved.Length > 0)
            await ForecastService.RefreshAsync(connection, transaction, moved, calendar.Today, ct);

        var after = await PackageRecords.LockAsync(connection, transaction, ids, ct);
        foreach (var reason in news.GroupBy(n => n.Reason, StringComparer.Ordinal))
            await field.AuditAsync(actor, "land.figures_entered", reason.Select(n => (n.Before, after[n.Before.Id])), reason.Key, ct);
        return [.. updates.Select(u => after[u.Id].Receipt)];
    }

    // A package that is handed over has nothing left: counters come before its day, and after it when it is taken back.
    private async Task WriteAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, Actor actor, IReadOnlyList<News> news, FigureEntry[] entries, CancellationToken ct)
    {
        var days = news.Where(n => n.DaysMove).ToList();
        var back = days.Where(n => n.Before.HandedOverOn is not null && n.HandedOverOn is null).ToList();
        if (back.Count > 0)
            await PackageRecords.SetDaysAsync(connection, transaction, [.. back.Select(n => n.Days)], ct);
        if (entries.Length > 0)
            await PackageRecords.EnterAsync(connection, transaction, actor, calendar.Today, entries, ct);
        if (days.Except(back).ToList() is { Count: > 0 } others)
            await PackageRecords.SetDaysAsync(connection, transaction, [.. others.Select(n => n.Days)], ct);
    }

    private IEnumerable<FieldFailure> Faults(News news)
    {
        List<FieldFailure> faults = [.. FigureRules.Find(news.Before.Figures, news.Figures, news.Reason)];
        if (news.HandedOverOn is { } day)
        {
            if (FigureRules.FindIncomplete(news.Figures) is { } incomplete && faults.Count == 0)
                faults.Add(incomplete);
            if (day > calendar.Today)
                faults.Add(new FieldFailure("HandedOverOn", "date.ahead", new Dictionary<string, object?>()));
            else if (day < Earliest)
                faults.Add(new FieldFailure("HandedOverOn", "date.far_year", new Dictionary<string, object?>()));
        }
        else if (news.Before.HandedOverOn is { } was && news.Reason is null)
            faults.Add(new FieldFailure("Reason", "land.taken_back_needs_reason", new Dictionary<string, object?> { ["day"] = was }));
        // Whoever says once more what he said before need not see to it that it still lies ahead.
        if (news.ExpectedOn is { } expected && expected != news.Before.ExpectedOn)
        {
            if (expected < calendar.Today)
                faults.Add(new FieldFailure("ExpectedOn", "land.expected_past", new Dictionary<string, object?>()));
            else if (expected > Latest)
                faults.Add(new FieldFailure("ExpectedOn", "date.far_year", new Dictionary<string, object?>()));
        }
        if (news.Reason?.Length > PackageService.LongestReason)
            faults.Add(new FieldFailure("Reason", "validation.too_long", new Dictionary<string, object?> { ["MaxLength"] = PackageService.LongestReason }));
        return faults.Select(f => f with { Field = news.Field(f.Field) });
    }

    private static void DemandFresh(IReadOnlyList<News> news)
    {
        List<News> stale = [.. news.Where(n => n.IsStale)];
        if (stale.Count > 0 && news.Count == 1)
            throw new StaleException("land.stale");
        Demand([.. stale.Select(n => new FieldFailure(n.Field("Version"), "land.stale_row", new Dictionary<string, object?> { ["package"] = n.Before.Code }))]);
    }

    private static void DemandShape(IReadOnlyList<UpdatePackage> updates)
    {
        if (updates.Count is 0 or > MostRows)
            throw new ValidationFailedException(
                [new FieldFailure("rows", updates.Count == 0 ? "land.none" : "land.too_many", new Dictionary<string, object?> { ["most"] = MostRows })]);
        Demand(
        [
            .. updates.Index().GroupBy(u => u.Item.Id).SelectMany(g => g.Skip(1)).Select(u => new FieldFailure(
                string.Create(CultureInfo.InvariantCulture, $"rows[{u.Index}].Id"), "land.twice", new Dictionary<string, object?>())),
        ]);
    }

    private static void Demand(IReadOnlyList<FieldFailure> faults)
    {
        if (faults.Count > 0)
            throw new ValidationFailedException(faults);
    }

    /// <summary>News of a package beside what stands.</summary>
    private sealed record News(int Row, PackageRow Before, UpdatePackage Update, LandFigures Figures, DateOnly? HandedOverOn, DateOnly? ExpectedOn, string? Reason)
    {
        public bool IsStale => Update.Version is { } version && version != Before.Version;

        public bool DaysMove => HandedOverOn != Before.HandedOverOn || ExpectedOn != Before.ExpectedOn;

        public (long Id, DateOnly? HandedOver, DateOnly? Expected) Days => (Before.Id, HandedOverOn, ExpectedOn);

        public IEnumerable<FigureEntry> Entries => FigureEntry.Between(Before.Id, Before.ProjectId, Before.Figures, Figures, Reason);

        public static News Of(int row, PackageRow before, UpdatePackage update) => new(
            row, before, update, update.Figures.Aggregate(before.Figures, (figures, change) => figures.With(change.Key, change.Value)),
            update.HandedOver is { } handedOver ? handedOver.On : before.HandedOverOn, update.Expected is { } expected ? expected.On : before.ExpectedOn,
            SafeText.OrNull(update.Reason));

        public string Field(string name) => string.Create(CultureInfo.InvariantCulture, $"rows[{Row}].{name}");
    }
}
