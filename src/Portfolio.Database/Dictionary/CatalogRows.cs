namespace Portfolio.Database.Dictionary;

/// <summary>A schema.</summary>
internal sealed record SchemaRow(string Name, string? Comment);

/// <summary>A table or view.</summary>
internal sealed record TableRow(string Schema, string Name, string? Comment)
{
    public string FullName => $"{Schema}.{Name}";
}

/// <summary>A column; <paramref name="Expression"/> is its default, or what it is generated from.</summary>
internal sealed record ColumnRow(
    string Schema, string Table, string Name, string Type, bool Nullable, bool Identity, bool Generated,
    string? Expression, string? Comment);

/// <summary>A constraint, an index or a trigger of a table.</summary>
internal sealed record PartRow(string Schema, string Table, string Name, string Definition, string? Comment);

/// <summary>A foreign key from one table to another.</summary>
internal sealed record ReferenceRow(string Schema, string Table, string TargetSchema, string TargetTable, string Columns);

/// <summary>A function.</summary>
internal sealed record FunctionRow(string Schema, string Signature, string Result, string? Comment);
