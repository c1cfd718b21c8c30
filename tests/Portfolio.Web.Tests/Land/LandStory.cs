using Microsoft.Extensions.DependencyInjection;
using Portfolio.Accounts;
using Portfolio.Accounts.Settings;
using Portfolio.LandClearance.Obstacles;
using Portfolio.LandClearance.Packages;
using Portfolio.LandClearance.Steps;
using Portfolio.Web.Tests.Capital;
using Portfolio.Web.Tests.Support;

namespace Portfolio.Web.Tests.Land;

/// <summary>The land of a road on 20/11/2026: one package handed over, one late with a step past its limit, one not begun; obstacles open and closed.</summary>
internal static class LandStory
{
    public const string Project = "CB-GT-002";

    public static readonly Actor Builder = new("Phòng Hạ tầng", Role.Construction);

    public static async Task<TestHost> StartAsync(Role role = Role.Construction)
    {
        var host = await TestHost.StartAsync(role, demo: false, configure: CapitalHost.Turn);
        await host.Services.GetRequiredService<AccessSettings>().SetAsync(Actor.System, publicView: true, secondFactor: false, null, default);
        await FillAsync(host);
        return host;
    }

    /// <summary>Communes of the project.</summary>
    public static Task<string> CommuneAsync(TestHost host, int number) => host.AskAsync<string>($"""
        select c.code from directory.commune c
        where c.province_code = 'cb' and (c.id in (select commune_id from projects.project_commune r join projects.project p on p.id = r.project_id where p.code = '{Project}')
            or not exists (select 1 from projects.project_commune r join projects.project p on p.id = r.project_id where p.code = '{Project}'))
        order by c.code limit 1 offset {number} % (select greatest(1, count(*)) from projects.project_commune r join projects.project p on p.id = r.project_id where p.code = '{Project}')
        """);

    /// <summary>Key of a package.</summary>
    public static Task<long> PackageAsync(TestHost host, string code) => host.AskAsync<long>(
        $"select k.id from land_clearance.package k join projects.project p on p.id = k.project_id where p.code = '{Project}' and k.code = '{code}'");

    private static async Task FillAsync(TestHost host)
    {
        var (packages, updates, steps, obstacles) = (
            host.Services.GetRequiredService<PackageService>(), host.Services.GetRequiredService<PackageUpdates>(),
            host.Services.GetRequiredService<StepService>(), host.Services.GetRequiredService<ObstacleService>());
        var commune = await CommuneAsync(host, 0);
        var first = await packages.CreateAsync(Builder, new CreatePackage(Project, commune, new PackageFacts("Km 0–Km 12+500", "agricultural", "tháng 9/2026"), LandFigures.None), default);
        await updates.EnterAsync(Builder, new UpdatePackage(first.Id, null, Of(new LandFigures(185_400, 185_400, 64, 64, 64, 64, 60, 64, 21_350_000_000, 19_800_000_000, 5, 5)),
            null, new DayChange(new DateOnly(2026, 9, 10))), default);
        var second = await packages.CreateAsync(
            Builder, new CreatePackage(Project, commune, new PackageFacts("Km 12+500–Km 30", "agricultural", "Quý III/2026"),
                new LandFigures(402_000, 130_500, 118, 118, 110, 71, 40, 33, 48_000_000_000, 17_250_500_000, 14, 3)), default);
        foreach (var (step, day) in new[] { ("notice", new DateOnly(2025, 10, 1)), ("inventory", new DateOnly(2026, 2, 16)), ("plan", new DateOnly(2026, 5, 4)), ("publication", new DateOnly(2026, 6, 8)) })
            await steps.MarkAsync(Builder, new MarkStep(second.Id, null, step, day, null), default);
        await packages.CreateAsync(Builder, new CreatePackage(Project, commune, new PackageFacts("Nút giao", "other", null), new LandFigures(24_000, Households: 12)), default);
        var open = await obstacles.ReportAsync(
            Builder, new ReportObstacle(Project, second.Id, "Đường dây 35 kV chưa di dời", "Km 17+200", "cb-so-xay-dung", new DateOnly(2026, 8, 3), new DateOnly(2026, 10, 30)), default);
        await obstacles.AnswerAsync(Builder, new AnswerObstacle(open.Id, "Đã khảo sát, chờ phương án di dời."), default);
        var solved = await obstacles.ReportAsync(
            Builder, new ReportObstacle(Project, null, "Chưa thống nhất giá đất tái định cư", null, "cb-so-noi-vu", new DateOnly(2026, 3, 2), null), default);
        await obstacles.CloseAsync(Builder, new CloseObstacle(solved.Id, null, "UBND tỉnh đã phê duyệt giá đất"), default);
    }

    private static Dictionary<LandFigure, long> Of(LandFigures figures) => LandFigureNames.All.ToDictionary(f => f, f => figures[f]);
}
