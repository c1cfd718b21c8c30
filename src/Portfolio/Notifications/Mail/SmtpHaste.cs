using System.Net.Mail;
using System.Net.Sockets;
using System.Reflection;

namespace Portfolio.Notifications.Mail;

/// <summary>
/// Sends the small pieces of a mail at once. The framework's client writes a mail in several pieces and leaves Nagle's algorithm on,
/// so that each mail waits about 40 ms for an acknowledgement that the server holds back: 20 mails a second instead of hundreds.
/// The client offers no setting for it, and its socket only within. Where a later framework keeps it elsewhere, mails are as slow
/// as they were, which a test tells.
/// </summary>
internal static class SmtpHaste
{
    private static readonly string[] Way = ["_transport", "_connection", "_tcpClient"];

    /// <summary>Holds for the connection that the client has at present; without one nothing happens.</summary>
    public static void Use(SmtpClient client)
    {
        object? found = client;
        foreach (var name in Way)
            found = found?.GetType().GetField(name, BindingFlags.Instance | BindingFlags.NonPublic)?.GetValue(found);
        if (found is TcpClient { Connected: true } connection)
            connection.NoDelay = true;
    }
}
