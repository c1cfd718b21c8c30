using Portfolio.Common;

namespace Portfolio.Exchange.Tables;

/// <summary>What keeps a table from being read.</summary>
internal static class TableFault
{
    public const string Field = "table";

    public static ValidationFailedException Empty() => Of("table.empty");

    public static ValidationFailedException TooLarge() => Of("table.too_large", ("most", TableLimits.Bytes / TableLimits.Megabyte));

    public static ValidationFailedException TooManyRows() => Of("table.too_many_rows", ("most", TableLimits.Rows));

    public static ValidationFailedException TooManyColumns() => Of("table.too_many_columns", ("most", TableLimits.Columns));

    public static ValidationFailedException NotReadable() => Of("table.not_readable");

    public static ValidationFailedException NotUtf8() => Of("table.not_utf8");

    public static ValidationFailedException Protected() => Of("table.protected");

    /// <summary>A quote is left open, or text follows a closed one.</summary>
    public static ValidationFailedException Quotes(int row) => Of("table.quotes", ("row", row));

    public static ValidationFailedException HeadMissing(IEnumerable<TableColumn> columns) => Of("table.head_missing", ("columns", Names(columns)));

    public static ValidationFailedException ColumnMissing(IEnumerable<TableColumn> columns, int row) =>
        Of("table.column_missing", ("columns", Names(columns)), ("row", row));

    public static ValidationFailedException ColumnTwice(TableColumn column, int row) => Of("table.column_twice", ("column", column.Names[0]), ("row", row));

    private static string Names(IEnumerable<TableColumn> columns) => string.Join(", ", columns.Select(column => $"\u201C{column.Names[0]}\u201D"));

    private static ValidationFailedException Of(string code, params (string Name, object? Value)[] arguments) =>
        new([new FieldFailure(Field, code, arguments.ToDictionary(argument => argument.Name, argument => argument.Value))]);
}
