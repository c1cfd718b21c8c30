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

    private const string OfYearsSql = """
        -- Directory.LawOfYears
        select y.year, l.value
        from unnest(@Years::int[]) as y (year)
        cross join lateral (
            select p.value
            from directory.law_parameter p
            where p.parameter = @Name
                and (p.valid_from is null or p.valid_from <= make_date(y.year, 12, 31)) and (p.valid_to is null or p.valid_to >= make_date(y.year, 12, 31))
            order by p.valid_from desc nulls last
            limit 1
        ) l
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

    /// <summary>One parameter as it is valid at the end of each of these years; a year in which it has no value is missing.</summary>
    public static async Task<IReadOnlyDictionary<int, string>> OfYearsAsync(
        NpgsqlConnection connection, NpgsqlTransaction? transaction, string name, int[] years, CancellationToken ct) =>
        (await connection.QueryAsync<YearValue>(new CommandDefinition(OfYearsSql, new { Name = name, Years = years }, transaction, cancellationToken: ct)))
        .ToDictionary(p => p.Year, p => p.Value);

    /// <summary>A month and day written "MM-dd", in the given year.</summary>
    public static DateOnly MonthDay(string value, int year) =>
        DateOnly.ParseExact($"{year.ToString("0000", CultureInfo.InvariantCulture)}-{value}", "yyyy-MM-dd", CultureInfo.InvariantCulture);

    private sealed record LawValue(string Parameter, string Value);

    private sealed record YearValue(int Year, string Value);
}
