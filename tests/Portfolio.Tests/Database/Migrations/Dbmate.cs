using System.Diagnostics;
using Npgsql;
using Portfolio.Database;

namespace Portfolio.Tests.Database.Migrations;

/// <summary>Runs npm's dbmate against a test database.</summary>
internal static class Dbmate
{
    /// <summary>Runs one command on the repository's migrations and fails the test when dbmate fails.</summary>
    public static async Task RunAsync(string connectionString, string command)
    {
        // The script npm links as "dbmate"; started through node, it is the same on every system.
        var script = Path.Combine(RepositoryFolder.Require(Path.Combine("src", "Portfolio.Web")), "node_modules", "dbmate", "dist", "cli.js");
        Assert.That(script, Does.Exist, "run 'npm ci' in src/Portfolio.Web");
        string[] arguments =
            [script, "--no-dump-schema", "--migrations-dir", RepositoryFolder.Require("migrations"), "--url", Url(connectionString), command];
        using var process = Process.Start(new ProcessStartInfo("node", arguments)
        {
            // Elsewhere than in the repository, where an .env file could set other things.
            WorkingDirectory = Path.GetTempPath(),
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.That(process.ExitCode, Is.Zero, $"dbmate {command}: {await output}{await errors}");
    }

    private static string Url(string connectionString)
    {
        var c = new NpgsqlConnectionStringBuilder(connectionString);
        var user = $"{Uri.EscapeDataString(c.Username!)}:{Uri.EscapeDataString(c.Password ?? "")}";
        return $"postgres://{user}@{c.Host}:{c.Port}/{Uri.EscapeDataString(c.Database!)}?sslmode=disable";
    }
}
