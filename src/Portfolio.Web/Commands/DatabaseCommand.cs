using System.CommandLine;
using Portfolio.Web.Hosting;

namespace Portfolio.Web.Commands;

/// <summary>
/// A command for administrators at the console. It adds its options in its constructor, written small (<c>--account</c>) because
/// what begins with a capital or names a section is a setting, and takes no bare words.
/// </summary>
/// <param name="name">Word by which it is called.</param>
/// <param name="description">What it does and prints, for the help.</param>
internal abstract class DatabaseCommand(string name, string description) : Command(name, description)
{
    /// <summary>Whether it needs a database that is up to date, and is refused on another.</summary>
    public virtual bool NeedsMigrations => true;

    /// <summary>Does the work.</summary>
    /// <param name="run">Options, services, output.</param>
    /// <param name="ct">Ctrl-C.</param>
    /// <returns>One of <see cref="ExitCode"/>.</returns>
    /// <exception cref="StartupException">An expected failure; its line is shown. So are those of the service layer.</exception>
    public abstract Task<int> RunAsync(CommandRun run, CancellationToken ct);
}
