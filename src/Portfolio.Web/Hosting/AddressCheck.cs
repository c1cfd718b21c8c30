using System.Net;
using System.Net.Sockets;

namespace Portfolio.Web.Hosting;

/// <summary>Where the program will listen: told in one line when that is taken, and who can reach it there.</summary>
internal static class AddressCheck
{
    private const string DefaultUrl = "http://localhost:5080";

    // What browsers of this machine may call it. Another name that leads here is a foreign page's trick (DNS rebinding).
    private static readonly string[] OwnNames = ["localhost", "127.0.0.1", "[::1]"];

    /// <summary>Fills in what nobody has set: the address, and after it the names by which the program may be called.</summary>
    public static void UseDefaults(WebApplicationBuilder builder, bool embedded)
    {
        // Whoever names an address by option, environment or configuration gets that one.
        if (Listened(builder.Configuration).Count == 0)
            builder.WebHost.UseUrls(DefaultUrl);
        if (string.IsNullOrWhiteSpace(builder.Configuration["AllowedHosts"]))
            builder.Configuration["AllowedHosts"] = AllowedHosts(builder.Configuration, embedded);
    }

    /// <summary>Where Kestrel will listen by this configuration, in its own order of precedence.</summary>
    public static IReadOnlyList<string> Listened(IConfiguration configuration)
    {
        var urls = Split(configuration["urls"]);
        List<string> endpoints = [.. configuration.GetSection("Kestrel:Endpoints").GetChildren().Select(e => e["Url"]).OfType<string>()];
        if (endpoints.Count > 0 && !(urls.Length > 0 && bool.TryParse(configuration["preferHostingUrls"], out var prefer) && prefer))
            return endpoints;
        return urls.Length > 0 ? urls : [.. Ports(configuration, "http"), .. Ports(configuration, "https")];
    }

    /// <summary>Whether this machine alone can reach the program.</summary>
    public static bool OnlyLoopback(IConfiguration configuration) =>
        Listened(configuration) is { Count: > 0 } urls && urls.All(url => IsLoopback(Parse(url).Host));

    /// <summary>Whether a host name leads to this machine, however it is written.</summary>
    public static bool IsLoopback(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Trim('[', ']'), out var ip) && IPAddress.IsLoopback(ip));

    /// <summary>The names under which the program answers, as ASP.NET Core's host filtering reads them.</summary>
    public static string AllowedHosts(IConfiguration configuration, bool embedded) =>
        embedded && OnlyLoopback(configuration)
            ? string.Join(';', OwnNames.Union(Listened(configuration).Select(url => Parse(url).Host), StringComparer.OrdinalIgnoreCase))
            : "*";

    /// <exception cref="StartupException">Another program listens on one of the addresses.</exception>
    public static void DemandFree(IConfiguration configuration)
    {
        foreach (var url in Listened(configuration))
        {
            var address = Parse(url);
            if (address.Port > 0 && !address.IsUnixPipe && !address.IsNamedPipe && IsTaken(address))
                throw new StartupException(
                    $"{url} is taken by another program. Stop that program, or choose another address: --urls http://localhost:{address.Port + 1}");
        }
    }

    private static IEnumerable<string> Ports(IConfiguration configuration, string scheme) =>
        Split(configuration[scheme + "_ports"]).Select(port => $"{scheme}://*:{port}");

    private static string[] Split(string? list) =>
        (list ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static BindingAddress Parse(string url)
    {
        try
        {
            return BindingAddress.Parse(url);
        }
        catch (FormatException)
        {
            throw new StartupException($"'{url}' is not an address. Write it like this: --urls http://localhost:5080");
        }
    }

    private static bool IsTaken(BindingAddress address)
    {
        var host = address.Host switch
        {
            "localhost" => IPAddress.Loopback,
            var text when IPAddress.TryParse(text.Trim('[', ']'), out var ip) => ip,
            _ => IPAddress.Any,
        };
        try
        {
            using var probe = new TcpListener(host, address.Port);
            probe.Start();
            return false;
        }
        catch (SocketException fault) when (fault.SocketErrorCode == SocketError.AddressAlreadyInUse)
        {
            return true;
        }
        catch (Exception fault) when (fault is SocketException or ArgumentOutOfRangeException)
        {
            throw new StartupException($"Cannot listen on {address}: {fault.Message}");
        }
    }
}
