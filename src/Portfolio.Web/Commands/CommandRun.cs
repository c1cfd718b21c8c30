using System.CommandLine;
using Portfolio.Web.Hosting;

namespace Portfolio.Web.Commands;

/// <summary>What a command works with.</summary>
/// <param name="Options">Values of its options: <c>run.Options.GetValue(option)</c>.</param>
/// <param name="Services">The services of the program, on its database.</param>
/// <param name="Output">Where results go, and nothing else: one line each, fields parted by tabs.</param>
internal sealed record CommandRun(ParseResult Options, IServiceProvider Services, TextWriter Output)
{
    /// <summary>The database, connected.</summary>
    public DatabaseHost Database => Services.GetRequiredService<DatabaseHost>();
}
