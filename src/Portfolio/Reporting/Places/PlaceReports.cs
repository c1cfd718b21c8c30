using Dapper;
using Portfolio.Accounts;
using Portfolio.Common;
using Portfolio.Reporting.Plans;

namespace Portfolio.Reporting.Places;

/// <summary>Bodies and communes with the work that falls to them.</summary>
public sealed class PlaceReports(PortfolioDatabase database)
{
    private const string BodyColumns = """
            select b.code, b.kind, b.name, b.name_en, b.short_name, v.code as province_code, v.name as province_name, v.name_en as province_name_en,
                (select count(distinct r.project_id) from projects.project_body r where r.body_id = b.id and r.role in ('owner', 'lead'))::int as leads,
                (select count(distinct r.project_id) from projects.project_body r where r.body_id = b.id and r.role = 'coordinating')::int as coordinates,
                b.active, b.source_file, b.source_section, b.source_item
            from directory.body b
            left join directory.province v on v.code = b.province_code
        """;

    private const string BodiesSql = $"""
        -- Reporting.Places.Bodies
        {BodyColumns}
            where (@Province::text is null or b.province_code = @Province or b.province_code is null)
                and (@Pattern::text is null or b.name_search like common.fold(@Pattern))
            order by b.province_code nulls last, b.kind <> 'committee', b.kind, b.name
        """;

    private const string BodySql = $"""
        -- Reporting.Places.Body
        {BodyColumns}
            where b.code = @Code
        """;

    private const string CommuneColumns = """
            select c.code, c.kind, c.name, v.code as province_code, v.name as province_name, v.name_en as province_name_en,
                (select count(*) from projects.project_commune r where r.commune_id = c.id)::int as projects,
                c.source_file, c.source_section, c.source_item
            from directory.commune c
            join directory.province v on v.code = c.province_code
        """;

    private const string CommunesSql = $"""
        -- Reporting.Places.Communes
        {CommuneColumns}
            where (@Province::text is null or c.province_code = @Province)
                and (@Pattern::text is null or c.name_search like common.fold(@Pattern))
            order by c.province_code, c.kind, c.name
        """;

    private const string CommuneSql = $"""
        -- Reporting.Places.Commune
        {CommuneColumns}
            where c.code = @Code
        """;

    private const string ProvincesSql = """
        -- Reporting.Places.Provinces
        select code, name, name_en from directory.province order by name
        """;

    // Only what some project names can be chosen; a choice already made stays on the list.
    private const string ChoicesSql = """
        -- Reporting.Places.Choices
        (select 'body' as list, b.code, b.name, b.kind
        from directory.body b
        where (@Province::text is null or b.province_code = @Province or b.province_code is null)
            and (b.code = @Body or exists (select 1 from projects.project_body r where r.body_id = b.id))
        order by b.name
        limit @Limit)
        union all
        (select 'commune', c.code, c.name, c.kind
        from directory.commune c
        where (@Province::text is null or c.province_code = @Province)
            and (c.code = @Commune or exists (select 1 from projects.project_commune r where r.commune_id = c.id))
        order by c.name
        limit @Limit)
        """;

    /// <summary>Most bodies, and most communes, offered as choices of a filter.</summary>
    public const int MostChoices = 400;

    /// <summary>The provinces.</summary>
    /// <param name="actor">Who asks; needs <see cref="Permission.ViewPortfolio"/>.</param>
    /// <param name="ct">Cancels the call.</param>
    public async Task<IReadOnlyList<ProvinceRow>> ProvincesAsync(Actor actor, CancellationToken ct)
    {
        actor.Demand(Permission.ViewPortfolio);
        await using var connection = await database.OpenAsync(ct);
        return [.. await connection.QueryAsync<ProvinceRow>(new CommandDefinition(ProvincesSql, cancellationToken: ct))];
    }

