namespace Portfolio.Exchange.Tables;

/// <summary>A column that is looked for in a table, by the names people give it.</summary>
/// <param name="Key">By which a row is asked for its cell.</param>
/// <param name="IsRequired">Whether the table cannot be read without it.</param>
/// <param name="Names">What its head may say, whatever the accents, case and signs; the first one is told to people.</param>
public sealed record TableColumn(string Key, bool IsRequired, params IReadOnlyList<string> Names);
