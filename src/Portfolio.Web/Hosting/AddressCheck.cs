using System.Net;
using System.Net.Sockets;

namespace Portfolio.Web.Hosting;

/// <summary>Tells in one line when the address is taken.</summary>
internal static class AddressCheck
{
    /// <exception cref="StartupException">Another program listens on one of the addresses.</exception>
    public static void DemandFree(string urls)
    {
        foreach (var url in urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var address = Parse(url);
            if (address.Port > 0 && address.Host.StartsWith('/') is false && IsTaken(address))
                throw new StartupException(
                    $"{url} is taken by another program. Stop that program, or choose another address: --urls http://localhost:{address.Port + 1}");
        }
    }

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
        catch (SocketException fault)
        {
            throw new StartupException($"Cannot listen on {address}: {fault.Message}");
        }
    }
}
