using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Portfolio.Common;
using Portfolio.Funding.Decisions;
using Portfolio.Funding.Drafts;
using Portfolio.Web.Tests.Support;

namespace Portfolio.Web.Tests.FrontEnd;

/// <summary>The grid judges what is typed as the server does: edits at random are put to both.</summary>
[Parallelizable(ParallelScope.Self)]
internal sealed class GridRulesTests
{
    private const int Rounds = 150;

    // Names what is broken as the server's refusals do.
    private const string Judge = """
        const book = new code.Book(input.Paper, () => {});
        book.type(input.Edits.map(([project, source, year, dong]) => [book.find(project, source, year), { dong: BigInt(dong) }]));
        return code.judge(book).map(({ text, cells, row, figures }) => {
          const cell = cells[0];
          const about = row ?? cell?.row;
          const source = text === 'investment_exceeded' ? '' : about ? about.source.code : book.sources.find(s => s.name === figures.source)?.code ?? '';
          const project = ['ceiling_exceeded', 'contingency_kept'].includes(text) ? '' : about.project.code;
          const year = ['allocation_takes', 'below_zero', 'below_paid', 'year_closed'].includes(text) ? cell.year : figures.year ?? '';
          return [text, project, ['ceiling_exceeded', 'contingency_kept'].includes(text) ? book.sources.find(s => s.name === figures.source).code : source, year].join(' ');
        }).sort();
        """;

    private static readonly string[] Sources = [GridPlan.Central, GridPlan.Provincial];

    private TestHost host = null!;
    private GridPlan plan = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        host = await TestHost.StartAsync(demo: false);
        plan = await GridPlan.MakeAsync(host, projects: 4);
        await plan.GiveAllAsync();
        await plan.SetCeilingsAsync(GridPlan.Provincial, 700);
        await plan.SetCeilingsAsync(GridPlan.Central, 1_500);
        await plan.KeepAsync(GridPlan.Provincial, 900);
        await plan.CostsAsync(1, 1_300);
        await plan.CostsAsync(2, 1_900);
        await plan.PayAsync(1, GridPlan.Provincial, 60);
        await plan.PayAsync(2, GridPlan.Provincial, 100);
        await plan.PayAsync(3, GridPlan.Central, 100);
        await plan.PayAsync(4, GridPlan.Central, 100);
    }

    [OneTimeTearDown]
    public async Task StopAsync() => await host.DisposeAsync();

    [Test]
    public async Task What_the_server_refuses_the_grid_shows_and_nothing_else()
    {
        var random = new Random(20260615);
        var rounds = new List<(object Input, string[] Server)>();
        for (var round = 0; round < Rounds; round++)
            rounds.Add(await RoundAsync(random));

        var grid = await Script.RunAsync<string[]>(["book", "rules"], Judge, rounds.Select(r => r.Input));
        using (Assert.EnterMultipleScope())
        {
            for (var i = 0; i < Rounds; i++)
                Assert.That(grid[i], Is.EqualTo(rounds[i].Server), $"round {i}: {System.Text.Json.JsonSerializer.Serialize(rounds[i].Input)[^600..]}");
        }
        // Proves that the rounds reach every rule.
        string[] rules = ["need_exceeded", "investment_exceeded", "ceiling_exceeded", "contingency_kept", "allocation_takes", "below_zero", "below_paid"];
        Assert.That(rules.Where(rule => !rounds.Exists(r => r.Server.Any(said => said.StartsWith(rule, StringComparison.Ordinal)))), Is.Empty);
        Assert.That(rounds.Count(r => r.Server.Length == 0), Is.GreaterThan(Rounds / 10));
    }

    /// <summary>A fresh paper, edits of it, and what the server says to them.</summary>
    private async Task<(object Input, string[] Server)> RoundAsync(Random random)
    {
        var paper = await plan.PaperAsync(random.Next(3) == 0 ? DecisionKind.Allocation : DecisionKind.Adjustment);
        using var response = await host.Client.GetAsync(new Uri($"/capital/decisions/{paper}/grid/data", UriKind.Relative));
        using var data = System.Text.Json.JsonDocument.Parse(await response.Content.ReadAsStreamAsync());
        var wide = random.Next(3) == 0;
        var edits = Enumerable.Range(0, random.Next(1, wide ? 20 : 5))
            .Select(_ => (Project: random.Next(1, 5), Source: Sources[random.Next(2)], Year: random.Next(2026, 2031)))
            .Distinct()
            .Select(cell => (cell.Project, cell.Source, cell.Year, After: (long)random.Next(wide ? 80 : -20, wide ? 260 : 700) * Vnd.Million + random.Next(-1, 2)))
            .ToList();
        var input = new
        {
            Paper = data.RootElement.Clone(),
            Edits = edits.Select(e => new object[] { plan.Project(e.Project), e.Source, e.Year, e.After.ToString(CultureInfo.InvariantCulture) }),
        };
        return (input, await ServerAsync(paper, [.. edits.Select(e => new LineEdit(plan.Project(e.Project), e.Source, e.Year, new Vnd(e.After - 100 * Vnd.Million)))]));
    }

    private async Task<string[]> ServerAsync(long paper, IReadOnlyList<LineEdit> lines)
    {
        try
        {
            await host.Services.GetRequiredService<DraftService>().EditAsync(GridPlan.Officer, new EditLines(paper, null, lines), default);
            return [];
        }
        catch (PortfolioException refusal) when (refusal is RuleException or RulesException)
        {
            return
            [
                .. (refusal is RulesException several ? several.Refusals.Cast<PortfolioException>() : [refusal]).Select(r =>
                    $"{r.Code["capital.".Length..]} {r.Arguments.GetValueOrDefault("project")} {r.Arguments.GetValueOrDefault("source")} {r.Arguments.GetValueOrDefault("year")}")
                    .Order(StringComparer.Ordinal),
            ];
        }
    }
}
