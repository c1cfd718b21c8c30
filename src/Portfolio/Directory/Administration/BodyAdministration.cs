using Dapper;
using Npgsql;
using Portfolio.Accounts;
using Portfolio.Audit;
using Portfolio.Common;
using Portfolio.Exchange;

namespace Portfolio.Directories.Administration;

/// <summary>
/// Enters bodies that no document names, and says which body stands under which. What documents name keeps what they say; nothing
/// is ever deleted.
/// </summary>
public sealed class BodyAdministration(PortfolioDatabase database)
{
    /// <summary>Most bodies, and most communes, that are offered to choose from.</summary>
    public const int MostChoices = 2000;

    // The centre's bodies belong to every province.
    private const string ListSql = """
        -- Directory.ListBodies
        select b.code, b.kind, b.name, b.short_name, b.province_code, p.code as parent_code, p.name as parent_name, b.entered, b.active
        from directory.body b
        left join directory.body p on p.id = b.parent_id
        where (@Province::text is null or b.province_code = @Province or b.province_code is null)
            and (@Pattern::text is null or b.name_search like common.fold(@Pattern))
            and (@After::text is null or (b.name, b.code) > (select a.name, a.code from directory.body a where a.code = @After))
        order by b.name, b.code
        limit @Limit
        """;

    private const string ChoicesSql = """
        -- Directory.BodyChoices
        select b.code, b.name, b.kind, b.province_code
        from directory.body b
        where (@Province::text is null or b.province_code = @Province or b.province_code is null) and b.active and b.kind <> 'group'
        order by b.province_code nulls last, b.kind <> 'pmu', b.kind, b.name, b.code
        limit @Limit
        """;

    private const string CommunesSql = """
        -- Directory.CommuneChoices
        select c.code, c.name, c.kind from directory.commune c where c.province_code = @Province order by c.name, c.code limit @Limit
        """;

    private const string EnterSql = """
        -- Directory.EnterBody
        insert into directory.body (province_code, code, kind, name, name_en, short_name, commune_id, parent_id, entered)
        values (@Province, @Code, @Kind, @Name, @NameEn, @ShortName, @CommuneId, @ParentId, true)
        """;

    private const string ChangeSql = """
        -- Directory.ChangeBody
        update directory.body
        set kind = @Kind, name = @Name, name_en = @NameEn, short_name = @ShortName, commune_id = @CommuneId, parent_id = @ParentId, active = @Active
        where id = @Id
        """;

    private const int PageSize = 50;

    private static readonly EnterBodyValidator EnterValidator = new();
    private static readonly ChangeBodyValidator ChangeValidator = new();

    /// <summary>Bodies by name, those of the centre with every province.</summary>
    /// <param name="actor">Who asks; needs <see cref="Permission.ViewAccounts"/>, and sees those of the own province only when bound to one.</param>
    /// <param name="filter">Which.</param>
    /// <param name="ct">Cancels the call.</param>
    /// <exception cref="OutOfReachException">The filter asks for another province.</exception>
    public async Task<Stretch<ManagedBody>> ListAsync(Actor actor, BodyFilter filter, CancellationToken ct)
    {
        actor.Demand(Permission.ViewAccounts);
        var province = filter.Province ?? actor.Reach.Province;
        actor.Demand(Permission.ViewAccounts, Place.In(province));
        await using var connection = await database.OpenAsync(ct);
        List<ManagedBody> rows =
        [
            .. await connection.QueryAsync<ManagedBody>(new CommandDefinition(ListSql, new
            {
                Province = province,
                Pattern = LikePattern.Containing(filter.Text),
                filter.After,
                Limit = PageSize + 1,
            }, cancellationToken: ct)),
        ];
        return new Stretch<ManagedBody>([.. rows.Take(PageSize)], rows.Count > PageSize ? rows[PageSize - 1].Code : null);
    }

    /// <summary>What the fields of a body, and the bodies of an owner, can be chosen from.</summary>
    /// <param name="actor">Who asks; needs <see cref="Permission.ViewAccounts"/>.</param>
    /// <param name="province">Code of a province, with which the central bodies come; null = bodies of all, and no communes.</param>
    /// <param name="ct">Cancels the call.</param>
    public async Task<BodyChoices> ChoicesAsync(Actor actor, string? province, CancellationToken ct)
    {
        actor.Demand(Permission.ViewAccounts);
        await using var connection = await database.OpenAsync(ct);
        var parameters = new { Province = province ?? actor.Reach.Province, Limit = MostChoices };
        return new BodyChoices(
            [.. await connection.QueryAsync<BodyChoice>(new CommandDefinition(ChoicesSql, parameters, cancellationToken: ct))],
            [.. await connection.QueryAsync<CommuneChoice>(new CommandDefinition(CommunesSql, parameters, cancellationToken: ct))]);
    }

