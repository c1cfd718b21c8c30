using Dapper;
using Npgsql;
using Portfolio.Accounts;
using Portfolio.Audit;
using Portfolio.Common;
using Portfolio.Funding.Drafts;
using Portfolio.Plans;
using Portfolio.Projects;

namespace Portfolio.Funding.Needs;

/// <summary>Needs of projects per source, held within their programme's envelope (F1).</summary>
public sealed class NeedService(PortfolioDatabase database)
{
    // Read as one statement, so that the amounts and the envelope are of one moment.
    internal const string SourcesSql = """
        -- Funding.Needs.Sources
        select s.code as source, s.source_class, s.name, s.name_en, coalesce(n.amount, 0) as amount, n.figure_basis,
            coalesce(n.allocated, 0) as allocated
        from funding.source s
        left join funding.need n on n.source_code = s.code and n.project_id = @ProjectId
        order by s.source_class desc, s.position
        """;

    private const string EnvelopesSql = """
        -- Funding.Needs.Envelopes
        select e.source_class, e.amount, e.itemised
        from funding.envelope e
        where e.programme_id = @ProgrammeId
        order by e.source_class desc
        """;

    private const string VersionSql = """
        -- Funding.Needs.Version
        select coalesce((select version from funding.project_need where project_id = @ProjectId), 0)
        """;

    // Officers who draw on one programme queue here. Both rows are locked in the order the posting trigger uses.
    private const string LockEnvelopesSql = """
        -- Funding.Needs.LockEnvelopes
        select 1
        from funding.envelope e
        where e.programme_id = @ProgrammeId
        order by e.programme_id, e.source_class
        for no key update
        """;

    private const string AppendSql = """
        -- Funding.Needs.Append
        insert into funding.need_line (project_id, programme_id, source_code, source_class, amount, figure_basis, reason, recorded_by)
        select @ProjectId, @ProgrammeId, l.source_code, s.source_class, l.amount, 'entered', @Reason, @RecordedBy
        from unnest(@Sources::text[], @Amounts::bigint[]) as l (source_code, amount)
        join funding.source s on s.code = l.source_code
        """;

    private static readonly SetNeedsValidator Validator = new();

