using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Portfolio.Accounts;
using Portfolio.Files;
using Portfolio.LandClearance.Obstacles;
using Portfolio.LandClearance.Packages;
using Portfolio.Web.Tests.Support;

namespace Portfolio.Web.Tests.Access;

/// <summary>Land of <see cref="Routes.Project"/> under keys that addresses can name.</summary>
internal static class LandRecords
{
    /// <summary>A package.</summary>
    public const long Package = 920_001;

    /// <summary>An obstacle of the work as such, on which the department of construction must act.</summary>
    public const long Obstacle = 920_001;

    /// <summary>An answer to it, with a file.</summary>
    public const long Answer = 920_001;

    /// <summary>Commune of the package.</summary>
    public const string Commune = "cb-tra-linh";

    /// <summary>Makes them.</summary>
    public static async Task MakeAsync(TestHost host)
    {
        await using (var connection = new NpgsqlConnection(host.OwnerConnectionString))
        {
            await connection.OpenAsync();
            await using var number = new NpgsqlCommand(
                """
                alter table land_clearance.package alter column id restart with 920001;
                alter table land_clearance.obstacle alter column id restart with 920001;
                alter table land_clearance.answer alter column id restart with 920001;
                insert into projects.project_commune (project_id, commune_id)
                select p.id, c.id from projects.project p, directory.commune c where p.code = 'CB-GT-001' and c.code = 'cb-tra-linh' on conflict do nothing;
                """, connection);
            await number.ExecuteNonQueryAsync();
        }
        var services = host.Services;
        var builder = new Actor("Phòng Hạ tầng", Role.Construction);
        await services.GetRequiredService<PackageService>().CreateAsync(
            builder, new CreatePackage(Routes.Project, Commune, new PackageFacts("Km 0–Km 5", "agricultural", "Quý IV/2027"), new LandFigures(120_000, Households: 40)), default);
        var obstacles = services.GetRequiredService<ObstacleService>();
        var made = await obstacles.ReportAsync(
            builder, new ReportObstacle(Routes.Project, null, "Đường dây 110 kV", "Km 3", "cb-so-xay-dung", new DateOnly(2026, 1, 5), new DateOnly(2026, 2, 5)), default);
        var file = await services.GetRequiredService<FileIntake>().ReadAsync("cong-van.txt", new MemoryStream("Sẽ di dời"u8.ToArray()), default);
        await obstacles.AnswerAsync(builder, new AnswerObstacle(made.Id, "Đã có phương án di dời.", file), default);
    }
}
