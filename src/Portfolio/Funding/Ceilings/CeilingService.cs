using System.Globalization;
using Dapper;
using Npgsql;
using Portfolio.Accounts;
using Portfolio.Audit;
using Portfolio.Common;
using Portfolio.Plans;

namespace Portfolio.Funding.Ceilings;

/// <summary>The most each source can give in each year of a plan (F3), and what is kept back of it under a name.</summary>
public sealed class CeilingService(PortfolioDatabase database)
{
    private const string ReadSql = """
        -- Funding.Ceilings
        select s.code as source_code, y.year, y.ceiling, coalesce(y.allocated, 0) as allocated,
            coalesce(y.ceiling_basis = 'illustrative', false) as illustrative, coalesce(y.version, 0) as version
        from funding.source s
        left join funding.source_year y on y.source_code = s.code and y.plan_id = @PlanId
        order by s.position, y.year
        """;

    private const string ContingenciesSql = """
        -- Funding.Contingencies
        select id, source_code as source, name, amount, drawn, revision from funding.contingency where plan_id = @PlanId order by source_code, name
        """;

    private const string AppendSql = """
        -- Funding.AppendCeilings
        insert into funding.ceiling_line (plan_id, source_code, source_class, year, amount, reason, recorded_by)
        select @PlanId, l.source_code, s.source_class, l.year, l.amount, @Reason, @RecordedBy
        from unnest(@Sources::text[], @Years::int[], @Amounts::bigint[]) as l (source_code, year, amount)
        join funding.source s on s.code = l.source_code
        """;

    private const string KeepSql = """
        -- Funding.KeepContingency
        insert into funding.contingency as c (plan_id, source_code, name, amount)
        values (@PlanId, @Source, @Name, @Amount)
        on conflict (plan_id, source_code, name) do update set amount = excluded.amount, revision = nextval('funding.revision')
        """;

    private static readonly SetCeilingsValidator Validator = new();
    private static readonly KeepContingencyValidator ContingencyValidator = new();

