using Dapper;

namespace Portfolio.Common;

/// <summary>
/// The keys by which the program protects cookies, form tokens and links. Nobody acts here: the framework keeps its keys, and asks
/// for them without waiting.
/// </summary>
public sealed class ProtectionKeys
{
    private const string AllSql = """
        -- Common.ProtectionKeys
        select xml from common.data_protection_key order by id
        """;

    private const string AddSql = """
        -- Common.AddProtectionKey
        insert into common.data_protection_key (friendly_name, xml) values (@name, @xml)
        """;

    private readonly PortfolioDatabase database;

    internal ProtectionKeys(PortfolioDatabase database) => this.database = database;

    /// <summary>Every key and every revocation, as XML, the oldest first.</summary>
    public IReadOnlyList<string> All()
    {
        using var connection = database.Open();
        return [.. connection.Query<string>(AllSql)];
    }

    /// <summary>Keeps a key or a revocation.</summary>
    /// <param name="name">What the framework calls it.</param>
    /// <param name="xml">The element.</param>
    public void Add(string name, string xml)
    {
        using var connection = database.Open();
        connection.Execute(AddSql, new { name, xml });
    }
}
