using System.Net;
using System.Text.RegularExpressions;
using Dapper;
using Npgsql;
using Portfolio.Web.Tests.Access;
using Portfolio.Web.Tests.Pages;
using Portfolio.Web.Tests.Support;

namespace Portfolio.Web.Tests.Warnings;

/// <summary>Somebody who follows the link of a mail in a browser in which he has not signed in.</summary>
internal static partial class LinkReader
{
    private const string FootprintSql = """
        select md5(string_agg(told, ',' order by told))
        from (
            select c.oid::regclass::text || (xpath('/row/c/text()', query_to_xml(format(
                'select count(*) || coalesce(md5(string_agg(t::text, '','' order by t::text)), '''') as c from %s t', c.oid::regclass), false, true, '')))[1]::text as told
            from pg_class c
            join pg_namespace n on n.oid = c.relnamespace
            where c.relkind = 'r' and n.nspname not in ('pg_catalog', 'information_schema')
        ) of_each
        """;

    /// <summary>The links to answer in a text, as path and query.</summary>
    public static IReadOnlyList<string> LinksIn(string text) => [.. Link().Matches(text).Select(match => match.Value).Distinct()];

    /// <summary>Sends a form of the page of a link, as it stands there, with some fields filled.</summary>
    public static async Task<HttpResponseMessage> AnswerAsync(this Guest guest, string link, string handler, params (string Name, string Value)[] typed)
    {
        using var page = await guest.GetAsync(link);
        var form = HtmlForm.In(await page.Content.ReadAsStringAsync(), link).First(f => f.Action.EndsWith("handler=" + handler, StringComparison.Ordinal));
        return await guest.Client.PostFormAsync(form.Action, [.. form.Fields.Where(f => typed.All(t => t.Name != f.Key)).Select(f => (f.Key, f.Value)), .. typed]);
    }

    /// <summary>Text of an answer as people read it.</summary>
    public static async Task<string> ReadAsync(this HttpResponseMessage answer) =>
        WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync()).Replace('\u00a0', ' ');

    /// <summary>A mark of every row of every table: the same as long as nothing is written.</summary>
    public static async Task<string> FootprintAsync(this TestHost host)
    {
        await using var connection = new NpgsqlConnection(host.OwnerConnectionString);
        return (await connection.ExecuteScalarAsync<string>(FootprintSql))!;
    }

    /// <summary>Writes as the owner of the database.</summary>
    public static async Task DoAsync(this TestHost host, string sql, object? values = null)
    {
        await using var connection = new NpgsqlConnection(host.OwnerConnectionString);
        await connection.ExecuteAsync(sql, values);
    }

    [GeneratedRegex("/answer\\?t=[A-Za-z0-9_-]+")]
    private static partial Regex Link();
}
