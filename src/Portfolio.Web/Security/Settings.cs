using System.Globalization;
using Portfolio.Web.Hosting;

namespace Portfolio.Web.Security;

/// <summary>Reads settings that are numbers or switches.</summary>
internal static class Settings
{
    private const int Most = 1_000_000;

    /// <summary>A number from 0 to a million; <paramref name="otherwise"/> when nothing is set.</summary>
    /// <exception cref="StartupException">It is no such number.</exception>
    public static int Count(this IConfiguration configuration, string name, int otherwise)
    {
        var text = configuration[name];
        if (string.IsNullOrWhiteSpace(text))
            return otherwise;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count <= Most
            ? count
            : throw new StartupException($"{name} '{text}' is not a number. Use 1 to 1000000, or 0 for no limit.");
    }

    /// <summary>A number within bounds; <paramref name="otherwise"/> when nothing is set.</summary>
    /// <exception cref="StartupException">It is no such number.</exception>
    public static int Count(this IConfiguration configuration, string name, int otherwise, int least, int most)
    {
        var text = configuration[name];
        if (string.IsNullOrWhiteSpace(text))
            return otherwise;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count >= least && count <= most
            ? count
            : throw new StartupException($"{name} '{text}' is not a number from {least} to {most}.");
    }

    /// <summary>A switch; <paramref name="otherwise"/> when nothing is set.</summary>
    /// <exception cref="StartupException">It is neither true nor false.</exception>
    public static bool Switch(this IConfiguration configuration, string name, bool otherwise) => configuration[name] switch
    {
        null or "" => otherwise,
        var text when bool.TryParse(text, out var on) => on,
        var text => throw new StartupException($"{name} '{text}' is not a switch. Use true or false."),
    };
}
