using System.Text.RegularExpressions;
using System.Xml.Linq;
using Portfolio.Database;
using Portfolio.Web.Scheduling;

namespace Portfolio.Web.Tests.Architecture;

/// <summary>The rooms of the repository.</summary>
internal sealed partial class RoomTests
{
    private static readonly string Root = RepositoryFolder.Root()!;

    [Test]
    public void The_top_level_is_exactly_what_it_should_be()
    {
        string[] rooms = ["src", "tests", "migrations", "seeds", "Portfolio.sln", "README.md", "Directory.Build.props", "Directory.Packages.props", "global.json"];
        var visible = Directory.EnumerateFileSystemEntries(Root).Select(Path.GetFileName).Where(name => !name!.StartsWith('.'));
        Assert.That(visible, Is.EquivalentTo(rooms));
    }

    [Test]
    public void Pages_and_endpoints_cannot_compile_SQL()
    {
        Assert.That(Packages("src/Portfolio.Web/Portfolio.Web.csproj").Select(p => p.Name), Has.None.AnyOf("Npgsql", "Dapper"));
        foreach (var project in (string[])["src/Portfolio/Portfolio.csproj", "src/Portfolio.Database/Portfolio.Database.csproj"])
        {
            Assert.That(
                Packages(project).Where(p => p.Name is "Npgsql" or "Dapper").Select(p => p.Private), Is.All.EqualTo("compile"), project);
        }
    }

    [Test]
    public void The_service_layer_knows_neither_the_web_nor_a_scheduler()
    {
        var project = XDocument.Load(Path.Combine(Root, "src/Portfolio/Portfolio.csproj"));
        Assert.That(project.Descendants("FrameworkReference"), Is.Empty);
        Assert.That(project.Descendants("ProjectReference"), Is.Empty);
        Assert.That(Packages("src/Portfolio/Portfolio.csproj").Select(p => p.Name), Has.None.StartsWith("Quartz").And.None.StartsWith("Hangfire"));
    }

    [Test]
    public void The_scheduler_is_chosen_by_the_build_and_known_to_its_own_files_alone()
    {
        var web = XDocument.Load(Path.Combine(Root, "src/Portfolio.Web/Portfolio.Web.csproj"));
        string[] Under(string scheduler) =>
        [
            .. web.Descendants("ItemGroup").Where(group => (group.Attribute("Condition")?.Value ?? "") == $"'$(Scheduler)' {scheduler} 'Hangfire'")
                .Descendants().Select(item => item.Attribute("Remove")?.Value ?? item.Attribute("Include")!.Value),
        ];
        Assert.That(Under("!="), Is.EquivalentTo(new[] { "Scheduling/Hangfire*.cs", "Quartz" }));
        Assert.That(Under("=="), Is.EquivalentTo(new[] { "Scheduling/Quartz*.cs", "Hangfire.AspNetCore", "Hangfire.PostgreSql" }));
        Assert.That(typeof(JobScheduling).Assembly.GetReferencedAssemblies().Select(a => a.Name), Has.Some.EqualTo("Quartz").And.None.StartsWith("Hangfire"));

        var naming = Directory.EnumerateFiles(Path.Combine(Root, "src"), "*.cs*", SearchOption.AllDirectories)
            .Where(file => Path.GetExtension(file) is ".cs" or ".cshtml" && !file.Contains("node_modules", StringComparison.Ordinal) && !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .Where(file => NamesScheduler().IsMatch(File.ReadAllText(file))).Select(file => Path.GetRelativePath(Root, file).Replace('\\', '/'));
        Assert.That(naming, Is.Not.Empty.And.All.Match("^src/Portfolio.Web/Scheduling/(Quartz|Hangfire)[A-Za-z]*[.]cs$"));
        var users = Directory.EnumerateFiles(Path.Combine(Root, "src"), "*.cs", SearchOption.AllDirectories)
            .Where(file => File.ReadAllText(file).Contains(".ForScheduler", StringComparison.Ordinal)).Select(Path.GetFileName);
        Assert.That(users, Is.SubsetOf(new[] { "QuartzScheduling.cs", "HangfireScheduling.cs" }));
    }

    [Test]
    public void Every_version_stands_in_the_central_file() => Assert.That(
        Directory.EnumerateFiles(Root, "*.csproj", SearchOption.AllDirectories)
            .SelectMany(file => XDocument.Load(file).Descendants("PackageReference").Where(p => p.Attribute("Version") is not null)),
        Is.Empty);

    [GeneratedRegex("Quartz|Hangfire")]
    private static partial Regex NamesScheduler();

    private static IEnumerable<(string Name, string? Private)> Packages(string project) =>
        XDocument.Load(Path.Combine(Root, project)).Descendants("PackageReference")
            .Select(p => (p.Attribute("Include")!.Value, p.Attribute("PrivateAssets")?.Value));
}
