using System.Net;
using Microsoft.AspNetCore.HttpOverrides;
using Portfolio.Web.Hosting;
using IPNetwork = System.Net.IPNetwork;

namespace Portfolio.Web.Security;

/// <summary>
/// Who may say in whose name it asks (<c>X-Forwarded-For</c>, <c>X-Forwarded-Proto</c>): the proxies of <c>Proxy:Known</c> and nobody
/// else, since anybody can write these headers. Afterwards <c>Connection.RemoteIpAddress</c> is the visitor's address.
/// </summary>
internal static class KnownProxies
{
    private const string Setting = "Proxy:Known";

    /// <summary>Addresses and networks as they are written in the setting.</summary>
    public static string[] Entries(IConfiguration configuration) =>
        (configuration[Setting] ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <exception cref="StartupException">The setting is no list of addresses and networks.</exception>
    public static void Add(IServiceCollection services, IConfiguration configuration)
    {
        List<IPNetwork> known = [.. Entries(configuration).Select(Read)];
        // After every other configuration: ASPNETCORE_FORWARDEDHEADERS_ENABLED, for one, would trust everybody.
        services.PostConfigure<ForwardedHeadersOptions>(options =>
        {
            options.ForwardedHeaders = known.Count == 0 ? ForwardedHeaders.None : ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
            options.KnownProxies.Clear();
            options.KnownIPNetworks.Clear();
            known.ForEach(options.KnownIPNetworks.Add);
            // Through a chain of proxies as far as they are known; the first one that is not is the visitor.
            options.ForwardLimit = null;
        });
    }

    private static IPNetwork Read(string entry)
    {
        if (IPNetwork.TryParse(entry, out var network))
            return network;
        if (IPAddress.TryParse(entry, out var address) && IsWrittenOut(entry, address))
            return new IPNetwork(address, address.GetAddressBytes().Length * 8);
        throw new StartupException(
            $"{Setting} '{entry}' is neither an address nor a network. Write it like this: 10.0.0.5;10.1.0.0/16;fd00::/8");
    }

    // "10" is read as 0.0.0.10, which nobody means.
    private static bool IsWrittenOut(string entry, IPAddress address) =>
        address.AddressFamily != System.Net.Sockets.AddressFamily.InterNetwork || entry.Count(letter => letter == '.') == 3;
}