    /// <summary>The ceilings of a plan.</summary>
    /// <param name="actor">Who asks; needs <see cref="Permission.ViewPortfolio"/>.</param>
    /// <param name="planCode">Plan.</param>
    /// <param name="ct">Cancels the call.</param>
    /// <exception cref="NotFoundException">There is no such plan.</exception>
    public async Task<PlanCeilings> GetAsync(Actor actor, string planCode, CancellationToken ct)
    {
        actor.Demand(Permission.ViewPortfolio);
        await using var connection = await database.OpenAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, ct);
        return await ReadAsync(connection, transaction, await PlanLookup.GetAsync(connection, transaction, planCode, ct), ct);
    }

    /// <summary>Sets ceilings. What does not change leaves no line.</summary>
    /// <param name="actor">Who sets; needs <see cref="Permission.AllocateCapital"/> in the province of the plan.</param>
    /// <param name="request">The ceilings as they shall be.</param>
    /// <param name="ct">Cancels the call.</param>
    /// <exception cref="NotFoundException">There is no such plan.</exception>
    /// <exception cref="ValidationFailedException">An amount is negative or absurd, a source unknown, a year outside the plan, a cell named twice.</exception>
    /// <exception cref="StaleException">The ceilings were changed since <see cref="SetCeilings.Version"/>.</exception>
    /// <exception cref="RuleException">
    /// <c>capital.ceiling_below_allocated</c>: more has been given already; <c>capital.contingency_uncovered</c>: less would be left than is
    /// kept back.
    /// </exception>
    /// <exception cref="RulesException">Several ceilings are refused.</exception>
    public async Task<PlanCeilings> SetAsync(Actor actor, SetCeilings request, CancellationToken ct)
    {
        actor.Demand(Permission.AllocateCapital);
        Validator.Demand(request);
        return await database.TransactAsync(async (connection, transaction) =>
        {
            var (plan, before) = await LockAsync(connection, transaction, actor, request.PlanCode, request.Version, ct);
            var changes = Changes(before, request);
            if (changes.Count == 0)
                return before;
            DemandCovering(before, changes);
            await ConstraintMapping.GuardAsync(() => AppendAsync(connection, transaction, actor, plan, request.Reason, changes, ct));
            await AuditLog.WriteAsync(
                connection, transaction, actor, "capital.ceilings_set", "plan",
                [
                    new AuditChange(
                        plan.Code, plan.ProvinceCode, changes.ToDictionary(Field, c => Present(before, c)?.Ceiling?.Dong),
                        changes.ToDictionary(Field, c => c.Ceiling?.Dong)),
                ], request.Reason, ct);
            return await SoundAsync(connection, transaction, plan, before, ct);
        }, ct);
    }

    /// <summary>Keeps a part of a source's ceilings back under a name, or changes how much.</summary>
    /// <param name="actor">Who sets; needs <see cref="Permission.AllocateCapital"/> in the province of the plan.</param>
    /// <param name="request">Name and amount.</param>
    /// <param name="ct">Cancels the call.</param>
    /// <exception cref="ValidationFailedException">A field is missing or absurd, or the source is unknown.</exception>
    /// <exception cref="RuleException">
    /// <c>capital.contingency_drawn</c>: more has been drawn already; <c>capital.contingency_uncovered</c>: the ceilings leave less.
    /// </exception>
    /// <exception cref="StaleException">The ceilings were changed since <see cref="KeepContingency.Version"/>.</exception>
    public async Task<PlanCeilings> KeepAsync(Actor actor, KeepContingency request, CancellationToken ct)
    {
        actor.Demand(Permission.AllocateCapital);
        ContingencyValidator.Demand(request);
        return await database.TransactAsync(async (connection, transaction) =>
        {
            var (plan, before) = await LockAsync(connection, transaction, actor, request.PlanCode, request.Version, ct);
            if (before.Sources.All(s => s.Source != request.Source))
                throw new ValidationFailedException([Fault("", "source", "needs.source_unknown", request.Source)]);
            var name = request.Name.Trim();
            var was = before.Contingencies.FirstOrDefault(c => c.Source == request.Source && c.Name == name);
            if (was is not null && request.Amount < was.Drawn)
                throw new RuleException("capital.contingency_drawn", new Dictionary<string, object?> { ["drawn"] = was.Drawn });
            await ConstraintMapping.GuardAsync(() => connection.ExecuteAsync(new CommandDefinition(
                KeepSql, new { PlanId = plan.Id, request.Source, Name = name, Amount = request.Amount.Dong }, transaction, cancellationToken: ct)));
            await AuditLog.WriteAsync(
                connection, transaction, actor, "capital.contingency_kept", "plan",
                [
                    new AuditChange(
                        plan.Code, plan.ProvinceCode, was is null ? null : new Dictionary<string, long> { [Field("kept", request.Source, name)] = was.Amount.Dong },
                        new Dictionary<string, long> { [Field("kept", request.Source, name)] = request.Amount.Dong }),
                ], null, ct);
            return await SoundAsync(connection, transaction, plan, before, ct);
        }, ct);
    }

    private static async Task<(PlanRow Plan, PlanCeilings Before)> LockAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, Actor actor, string planCode, long? version, CancellationToken ct)
    {
        var plan = await PlanLookup.GetAsync(connection, transaction, planCode, ct);
        actor.Demand(Permission.AllocateCapital, Place.In(plan.ProvinceCode));
        await PlanLookup.LockAsync(connection, transaction, [plan.Id], ct);
        var before = await ReadAsync(connection, transaction, plan, ct);
        return version is { } based && based != before.Version ? throw new StaleException("capital.stale") : (plan, before);
    }

    private static async Task<PlanCeilings> SoundAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, PlanRow plan, PlanCeilings before, CancellationToken ct)
    {
        var after = await ReadAsync(connection, transaction, plan, ct);
        KeptCover.Demand(before, after);
        return after;
    }

    private static async Task<PlanCeilings> ReadAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, PlanRow plan, CancellationToken ct)
    {
        var query = new { PlanId = plan.Id };
        var rows = (await connection.QueryAsync<Row>(new CommandDefinition(ReadSql, query, transaction, cancellationToken: ct))).ToList();
        var kept = (await connection.QueryAsync<KeptRow>(new CommandDefinition(ContingenciesSql, query, transaction, cancellationToken: ct))).ToList();
        var sources = await SourceLookup.NamesAsync(connection, transaction, ct);
        var cells = rows.Where(r => r.Year is not null).ToDictionary(r => (r.SourceCode, r.Year!.Value));
        int[] years = [.. Enumerable.Range(plan.PeriodFrom, plan.PeriodTo - plan.PeriodFrom + 1)];
        return new PlanCeilings(
            plan.Code, plan.Name, plan.ProvinceCode, plan.PeriodFrom, plan.PeriodTo, rows.Sum(r => r.Version) + kept.Sum(k => k.Revision),
            [
                .. sources.Values.OrderBy(s => s.Position).Select(s => new SourceCeilings(s.Code, s.SourceClass, s.Name, s.NameEn,
                [
                    .. years.Select(y => cells.TryGetValue((s.Code, y), out var cell)
                        ? new YearCeiling(y, cell.Ceiling, cell.Allocated, cell.Illustrative) : new YearCeiling(y, null, Vnd.Zero, false)),
                ])),
            ],
            [.. kept.Select(k => new Contingency(k.Id, k.Source, k.Name, k.Amount, k.Drawn))]);
    }

    private static List<CeilingEdit> Changes(PlanCeilings before, SetCeilings request)
    {
        List<FieldFailure> faults =
        [
            .. from line in request.Ceilings.Index()
               where before.Sources.All(s => s.Source != line.Item.Source)
               select Fault($"ceilings[{line.Index}].", "source", "needs.source_unknown", line.Item.Source),
            .. from line in request.Ceilings.Index()
               where line.Item.Year < before.PeriodFrom || line.Item.Year > before.PeriodTo
               select Fault($"ceilings[{line.Index}].", "year", "capital.year_outside", line.Item.Year.ToString(CultureInfo.InvariantCulture)),
        ];
        if (faults.Count > 0)
            throw new ValidationFailedException(faults);
        return [.. request.Ceilings.Where(e => Present(before, e)?.Ceiling != e.Ceiling || Present(before, e) is { Illustrative: true })];
    }

    private static void DemandCovering(PlanCeilings before, List<CeilingEdit> changes)
    {
        List<RuleException> refusals =
        [
            .. from edit in changes
               let present = Present(before, edit)
               where edit.Ceiling is { } ceiling && present is not null && ceiling < present.Allocated
               select new RuleException("capital.ceiling_below_allocated", new Dictionary<string, object?>
               {
                   ["source"] = edit.Source,
                   ["sourceName"] = before.Sources.Single(s => s.Source == edit.Source).Name,
                   ["sourceNameEn"] = before.Sources.Single(s => s.Source == edit.Source).NameEn,
                   ["year"] = edit.Year.ToString(CultureInfo.InvariantCulture),
                   ["allocated"] = present.Allocated,
                   ["excess"] = present.Allocated - edit.Ceiling!.Value,
               }),
        ];
        if (refusals.Count == 1)
            throw refusals[0];
        if (refusals.Count > 1)
            throw new RulesException(refusals);
    }

    private static Task AppendAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, Actor actor, PlanRow plan, string? reason, List<CeilingEdit> changes,
        CancellationToken ct) =>
        connection.ExecuteAsync(new CommandDefinition(AppendSql, new
        {
            PlanId = plan.Id,
            Sources = changes.Select(c => c.Source).ToArray(),
            Years = changes.Select(c => c.Year).ToArray(),
            Amounts = changes.Select(c => c.Ceiling?.Dong).ToArray(),
            Reason = reason,
            RecordedBy = actor.Name,
        }, transaction, cancellationToken: ct));

    private static YearCeiling? Present(PlanCeilings ceilings, CeilingEdit edit) =>
        ceilings.Sources.Single(s => s.Source == edit.Source).Years.FirstOrDefault(y => y.Year == edit.Year);

    /// <summary>A contingency in the history, where no key of it stands: what is done with it, its source, its name.</summary>
    internal static string Field(string what, string source, string name) => $"{what}/{source}/{name}";

    private static string Field(CeilingEdit edit) => string.Create(CultureInfo.InvariantCulture, $"{edit.Source}/{edit.Year}");

    private static FieldFailure Fault(string at, string field, string code, string value) =>
        new(at + field, code, new Dictionary<string, object?> { [field] = value });

    private sealed record Row(string SourceCode, int? Year, Vnd? Ceiling, Vnd Allocated, bool Illustrative, long Version);

    private sealed record KeptRow(long Id, string Source, string Name, Vnd Amount, Vnd Drawn, long Revision);
}
