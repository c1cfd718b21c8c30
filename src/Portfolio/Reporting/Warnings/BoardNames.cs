using Dapper;
using Npgsql;
using Portfolio.Common;
using Portfolio.Reporting.Projects;

namespace Portfolio.Reporting.Warnings;

/// <summary>Whether what a filter of warnings names is there at all: of a plan that is none, nothing could ever slip.</summary>
internal static class BoardNames
{
    private const string Sql = """
        -- Reporting.Warnings.Names
        select
            (@Plan::text is null or exists (
                select 1 from plans.plan p where p.code = @Plan and (@Province::text is null or p.province_code = @Province))) as plan,
            (@Programme::text is null or exists (
                select 1 from plans.programme g join plans.plan p on p.id = g.plan_id
                where g.code = @Programme and (@Plan::text is null or p.code = @Plan) and (@Province::text is null or p.province_code = @Province))) as programme,
            (@Body::text is null or exists (select 1 from directory.body b where b.code = @Body)) as body,
            (@Commune::text is null or exists (select 1 from directory.commune c where c.code = @Commune)) as commune
        """;

    /// <summary>Demands that plan, programme, body and commune of the filter are there, and the plan within reach.</summary>
    /// <param name="connection">Open connection.</param>
    /// <param name="parameters">Those of the filter, and the province within reach.</param>
    /// <param name="filter">What is asked.</param>
    /// <param name="ct">Cancels the call.</param>
    /// <exception cref="ValidationFailedException">One of them is not.</exception>
    public static async Task DemandAsync(NpgsqlConnection connection, DynamicParameters parameters, ProjectFilter filter, CancellationToken ct)
    {
        if (filter is { Plan: null, Programme: null, Body: null, Commune: null })
            return;
        var known = await connection.QuerySingleAsync<Known>(new CommandDefinition(Sql, parameters, cancellationToken: ct));
        (string Field, string? Asked, bool Known)[] names =
            [("plan", filter.Plan, known.Plan), ("programme", filter.Programme, known.Programme), ("body", filter.Body, known.Body), ("commune", filter.Commune, known.Commune)];
        // Of an unknown plan no programme is known either: the first fault says it all.
        if (names.FirstOrDefault(n => !n.Known) is { Field: { } field } unknown)
            throw new ValidationFailedException([new FieldFailure(field, $"warning.no_such_{field}", new Dictionary<string, object?> { ["value"] = unknown.Asked })]);
    }

    private sealed record Known(bool Plan, bool Programme, bool Body, bool Commune);
}
