using Dapper;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Portfolio.Accounts;
using Portfolio.Common;
using Portfolio.Web.Hosting;

namespace Portfolio.Benchmarks.Pages;

/// <summary>
/// The yardstick: a page in the program's own pipeline and layout, for somebody who has signed in, that runs one statement, which
/// fetches one row by its key.
/// </summary>
internal sealed class OneRowModel(PortfolioDatabase database, ActorSource actors) : PageModel
{
    private const string RowSql = """
        -- Benchmarks.OneRow
        select name from projects.project where code = @Code
        """;

    public string Name { get; private set; } = "";

    public async Task OnGetAsync(string code, CancellationToken ct)
    {
        actors.Current.Demand(Permission.ViewPortfolio);
        await using var connection = await database.OpenAsync(ct);
        Name = await connection.QuerySingleAsync<string>(new CommandDefinition(RowSql, new { Code = code }, cancellationToken: ct));
    }
}
