using System.Net.Sockets;
using Portfolio.Database.Embedded;
using Portfolio.Database.Migrations;
using Portfolio.Database.Seeds;

namespace Portfolio.Web.Hosting;

/// <summary>What somebody at the console can mend is one line, not a stack.</summary>
internal static class ConsoleRefusal
{
    /// <summary>The line for a fault; null for a bug.</summary>
    public static string? Of(Exception fault) => fault switch
    {
        EmbeddedPostgresException or MigrationException or SeedRefusedException or StartupException => fault.Message,
        IOException { InnerException: SocketException or Microsoft.AspNetCore.Connections.AddressInUseException } => fault.Message,
        // A configuration file that cannot be read; the line stands innermost.
        InvalidDataException { InnerException: FormatException } => $"{fault.Message} {fault.GetBaseException().Message}",
        // An address that Kestrel cannot serve, such as https without a certificate.
        InvalidOperationException { Source: "Microsoft.AspNetCore.Server.Kestrel.Core" } => fault.Message.Split('\n')[0].Trim(),
        _ => null,
    };

    /// <summary>Says it where errors are said.</summary>
    /// <returns>The exit code.</returns>
    public static int Write(string reason, int exitCode = 1)
    {
        try
        {
            Console.Error.WriteLine(reason);
        }
        catch (IOException)
        {
            // The terminal was closed.
        }
        return exitCode;
    }
}
