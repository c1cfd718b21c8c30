using System.Diagnostics;
using System.Globalization;
using System.Runtime.Versioning;
using Dapper;
using Npgsql;

namespace Portfolio.Benchmarks;

/// <summary>Binds processes to the first cores of the machine.</summary>
internal static class Pinning
{
    /// <summary>Binds the server, so that the sessions it opens from now on are bound as well.</summary>
    [SupportedOSPlatform("linux")]
    public static async Task PinServerAsync(NpgsqlConnection connection, int cores)
    {
        var parent = File.ReadAllText($"/proc/{await connection.ExecuteScalarAsync<int>("select pg_backend_pid()")}/stat").Split(") ")[^1].Split(' ')[1];
        int[] processes =
        [
            int.Parse(parent, CultureInfo.InvariantCulture),
            .. File.ReadAllText($"/proc/{parent}/task/{parent}/children").Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(p => int.Parse(p, CultureInfo.InvariantCulture)),
        ];
        foreach (var id in processes)
        {
            try
            {
                using var process = Process.GetProcessById(id);
                process.ProcessorAffinity = (1 << cores) - 1;
            }
            catch (ArgumentException)
            {
                // A session that ended meanwhile.
            }
        }
    }

    /// <summary>Starts this program anew, bound to the first cores.</summary>
    public static Process Start(int cores, IEnumerable<string> arguments, string variable, string value)
    {
        var info = new ProcessStartInfo(
            "taskset", ["-c", cores == 1 ? "0" : string.Create(CultureInfo.InvariantCulture, $"0-{cores - 1}"), Environment.ProcessPath!, .. Self(), .. arguments])
        {
            RedirectStandardOutput = true,
        };
        info.Environment[variable] = value;
        return Process.Start(info)!;
    }

    // Run by "dotnet x.dll", the program is the first argument of its host.
    private static string[] Self() => Path.GetFileNameWithoutExtension(Environment.ProcessPath!) == "dotnet" ? [typeof(Pinning).Assembly.Location] : [];
}