    /// <summary>The needs of a project in force, with every source and the room of its programme.</summary>
    /// <param name="actor">Who asks; needs <see cref="Permission.ViewPortfolio"/>.</param>
    /// <param name="projectCode">Project.</param>
    /// <param name="ct">Cancels the call.</param>
    /// <exception cref="NotFoundException">There is no such project.</exception>
    public async Task<ProjectNeeds> GetAsync(Actor actor, string projectCode, CancellationToken ct)
    {
        actor.Demand(Permission.ViewPortfolio);
        await using var connection = await database.OpenAsync(ct);
        // One snapshot for all statements: version, amounts and envelope belong together.
        await using var transaction = await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, ct);
        var project = await FindProjectAsync(connection, transaction, projectCode, ct);
        var programme = await ProgrammeLookup.GetAsync(connection, transaction, project.ProgrammeId, ct);
        return await ReadAsync(connection, transaction, project, programme, ct);
    }

    /// <summary>Sets the needs of a project. What does not change leaves no line; what changes leaves one line with the difference.</summary>
    /// <param name="actor">Who changes; needs <see cref="Permission.EditNeeds"/>.</param>
    /// <param name="request">The needs as they shall be.</param>
    /// <param name="ct">Cancels the call.</param>
    /// <exception cref="NotFoundException">There is no such project.</exception>
    /// <exception cref="OutOfReachException">The project belongs to another province.</exception>
    /// <exception cref="ValidationFailedException">An amount is negative or absurd, a source unknown or named twice.</exception>
    /// <exception cref="StaleException">The needs were changed since <see cref="SetNeeds.Version"/>.</exception>
    /// <exception cref="RuleException">
    /// <c>funding.envelope_exceeded</c>: the programme's envelope has no room for it (F1); <c>funding.need_below_allocated</c>: more
    /// capital was given already (F2); or a constraint of the database refuses
    /// it (<see cref="ConstraintMapping"/>).
    /// </exception>
    public async Task<ProjectNeeds> SetAsync(Actor actor, SetNeeds request, CancellationToken ct)
    {
        actor.Demand(Permission.EditNeeds);
        Validator.Demand(request);
        return await database.TransactAsync((connection, transaction) => SetAsync(connection, transaction, actor, request, ct), ct);
    }

    private static async Task<ProjectNeeds> SetAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, Actor actor, SetNeeds request, CancellationToken ct)
    {
        var project = await FindProjectAsync(connection, transaction, request.ProjectCode, ct);
        var programme = await ProgrammeLookup.GetAsync(connection, transaction, project.ProgrammeId, ct);
        actor.Demand(Permission.EditNeeds, new Place(programme.ProvinceCode, project.Bodies));
        await connection.ExecuteAsync(new CommandDefinition(
            LockEnvelopesSql, new { project.ProgrammeId }, transaction, cancellationToken: ct));
        // Nobody gives capital to the project meanwhile, so what was given is known (F2).
        await DraftService.LockProjectsAsync(connection, transaction, [project.Id], ct);
        var before = await ReadAsync(connection, transaction, project, programme, ct);
        if (request.Version is { } version && version != before.Version)
            throw new StaleException("needs.stale");

        var changes = Differences(before, request);
        DemandAboveAllocated(before, changes);
        DemandRoom(before, changes);
        var lines = changes.Concat(Confirmations(before, changes)).ToList();
        if (lines.Count == 0)
            return before;

        await ConstraintMapping.GuardAsync(() => AppendAsync(connection, transaction, actor, project, request, lines, ct));
        var after = await ReadAsync(connection, transaction, project, programme, ct);
        await AuditLog.WriteAsync(
            connection, transaction, actor, "funding.needs_set", "project",
            [new AuditChange(project.Code, programme.ProvinceCode, Amounts(before), Amounts(after))], request.Reason, ct);
        return after;
    }

    private static async Task<ProjectRow> FindProjectAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, string code, CancellationToken ct) =>
        await ProjectLookup.FindAsync(connection, transaction, code, ct) ?? throw new NotFoundException("project", code);

    private static async Task<ProjectNeeds> ReadAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, ProjectRow project, ProgrammeRow programme, CancellationToken ct)
    {
        var sources = await connection.QueryAsync<SourceNeed>(new CommandDefinition(
            SourcesSql, new { ProjectId = project.Id }, transaction, cancellationToken: ct));
        var envelopes = await connection.QueryAsync<EnvelopeRoom>(new CommandDefinition(
            EnvelopesSql, new { project.ProgrammeId }, transaction, cancellationToken: ct));
        var version = await connection.ExecuteScalarAsync<long>(new CommandDefinition(
            VersionSql, new { ProjectId = project.Id }, transaction, cancellationToken: ct));
        return new ProjectNeeds(
            project.Code, project.Name, new Place(programme.ProvinceCode, project.Bodies), programme.PlanCode, programme.PlanName, programme.Code, programme.Name,
            version, [.. sources], [.. envelopes]);
    }

    /// <summary>Per source whose need changes, the difference.</summary>
    private static List<SourceAmount> Differences(ProjectNeeds before, SetNeeds request)
    {
        var wanted = request.Needs.ToDictionary(n => n.Source, n => n.Amount, StringComparer.Ordinal);
        var unknown = wanted.Keys.Except(before.Sources.Select(s => s.Source), StringComparer.Ordinal).ToList();
        if (unknown.Count > 0)
            throw new ValidationFailedException(
                [.. unknown.Select(code => new FieldFailure("needs", "needs.source_unknown", new Dictionary<string, object?> { ["source"] = code }))]);
        return
        [
            .. before.Sources
                .Select(s => new SourceAmount(s.Source, wanted.GetValueOrDefault(s.Source) - s.Amount))
                .Where(change => change.Amount != Vnd.Zero),
        ];
    }

    /// <summary>
    /// Whoever saves an illustrative amount unchanged has made it his own: the made-up line is taken back and the same
    /// amount entered.
    /// </summary>
    private static IEnumerable<SourceAmount> Confirmations(ProjectNeeds before, List<SourceAmount> changes) =>
        before.Sources
            .Where(s => s.FigureBasis == "illustrative" && changes.All(c => c.Source != s.Source))
            .SelectMany(s => (SourceAmount[])[new(s.Source, Vnd.Zero - s.Amount), new(s.Source, s.Amount)]);

    private static void DemandAboveAllocated(ProjectNeeds before, List<SourceAmount> changes)
    {
        List<RuleException> refusals =
        [
            .. from source in before.Sources
               join change in changes on source.Source equals change.Source
               let wanted = source.Amount + change.Amount
               where wanted < source.Allocated
               select new RuleException("funding.need_below_allocated", new Dictionary<string, object?>
               {
                   ["source"] = source.Source, ["sourceName"] = source.Name, ["sourceNameEn"] = source.NameEn,
                   ["allocated"] = source.Allocated, ["excess"] = source.Allocated - wanted,
               }),
        ];
        if (refusals.Count == 1)
            throw refusals[0];
        if (refusals.Count > 1)
            throw new RulesException(refusals);
    }

    private static void DemandRoom(ProjectNeeds before, List<SourceAmount> changes)
    {
        var refusals = new List<RuleException>();
        foreach (var envelope in before.Envelopes)
        {
            var sources = before.Sources.Where(s => s.SourceClass == envelope.SourceClass).Select(s => s.Source).ToHashSet(StringComparer.Ordinal);
            var change = changes.Where(c => sources.Contains(c.Source)).Aggregate(Vnd.Zero, (sum, c) => sum + c.Amount);
            if (change <= Vnd.Zero || envelope.Unitemised is not { } room || change <= room)
                continue;
            refusals.Add(new RuleException("funding.envelope_exceeded", new Dictionary<string, object?>
            {
                ["programme"] = before.ProgrammeName,
                ["sourceClass"] = envelope.SourceClass,
                ["envelope"] = envelope.Amount,
                ["room"] = room,
                ["most"] = before.Sum(envelope.SourceClass) + room,
                ["excess"] = change - room,
            }));
        }
        if (refusals.Count == 1)
            throw refusals[0];
        if (refusals.Count > 1)
            throw new RulesException(refusals);
    }

    private static Task AppendAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, Actor actor, ProjectRow project, SetNeeds request,
        List<SourceAmount> lines, CancellationToken ct) =>
        connection.ExecuteAsync(new CommandDefinition(AppendSql, new
        {
            ProjectId = project.Id,
            project.ProgrammeId,
            Sources = lines.Select(l => l.Source).ToArray(),
            Amounts = lines.Select(l => l.Amount.Dong).ToArray(),
            request.Reason,
            RecordedBy = actor.Name,
        }, transaction, cancellationToken: ct));

    private static Dictionary<string, object> Amounts(ProjectNeeds needs)
    {
        var fields = needs.Sources.Where(s => s.Amount != Vnd.Zero)
            .ToDictionary(s => s.Source, object (s) => s.Amount.Dong, StringComparer.Ordinal);
        if (needs.Illustrative)
            fields["figure_basis"] = "illustrative";
        return fields;
    }
}