    /// <summary>Bodies and communes that projects name, as choices of a filter.</summary>
    /// <param name="actor">Who asks; needs <see cref="Permission.ViewPortfolio"/>.</param>
    /// <param name="province">Province code; null = all.</param>
    /// <param name="body">Body already chosen.</param>
    /// <param name="commune">Commune already chosen.</param>
    /// <param name="ct">Cancels the call.</param>
    public async Task<IReadOnlyList<PlaceChoice>> ChoicesAsync(Actor actor, string? province, string? body, string? commune, CancellationToken ct)
    {
        actor.Demand(Permission.ViewPortfolio);
        await using var connection = await database.OpenAsync(ct);
        return
        [
            .. await connection.QueryAsync<PlaceChoice>(new CommandDefinition(
                ChoicesSql, new { Province = province, Body = body, Commune = commune, Limit = MostChoices }, cancellationToken: ct)),
        ];
    }

    /// <summary>Bodies, the committees first.</summary>
    /// <param name="actor">Who asks; needs <see cref="Permission.ViewPortfolio"/>.</param>
    /// <param name="province">Province code, with which central bodies are given too; null = all.</param>
    /// <param name="text">Part of the name, with or without accents; null = all.</param>
    /// <param name="ct">Cancels the call.</param>
    public Task<IReadOnlyList<BodyRow>> BodiesAsync(Actor actor, string? province, string? text, CancellationToken ct) =>
        ListAsync<BodyRow>(actor, BodiesSql, province, text, ct);

    /// <summary>Communes and wards.</summary>
    /// <inheritdoc cref="BodiesAsync"/>
    public Task<IReadOnlyList<CommuneRow>> CommunesAsync(Actor actor, string? province, string? text, CancellationToken ct) =>
        ListAsync<CommuneRow>(actor, CommunesSql, province, text, ct);

    /// <summary>One body with its duties and the reports it gives and receives.</summary>
    /// <param name="actor">Who asks; needs <see cref="Permission.ViewPortfolio"/>.</param>
    /// <param name="code">Body.</param>
    /// <param name="ct">Cancels the call.</param>
    /// <exception cref="NotFoundException">There is no such body.</exception>
    public async Task<BodyReport> BodyAsync(Actor actor, string code, CancellationToken ct)
    {
        actor.Demand(Permission.ViewPortfolio);
        await using var connection = await database.OpenAsync(ct);
        var body = await connection.QuerySingleOrDefaultAsync<BodyRow?>(new CommandDefinition(BodySql, new { Code = code }, cancellationToken: ct))
            ?? throw new NotFoundException("body", code);
        return new BodyReport(
            body,
            await PlanReports.DutiesOfBodyAsync(connection, code, ct),
            await PlanReports.ObligationsOfBodyAsync(connection, code, ct));
    }

    /// <summary>One commune.</summary>
    /// <param name="actor">Who asks; needs <see cref="Permission.ViewPortfolio"/>.</param>
    /// <param name="code">Commune.</param>
    /// <param name="ct">Cancels the call.</param>
    /// <exception cref="NotFoundException">There is no such commune.</exception>
    public async Task<CommuneRow> CommuneAsync(Actor actor, string code, CancellationToken ct)
    {
        actor.Demand(Permission.ViewPortfolio);
        await using var connection = await database.OpenAsync(ct);
        return await connection.QuerySingleOrDefaultAsync<CommuneRow?>(new CommandDefinition(CommuneSql, new { Code = code }, cancellationToken: ct))
            ?? throw new NotFoundException("commune", code);
    }

    private async Task<IReadOnlyList<T>> ListAsync<T>(Actor actor, string sql, string? province, string? text, CancellationToken ct)
    {
        actor.Demand(Permission.ViewPortfolio);
        await using var connection = await database.OpenAsync(ct);
        var pattern = LikePattern.Containing(text);
        return [.. await connection.QueryAsync<T>(new CommandDefinition(sql, new { Province = province, Pattern = pattern }, cancellationToken: ct))];
    }
}
