using System.Globalization;
using Dapper;
using Portfolio.Accounts;
using Portfolio.Audit;
using Portfolio.Common;

namespace Portfolio.Reporting.Trail;

/// <summary>The names behind the codes that events of the audit trail speak of.</summary>
public sealed class TrailNames(PortfolioDatabase database)
{
    // No code of ours is longer; a longer value is a text.
    private const int LongestCode = 100;

    private const string NamesSql = """
        -- Reporting.Trail.Names
        select 'source' as list, null as owner, s.code, s.name, s.name_en from funding.source s where s.code = any(@Codes)
        union all
        select 'body', null, b.code, b.name, b.name_en from directory.body b where b.code = any(@Codes)
        union all
        select 'province', null, v.code, v.name, v.name_en from directory.province v where v.code = any(@Codes)
        union all
        select 'milestone', x.code, m.code, m.name, null
        from projects.project x
        join milestones.milestone m on m.project_id = x.id
        where x.code = any(@Codes) and m.code = any(@Codes)
        union all
        select 'project', null, x.code, x.name, null from projects.project x where x.code = any(@Codes)
        union all
        select 'plan', null, p.code, p.short_name, null from plans.plan p where p.code = any(@Codes)
        union all
        select 'programme', null, p.code || '/' || g.code, g.name, null
        from plans.plan p
        join plans.programme g on g.plan_id = p.id
        where p.code = any(@Codes) and g.code = any(@Codes)
        union all
        select 'obligation', p.code, o.code, o.name, null
        from plans.plan p
        join plans.reporting_obligation o on o.plan_id = p.id
        where p.code = any(@Codes) and o.code = any(@Codes)
        union all
        select 'decision', null, d.id::text, d.name || coalesce(' (' || d.number || ')', ''), null from funding.decision d where d.id = any(@Decisions)
        """;

    /// <summary>The names that these events need.</summary>
    /// <param name="actor">Who asks; needs <see cref="Permission.ViewHistory"/>. Names are public, whatever province they are of.</param>
    /// <param name="entries">The events.</param>
    /// <param name="ct">Cancels the call.</param>
    public async Task<NameBook> OfAsync(Actor actor, IReadOnlyList<AuditEntry> entries, CancellationToken ct)
    {
        actor.Demand(Permission.ViewHistory);
        var codes = entries.SelectMany(Codes).Where(code => code.Length is > 0 and <= LongestCode).Distinct(StringComparer.Ordinal).ToArray();
        await using var connection = await database.OpenAsync(ct);
        var names = await connection.QueryAsync<NameRow>(new CommandDefinition(
            NamesSql, new { Codes = codes, Decisions = Decisions(entries) }, cancellationToken: ct));
        return new NameBook(names.ToDictionary(n => (n.List, n.Owner, n.Code), n => new RecordName(n.Name, n.NameEn)));
    }

    private static IEnumerable<string> Codes(AuditEntry entry) =>
    [
        entry.SubjectCode, .. entry.SubjectCode.Split('/'), entry.Province ?? "",
        .. entry.Changes.SelectMany(change => (string[])[change.Field, .. change.Field.Split('/'), change.Before ?? "", change.After ?? ""]),
    ];

    // Decisions are known by their key; the same digits elsewhere are figures.
    private static long[] Decisions(IReadOnlyList<AuditEntry> entries) =>
    [
        .. entries.Where(entry => entry.SubjectType == "decision")
            .Select(entry => long.TryParse(entry.SubjectCode, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : 0).Distinct(),
    ];

    private sealed record NameRow(string List, string? Owner, string Code, string Name, string? NameEn);
}

/// <summary>Names by list and code; what hangs on a record (a milestone) also by the code of that record.</summary>
public sealed class NameBook(IReadOnlyDictionary<(string List, string? Owner, string Code), RecordName> names)
{
    /// <summary>A book without names: every code is shown as it is.</summary>
    public static NameBook Empty { get; } = new(new Dictionary<(string, string?, string), RecordName>());

    /// <summary>The name; null where there is none, or no longer.</summary>
    /// <param name="list">source, body, province, project, plan, programme, decision; of a project: milestone; of a plan: obligation.</param>
    /// <param name="code">Code.</param>
    /// <param name="owner">Code of the record it hangs on.</param>
    public RecordName? Find(string list, string code, string? owner = null) => names.GetValueOrDefault((list, owner, code));
}

/// <summary>Name of a record.</summary>
/// <param name="Name">In Vietnamese.</param>
/// <param name="NameEn">In English; null where there is none.</param>
public sealed record RecordName(string Name, string? NameEn);