    /// <summary>One body.</summary>
    /// <param name="actor">Who asks; needs <see cref="Permission.ViewAccounts"/>. Bodies are public, whatever province they are of.</param>
    /// <param name="code">Code.</param>
    /// <param name="ct">Cancels the call.</param>
    /// <exception cref="NotFoundException">There is no such body.</exception>
    public async Task<BodyDetails> GetAsync(Actor actor, string code, CancellationToken ct)
    {
        actor.Demand(Permission.ViewAccounts);
        await using var connection = await database.OpenAsync(ct);
        return await BodyFinder.FindAsync(connection, null, code, ct);
    }

    /// <summary>Enters a body that no document names.</summary>
    /// <param name="actor">Who enters; needs <see cref="Permission.ManageBodies"/> in the province of the body.</param>
    /// <param name="request">The body.</param>
    /// <param name="ct">Cancels the call.</param>
    /// <exception cref="ValidationFailedException">A field is missing, too long, taken, or names something unknown.</exception>
    public async Task<BodyDetails> EnterAsync(Actor actor, EnterBody request, CancellationToken ct)
    {
        actor.Demand(Permission.ManageBodies);
        EnterValidator.Demand(request);
        actor.Demand(Permission.ManageBodies, Place.In(request.Province));
        await using var connection = await database.OpenAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        return await IdempotentWrite.RunAsync(connection, transaction, actor, "directory.enter_body", async () =>
        {
            await BodyRules.LockAsync(connection, transaction, ct);
            var code = await BodyRules.CodeAsync(connection, transaction, request, ct);
            await BodyRules.DemandNameFreeAsync(connection, transaction, 0, request.Province, request.Fields.Name, ct);
            var place = await BodyRules.PlaceAsync(connection, transaction, null, request.Province, request.Fields, ct);
            await ConstraintMapping.GuardAsync(() => connection.ExecuteAsync(new CommandDefinition(
                EnterSql, Parameters(request.Fields, place, new { request.Province, Code = code }), transaction, cancellationToken: ct)));
            var entered = await BodyFinder.FindAsync(connection, transaction, code, ct);
            await AuditAsync(connection, transaction, actor, "directory.body_entered", entered, null, null, ct);
            return entered;
        }, ct);
    }

    /// <summary>Changes a body. Of one that documents name only that can change which they do not say: what it stands under, and whether it is active.</summary>
    /// <param name="actor">Who changes; needs <see cref="Permission.ManageBodies"/> in the province of the body.</param>
    /// <param name="request">The body as it shall be.</param>
    /// <param name="ct">Cancels the call.</param>
    /// <exception cref="NotFoundException">There is no such body.</exception>
    /// <exception cref="ValidationFailedException">A field is missing, too long, taken, names something unknown, or would make a circle.</exception>
    /// <exception cref="RuleException"><c>directory.body_of_document</c>: documents say otherwise.</exception>
    /// <exception cref="StaleException">The body was changed since it was read.</exception>
    public async Task<BodyDetails> ChangeAsync(Actor actor, ChangeBody request, CancellationToken ct)
    {
        actor.Demand(Permission.ManageBodies);
        ChangeValidator.Demand(request);
        await using var connection = await database.OpenAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await BodyRules.LockAsync(connection, transaction, ct);
        var before = await BodyFinder.FindAsync(connection, transaction, request.Code, ct);
        actor.Demand(Permission.ManageBodies, Place.In(before.ProvinceCode));
        BodyRules.DemandChangeable(before, request);
        await BodyRules.DemandNameFreeAsync(connection, transaction, before.Id, before.ProvinceCode, request.Fields.Name, ct);
        var place = await BodyRules.PlaceAsync(connection, transaction, before, before.ProvinceCode, request.Fields, ct);
        await connection.ExecuteAsync(new CommandDefinition(
            ChangeSql, Parameters(request.Fields, place, new { before.Id, request.Active }), transaction, cancellationToken: ct));
        var after = await BodyFinder.FindAsync(connection, transaction, request.Code, ct);
        if (after.Version == before.Version)
            return before;
        await AuditAsync(connection, transaction, actor, "directory.body_changed", after, before, request.Reason, ct);
        await transaction.CommitAsync(ct);
        return after;
    }

    private static DynamicParameters Parameters(BodyFields fields, BodyPlace place, object more)
    {
        var parameters = new DynamicParameters(more);
        parameters.AddDynamicParams(new
        {
            fields.Kind,
            Name = fields.Name.Trim(),
            NameEn = SafeText.OrNull(fields.NameEn),
            ShortName = SafeText.OrNull(fields.ShortName),
            place.CommuneId,
            place.ParentId,
        });
        return parameters;
    }

    private static Task AuditAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, Actor actor, string kind, BodyDetails body, BodyDetails? before, string? reason,
        CancellationToken ct) =>
        AuditLog.WriteAsync(
            connection, transaction, actor, kind, "body", [new AuditChange(body.Code, body.ProvinceCode, before?.Shown(), body.Shown())],
            SafeText.OrNull(reason), ct);
}
