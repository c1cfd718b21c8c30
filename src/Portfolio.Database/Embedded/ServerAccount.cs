using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging;

namespace Portfolio.Database.Embedded;

/// <summary>
/// Decides as whom the server runs and where its files then have to be. PostgreSQL refuses to run as root, so root gives way
/// to the owner of the folder, or to nobody, and what that account cannot reach is put where it can.
/// </summary>
internal static class ServerAccount
{
    private const string Fallback = "/var/lib/portfolio-tracker";

    private const UnixFileMode Passable = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
        | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;

    /// <exception cref="EmbeddedPostgresException">No place can be found or made.</exception>
    public static async Task<ServerPlace> PlaceAsync(EmbeddedPostgresOptions options, ILogger logger, CancellationToken ct)
    {
        var home = Path.GetFullPath(options.DataFolder);
        var binaries = Path.GetFullPath(options.BinariesFolder);
        if (OperatingSystem.IsWindows() || !Environment.IsPrivilegedProcess)
        {
            CreateFolder(home);
            return new ServerPlace(home, binaries, RunAs: null);
        }

        var account = await AccountForAsync(home, ct);
        if (!await MakeHomeAsync(home, account, ct))
        {
            var elsewhere = Path.Combine(Fallback, Hash(home), "postgres");
            if (!await MakeHomeAsync(elsewhere, account, ct))
                throw new EmbeddedPostgresException(
                    $"PostgreSQL cannot run as root, and the user '{account}' can use neither {home} nor {elsewhere}: " +
                    "run the program as an ordinary user.");
            logger.LogWarning(
                "PostgreSQL does not run as root and the user '{Account}' cannot reach {Home}: the data is kept in {Elsewhere}",
                account, home, elsewhere);
            home = elsewhere;
        }
        return new ServerPlace(home, await ReachableBinariesAsync(binaries, account, logger, ct), account);
    }

    /// <summary>The owner of the cluster, or of the nearest folder that exists, unless that is root.</summary>
    private static async Task<string> AccountForAsync(string home, CancellationToken ct)
    {
        var cluster = Path.Combine(home, "data");
        var folder = Directory.Exists(cluster) ? cluster : NearestExisting(home);
        string[] format = OperatingSystem.IsMacOS() ? ["-f", "%Su"] : ["-c", "%U"];
        var owner = await PostgresTool.RunAsync("stat", [.. format, folder], "/", runAs: null, ct);
        var name = owner.Output.Trim();
        // An account without a name (a folder mounted from another machine) cannot be used.
        return owner.Succeeded && name is not ("" or "root" or "UNKNOWN") ? name : "nobody";
    }

    /// <returns>Whether the account can use the folder, which then exists and belongs to it.</returns>
    private static async Task<bool> MakeHomeAsync(string home, string account, CancellationToken ct)
    {
        var existing = NearestExisting(home);
        // Only the account itself knows whether every folder on the way lets it through, whatever the rules are.
        if (!await CanAsync(account, "-x", existing, ct))
            return false;

        for (var missing = Path.GetRelativePath(existing, home).Split('/'); missing is [var first, .. var rest]; missing = rest)
        {
            existing = Path.GetFullPath(Path.Combine(existing, first));
            CreateFolder(existing);
            await GiveAsync(existing, account, recursive: false, ct);
        }
        return await CanAsync(account, "-w", home, ct);
    }

    private static async Task<string> ReachableBinariesAsync(
        string binaries, string account, ILogger logger, CancellationToken ct)
    {
        var server = Path.Combine(binaries, "bin", "postgres");
        if (await CanAsync(account, "-x", server, ct) && await CanAsync(account, "-r", Path.Combine(binaries, "share"), ct))
            return binaries;

        // One copy serves all programs; another version of the package gets a copy of its own.
        var copy = Path.Combine(
            Fallback, "programs-" + Hash($"{account}|{binaries}|{File.GetLastWriteTimeUtc(server).Ticks}|{new FileInfo(server).Length}"));
        if (!Directory.Exists(copy))
        {
            var unfinished = $"{copy}.{Environment.ProcessId}";
            CreateFolder(Fallback);
            CopyFolder(new DirectoryInfo(binaries), unfinished);
            await GiveAsync(unfinished, account, recursive: true, ct);
            try
            {
                Directory.Move(unfinished, copy);
                logger.LogInformation("The user '{Account}' cannot reach {Binaries}: PostgreSQL was copied to {Copy}", account, binaries, copy);
            }
            catch (IOException) when (Directory.Exists(copy))
            {
                // Another program was faster.
                Directory.Delete(unfinished, recursive: true);
            }
        }
        if (!await CanAsync(account, "-x", Path.Combine(copy, "bin", "postgres"), ct))
            throw new EmbeddedPostgresException(
                $"PostgreSQL cannot run as root, and the user '{account}' can run neither {server} nor its copy in {copy}: " +
                "run the program as an ordinary user.");
        return copy;
    }

    private static async Task<bool> CanAsync(string account, string test, string path, CancellationToken ct) =>
        (await PostgresTool.RunAsync("/bin/sh", ["-c", "test \"$1\" \"$2\"", "sh", test, path], "/", account, ct)).Succeeded;

    private static async Task GiveAsync(string path, string account, bool recursive, CancellationToken ct)
    {
        string[] arguments = recursive ? ["-R", account, path] : [account, path];
        var given = await PostgresTool.RunAsync("chown", arguments, "/", runAs: null, ct);
        if (!given.Succeeded)
            throw new EmbeddedPostgresException(
                $"{path} cannot be given to the user '{account}' ({given.Reason}): run the program as an ordinary user.");
    }

    /// <summary>Gives a file that this program made to the account the server runs as.</summary>
    public static Task GiveAsync(ServerPlace place, string path, CancellationToken ct) =>
        place.RunAs is null ? Task.CompletedTask : GiveAsync(path, place.RunAs, recursive: false, ct);

    private static void CreateFolder(string path)
    {
        try
        {
            if (Directory.Exists(path))
                return;
            Directory.CreateDirectory(path);
            // Others may pass through, whatever the umask; the cluster and the password inside are private.
            if (!OperatingSystem.IsWindows())
                File.SetUnixFileMode(path, Passable);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new EmbeddedPostgresException(
                $"The folder {path} cannot be made ({e.Message}): choose another data folder, or set ConnectionStrings__Portfolio.", e);
        }
    }

    private static string NearestExisting(string path)
    {
        while (!Directory.Exists(path))
            path = Path.GetDirectoryName(path)!;
        return path;
    }

    private static void CopyFolder(DirectoryInfo from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var entry in from.EnumerateFileSystemInfos())
        {
            var target = Path.Combine(to, entry.Name);
            if (entry.LinkTarget is { } link)
                File.CreateSymbolicLink(target, link);
            else if (entry is DirectoryInfo folder)
                CopyFolder(folder, target);
            else
                File.Copy(entry.FullName, target);
        }
    }

    private static string Hash(string text) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..16];
}
