using Microsoft.Extensions.Logging;

namespace Portfolio.Database.Embedded;

/// <summary>The files of the private cluster: made once, checked at every start.</summary>
internal static class Cluster
{
    /// <summary>Makes the cluster where there is none.</summary>
    /// <returns>The password of its owner.</returns>
    /// <exception cref="EmbeddedPostgresException">It cannot be made, or is not one of ours, or of another version.</exception>
    public static async Task<string> EnsureAsync(ServerPlace place, ILogger logger, CancellationToken ct)
    {
        var version = await ProgramVersionAsync(place, ct);
        if (!Directory.Exists(place.Cluster))
        {
            logger.LogInformation("Making the private PostgreSQL {Version} cluster in {Cluster}", version, place.Cluster);
            await MakeAsync(place, ct);
        }

        var versionFile = Path.Combine(place.Cluster, "PG_VERSION");
        var dataVersion = File.Exists(versionFile) ? (await File.ReadAllTextAsync(versionFile, ct)).Trim() : null;
        if (dataVersion is null || !File.Exists(place.Password))
            throw new EmbeddedPostgresException(
                $"{place.Home} does not hold a whole cluster of this program: remove the folder, its data is lost.");
        if (dataVersion != version)
            throw new EmbeddedPostgresException(
                $"The data in {place.Cluster} was written by PostgreSQL {dataVersion}, but PostgreSQL {version} is installed: " +
                $"install version {dataVersion} again and dump the data, or remove {place.Home} to start anew.");
        return await PasswordFile.ReadAsync(place.Password, ct);
    }

    private static async Task MakeAsync(ServerPlace place, CancellationToken ct)
    {
        if (Directory.Exists(place.UnfinishedCluster))
            Directory.Delete(place.UnfinishedCluster, recursive: true);
        await PasswordFile.WriteAsync(place, place.Password, ct);
        // Not cancelled on the way: killed, it would leave shared memory behind.
        // The built-in locale orders text alike on every system; columns with Vietnamese text name their ICU collation.
        var made = await PostgresTool.RunAsync(place, "initdb",
            [
                "-D", place.UnfinishedCluster, "-U", EmbeddedPostgres.Owner, "--pwfile", place.Password,
                "--auth", "scram-sha-256", "--encoding", "UTF8",
                "--locale", "C", "--locale-provider", "builtin", "--builtin-locale", "C.UTF-8",
                "--no-instructions",
            ], CancellationToken.None);
        ct.ThrowIfCancellationRequested();
        if (!made.Succeeded)
            throw new EmbeddedPostgresException(
                $"The cluster in {place.Home} cannot be made ({made.Reason}): mend that, or set ConnectionStrings__Portfolio.");
        Directory.Move(place.UnfinishedCluster, place.Cluster);
    }

    /// <summary>The major version; asking for it also shows whether the programs run at all.</summary>
    private static async Task<string> ProgramVersionAsync(ServerPlace place, CancellationToken ct)
    {
        var answer = await PostgresTool.RunAsync(place, "postgres", ["--version"], ct);
        // postgres (PostgreSQL) 18.4
        var words = answer.Output.Trim().Split(' ');
        if (!answer.Succeeded || words.Length < 3)
            throw new EmbeddedPostgresException(
                $"PostgreSQL in {place.Binaries} does not run ({answer.Reason}): run 'npm ci' again with install scripts " +
                "allowed, or set ConnectionStrings__Portfolio to use a server.");
        return words[2].Split('.')[0];
    }
}
