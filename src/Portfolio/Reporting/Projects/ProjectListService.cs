using System.Runtime.CompilerServices;
using Dapper;
using Npgsql;
using Portfolio.Accounts;
using Portfolio.Common;

namespace Portfolio.Reporting.Projects;

/// <summary>Lists of projects: by page, by key, and whole for export.</summary>
public sealed class ProjectListService(PortfolioDatabase database)
{
    /// <summary>Most rows that pages reach; whoever needs more narrows the filter or takes the file.</summary>
    public const int DeepestRow = 10_000;

    /// <summary>Most rows on a page or in a stretch.</summary>
    public const int LargestPage = 200;

    // Only for whoever may see the warnings of the project.
    private const string Colour = """
        (select s.colour from slippage.project_state s
                where s.project_id = x.id and @Warned::boolean and (@WarnedIn::text is null or p.province_code = @WarnedIn)
                    and (@WarnedOf::bigint[] is null
                        or exists (select 1 from projects.project_body r where r.project_id = x.id and r.role in ('owner', 'lead') and r.body_id = any(@WarnedOf))))
        """;

    // What a row shows is looked up for the rows of the page only.
    private const string RowColumns = $"""
        select x.id, x.code, x.name, x.kind, x.sector, x.size_group, x.stage, x.stage_basis,
            p.code as plan_code, p.short_name as plan_name, g.code as programme_code, g.short_name as programme_name,
            x.period_from, x.period_to, n.state, n.other,
            (select case when bool_or(d.figure_basis = 'illustrative') then 'illustrative'
                    when bool_or(d.figure_basis = 'entered') then 'entered' else min(d.figure_basis) end
                from funding.need d where d.project_id = x.id) as figure_basis,
            {ProjectSql.Responsible} as responsible,
            m.name as next_milestone, m.planned_on as next_due, m.planned_text as next_due_text,
            {Colour} as colour
        from page x
        join plans.plan p on p.id = x.plan_id
        join plans.programme g on g.id = x.programme_id
        left join funding.project_need n on n.project_id = x.id
        left join lateral (
            select m.name, m.planned_on, m.planned_text
            from milestones.milestone m
            where m.project_id = x.id and m.met_on is null and m.dropped_on is null and m.planned_on is not null
            order by m.planned_on, m.id
            limit 1
        ) m on true
        """;

    // The smaller part of the program that is put together from pieces: only the filters that are asked for stand in the
    // statement, so that PostgreSQL plans each combination for itself.
    private static readonly (Func<ProjectFilter, object?> Asked, string Sql)[] Filters =
    [
        (f => f.Plan, "x.plan_id = (select id from plans.plan where code = @Plan)"),
        (f => f.Programme, "x.programme_id in (select id from plans.programme where code = @Programme)"),
        (f => f.Sector, "x.sector = @Sector"),
        (f => f.Kind, "x.kind = @Kind"),
        (f => f.Body, "exists (select 1 from projects.project_body r join directory.body b on b.id = r.body_id where r.project_id = x.id and b.code = @Body)"),
        (f => f.Commune, "exists (select 1 from projects.project_commune r join directory.commune c on c.id = r.commune_id where r.project_id = x.id and c.code = @Commune)"),
        (f => f.Stage is null or ProjectFilter.StageNotStated ? null : f.Stage, "x.stage = @Stage"),
        (f => f.Stage == ProjectFilter.StageNotStated ? f.Stage : null, "x.stage is null"),
    ];

    private static readonly ProjectFilterValidator Validator = new();

    /// <summary>One page of the projects that pass the filter.</summary>
    /// <param name="actor">Who asks; needs <see cref="Permission.ViewPortfolio"/>.</param>
    /// <param name="request">Filter, order and page; a page past the end gives the last one.</param>
    /// <param name="ct">Cancels the call.</param>
    /// <exception cref="ValidationFailedException">A filter names an unknown sector, kind or stage, or the text is too long.</exception>
    public async Task<Page<ProjectListRow>> PageAsync(Actor actor, ProjectPageRequest request, CancellationToken ct)
    {
        actor.Demand(Permission.ViewPortfolio);
        Validator.Demand(request.Filter);
        var size = Math.Clamp(request.Size, 1, LargestPage);

        await using var connection = await database.OpenAsync(ct);
        var where = Where(request.Filter);
        var parameters = Parameters(request.Filter);
        AddColour(parameters, actor);
        parameters.Add("CountLimit", DeepestRow + 1);
        var counted = await connection.ExecuteScalarAsync<int>(new CommandDefinition(CountSql(where), parameters, cancellationToken: ct));
        var total = Math.Min(counted, DeepestRow);
        var number = Math.Clamp(request.Number, 1, Math.Max(1, (total + size - 1) / size));
        parameters.Add("Limit", size);
        parameters.Add("Offset", (number - 1) * size);
        var rows = await connection.QueryAsync<ProjectListRow>(
            new CommandDefinition(PageSql(where, request.Sort, request.Descending, number * size), parameters, cancellationToken: ct));
        return new Page<ProjectListRow>([.. rows], total, number, size, More: counted > total);
    }

