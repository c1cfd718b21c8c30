using System.Globalization;
using Dapper;
using Npgsql;

namespace Portfolio.Directories;

/// <summary>Parameters of the law as other areas use them: by family, as valid on a day.</summary>
internal static class LawLookup
{
    private const string FamilySql = """
        -- Directory.LawFamily
        select distinct on (parameter) parameter, value
        from directory.law_parameter
        where parameter like @Family || '%'
            and (valid_from is null or valid_from <= @On) and (valid_to is null or valid_to >= @On)
        order by parameter, valid_from desc nulls last
        """;

    private const string NamedSql = """
        -- Directory.LawNamed
        select distinct on (parameter) parameter, value
        from directory.law_parameter
        where parameter = any(@Names)
            and (valid_from is null or valid_from <= @On) and (valid_to is null or valid_to >= @On)
        order by parameter, valid_from desc nulls last
        """;

    private const string OnDaysSql = """
        -- Directory.LawOnDays
        select distinct on (d.day, p.parameter) d.day, p.parameter, p.value
        from unnest(@Days::date[]) d (day)
        join directory.law_parameter p on p.parameter = any(@Names)
            and (p.valid_from is null or p.valid_from <= d.day) and (p.valid_to is null or p.valid_to >= d.day)
        order by d.day, p.parameter, p.valid_from desc nulls last
        """;

    /// <summary>Parameters whose names begin with the family, with their values on the day.</summary>
    public static async Task<IReadOnlyDictionary<string, string>> FamilyAsync(
        NpgsqlConnection connection, NpgsqlTransaction? transaction, string family, DateOnly on, CancellationToken ct) =>
        (await connection.QueryAsync<LawValue>(new CommandDefinition(FamilySql, new { Family = family, On = on }, transaction, cancellationToken: ct)))
        .ToDictionary(p => p.Parameter, p => p.Value, StringComparer.Ordinal);

    /// <summary>The parameters of these names that have a value on the day, with it.</summary>
    public static async Task<IReadOnlyDictionary<string, string>> NamedAsync(
        NpgsqlConnection connection, NpgsqlTransaction? transaction, string[] names, DateOnly on, CancellationToken ct) =>
        (await connection.QueryAsync<LawValue>(new CommandDefinition(NamedSql, new { Names = names, On = on }, transaction, cancellationToken: ct)))
        .ToDictionary(p => p.Parameter, p => p.Value, StringComparer.Ordinal);

    /// <summary>The parameters of these names with their values on each of the days on which they have one.</summary>
    public static async Task<IReadOnlyDictionary<(DateOnly On, string Parameter), string>> OnDaysAsync(
        NpgsqlConnection connection, NpgsqlTransaction? transaction, string[] names, DateOnly[] days, CancellationToken ct) =>
        (await connection.QueryAsync<DatedValue>(new CommandDefinition(OnDaysSql, new { Names = names, Days = days }, transaction, cancellationToken: ct)))
        .ToDictionary(p => (p.Day, p.Parameter), p => p.Value);

    /// <summary>A month and day written "MM-dd", in the given year.</summary>
    public static DateOnly MonthDay(string value, int year) =>
        DateOnly.ParseExact($"{year.ToString("0000", CultureInfo.InvariantCulture)}-{value}", "yyyy-MM-dd", CultureInfo.InvariantCulture);

    private sealed record LawValue(string Parameter, string Value);

    private sealed record DatedValue(DateOnly Day, string Parameter, string Value);
}
