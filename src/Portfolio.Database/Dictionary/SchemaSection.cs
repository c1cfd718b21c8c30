namespace Portfolio.Database.Dictionary;

/// <summary>The part of the dictionary about one schema, line by line.</summary>
internal static class SchemaSection
{
    public static IEnumerable<string> Lines(SchemaRow schema, Catalog catalog) =>
    [
        "", $"## {schema.Name}", "", $"{schema.Comment}.",
        .. Picture([.. catalog.References.Where(r => r.Schema == schema.Name)]),
        .. catalog.Tables.Where(t => t.Schema == schema.Name).SelectMany(t => Table(t, catalog)),
        .. Functions([.. catalog.Functions.Where(f => f.Schema == schema.Name)]),
    ];

    /// <summary>A picture of what the tables of the schema refer to, for viewers that draw Mermaid.</summary>
    private static IEnumerable<string> Picture(List<ReferenceRow> references) => references.Count == 0 ? [] :
    [
        "", "```mermaid", "erDiagram",
        .. references.Select(r => $"    {r.TargetSchema}_{r.TargetTable} ||--o{{ {r.Schema}_{r.Table} : \"{r.Columns}\""),
        "```",
    ];

    private static IEnumerable<string> Table(TableRow table, Catalog catalog) =>
    [
        "", $"### {table.FullName}", "", $"{table.Comment}.", "",
        "| Column | Type | Null | Default | Meaning |",
        "|---|---|---|---|---|",
        .. catalog.Columns.Where(c => c.Schema == table.Schema && c.Table == table.Name)
            .Select(c => $"| `{c.Name}` | {c.Type} | {(c.Nullable ? "yes" : "")} | {Default(c)} | {Cell(c.Comment)} |"),
        .. Parts("Constraints", table, catalog.Constraints),
        .. Parts("Indexes", table, catalog.Indexes),
        .. Parts("Triggers", table, catalog.Triggers),
    ];

    private static IEnumerable<string> Parts(string heading, TableRow table, IReadOnlyList<PartRow> all)
    {
        var parts = all.Where(p => p.Schema == table.Schema && p.Table == table.Name).ToList();
        return parts.Count == 0 ? [] :
        [
            "", $"{heading}:", "",
            .. parts.Select(p => $"- `{p.Name}`: `{OneLine(p.Definition)}`{(p.Comment is null ? "" : $" — {p.Comment}")}"),
        ];
    }

    private static IEnumerable<string> Functions(List<FunctionRow> functions) => functions.Count == 0 ? [] :
    [
        "", "Functions:", "",
        .. functions.Select(f => $"- `{f.Schema}.{f.Signature}` returns `{f.Result}`: {f.Comment}."),
    ];

    private static string Default(ColumnRow column) => column switch
    {
        { Identity: true } => "identity",
        { Generated: true } => $"generated: `{Cell(column.Expression)}`",
        { Expression: not null } => $"`{Cell(column.Expression)}`",
        _ => "",
    };

    private static string Cell(string? value) => OneLine(value).Replace("|", "\\|", StringComparison.Ordinal);

    private static string OneLine(string? value) =>
        string.Join(' ', (value ?? "").Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
}