    /// <summary>The projects that pass the filter, by code, from after a given code on.</summary>
    /// <param name="actor">Who asks; needs <see cref="Permission.ViewPortfolio"/>.</param>
    /// <param name="filter">Which projects.</param>
    /// <param name="after">Code after which to begin; null = from the start.</param>
    /// <param name="limit">Rows at most, up to <see cref="LargestPage"/>.</param>
    /// <param name="ct">Cancels the call.</param>
    /// <exception cref="ValidationFailedException">A filter names an unknown sector, kind or stage, or the text is too long.</exception>
    public async Task<Stretch<ProjectListRow>> AfterAsync(Actor actor, ProjectFilter filter, string? after, int limit, CancellationToken ct)
    {
        actor.Demand(Permission.ViewPortfolio);
        Validator.Demand(filter);
        var size = Math.Clamp(limit, 1, LargestPage);
        await using var connection = await database.OpenAsync(ct);
        return await StretchAsync(connection, actor, filter, after, size, ct);
    }

    /// <summary>All projects that pass the filter, by code, read in stretches so that no list stands in memory whole.</summary>
    /// <inheritdoc cref="AfterAsync"/>
    public async IAsyncEnumerable<ProjectListRow> AllAsync(Actor actor, ProjectFilter filter, [EnumeratorCancellation] CancellationToken ct)
    {
        actor.Demand(Permission.ViewPortfolio);
        Validator.Demand(filter);
        await using var connection = await database.OpenAsync(ct);
        string? after = null;
        do
        {
            var stretch = await StretchAsync(connection, actor, filter, after, LargestPage, ct);
            foreach (var row in stretch.Items)
                yield return row;
            after = stretch.Next;
        }
        while (after is not null);
    }

    private static async Task<Stretch<ProjectListRow>> StretchAsync(
        NpgsqlConnection connection, Actor actor, ProjectFilter filter, string? after, int size, CancellationToken ct)
    {
        var parameters = Parameters(filter);
        AddColour(parameters, actor);
        parameters.Add("After", after ?? "");
        parameters.Add("Limit", size + 1);
        // One row more than asked for tells whether there is a next stretch.
        var rows = (await connection.QueryAsync<ProjectListRow>(
            new CommandDefinition(StretchSql(Where(filter)), parameters, cancellationToken: ct))).ToList();
        return rows.Count <= size
            ? new Stretch<ProjectListRow>(rows, null)
            : new Stretch<ProjectListRow>(rows.GetRange(0, size), rows[size - 1].Code);
    }

    // Nobody pages past the limit, so nothing past it is counted.
    internal static string CountSql(string where) => $"""
        -- Reporting.Projects.Count
        select count(*)::int from (select 1 from projects.project x {where} limit @CountLimit) c
        """;

    internal static string PageSql(string where, ProjectSort sort, bool descending, int reach) => $"""
        -- Reporting.Projects.Page
        with page as materialized (
            select x.*, row_number() over () as place
            from (
                {(sort == ProjectSort.Need ? ByNeedSql(where, descending, reach) : $"select x.* from projects.project x {where}")}
                order by {Order(sort, descending)}
                limit @Limit offset @Offset
            ) x
        )
        {RowColumns}
        order by x.place
        """;

    // Two branches, so that projects with a need can come in the order of the index of totals and those without in that of
    // codes; each needs no more rows than the page reaches.
    private static string ByNeedSql(string where, bool descending, int reach) => $"""
        select x.* from (
            (select x.*, n.total from projects.project x join funding.project_need n on n.project_id = x.id {where}
            order by n.total {(descending ? "desc" : "asc")}, x.code limit {reach})
            union all
            (select x.*, null from projects.project x {And(where, "not exists (select 1 from funding.project_need n where n.project_id = x.id)")}
            order by x.code limit {reach})
        ) x
        """;

    internal static string And(string where, string condition) => (where.Length == 0 ? "where " : where + " and ") + condition;

    internal static string StretchSql(string where) => $"""
        -- Reporting.Projects.After
        with page as materialized (
            select x.* from projects.project x
            {And(where, "x.code > @After")}
            order by x.code
            limit @Limit
        )
        {RowColumns}
        order by x.code
        """;

    internal static string Where(ProjectFilter filter)
    {
        // One condition a word, so that each can use the trigram index; folded once, not once a row.
        var asked = Filters.Where(f => f.Asked(filter) is not null).Select(f => f.Sql)
            .Concat(filter.Patterns().Select((_, i) => $"x.search_text like (select common.fold(@Word{i}))")).ToList();
        return asked.Count == 0 ? "" : "where " + string.Join("\n    and ", asked);
    }

    // Each order is that of an index, or its reverse.
    private static string Order(ProjectSort sort, bool descending)
    {
        var direction = descending ? "desc" : "asc";
        return sort switch
        {
            ProjectSort.Name => $"x.name {direction}, x.id {direction}",
            ProjectSort.Need => $"x.total {direction} nulls last, x.code",
            _ => $"x.code {direction}",
        };
    }

    private static void AddColour(DynamicParameters parameters, Actor actor)
    {
        parameters.Add("Warned", actor.May(Permission.ViewWarnings));
        parameters.Add("WarnedIn", actor.Reach.Province);
        parameters.Add("WarnedOf", actor.Reach.Bodies?.ToArray());
    }

    internal static DynamicParameters Parameters(ProjectFilter filter)
    {
        var parameters = new DynamicParameters(new
        {
            filter.Plan,
            filter.Programme,
            filter.Sector,
            filter.Kind,
            filter.Body,
            filter.Commune,
            filter.Stage,
        });
        foreach (var (word, i) in filter.Patterns().Select((word, i) => (word, i)))
            parameters.Add($"Word{i}", word);
        return parameters;
    }
}
