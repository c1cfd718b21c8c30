using System.Diagnostics;
using Portfolio.Accounts;

namespace Portfolio.Web.Hosting;

/// <summary>The id by which the server's log and the history find a request.</summary>
internal static class Correlation
{
    public static string? Id(HttpContext? context) => Activity.Current?.TraceId.ToString() ?? context?.TraceIdentifier;

    /// <summary>The program itself, at work on a request.</summary>
    public static Actor Program(HttpContext? context) => Actor.System with { CorrelationId = Id(context), ClientAddress = Address(context) };

    public static string? Address(HttpContext? context) => context?.Connection.RemoteIpAddress?.ToString();
}
