using System.Xml.Linq;
using Portfolio.Database;

namespace Portfolio.Web.Tests.Architecture;

/// <summary>The rooms of the repository.</summary>
internal sealed class RoomTests
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
        Assert.That(Packages("src/Portfolio/Portfolio.csproj").Select(p => p.Name), Has.None.StartsWith("Quartz"));
    }

    [Test]
    public void Every_version_stands_in_the_central_file() => Assert.That(
        Directory.EnumerateFiles(Root, "*.csproj", SearchOption.AllDirectories)
            .SelectMany(file => XDocument.Load(file).Descendants("PackageReference").Where(p => p.Attribute("Version") is not null)),
        Is.Empty);

    private static IEnumerable<(string Name, string? Private)> Packages(string project) =>
        XDocument.Load(Path.Combine(Root, project)).Descendants("PackageReference")
            .Select(p => (p.Attribute("Include")!.Value, p.Attribute("PrivateAssets")?.Value));
}
