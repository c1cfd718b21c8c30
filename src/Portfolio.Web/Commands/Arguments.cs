namespace Portfolio.Web.Commands;

/// <summary>
/// What stands behind the program's name. Settings come in the forms that the configuration reads (<c>--Seeds:Demo=true</c>,
/// <c>--urls http://…</c>); the first word that is neither a setting nor its value names a command.
/// </summary>
/// <param name="Settings">Settings, for the configuration.</param>
/// <param name="Words">The command and its options; empty when the program is to start.</param>
internal sealed record Arguments(string[] Settings, string[] Words)
{
    private static readonly string[] Help = ["--help", "-h", "-?", "/?", "/h", "--version"];

    // The settings that are written small and without a section, as the options of commands are.
    private static readonly string[] HostSettings = ["urls", "http_ports", "https_ports", "environment", "contentRoot", "applicationName"];

    /// <summary>Whether a command, or help about them, is asked for.</summary>
    public bool HasCommand => Words.Length > 0;

    public static Arguments Read(string[] args)
    {
        var start = 0;
        while (start < args.Length && LooksLikeSetting(args[start]))
            start += HoldsValue(args[start]) ? 1 : 2;
        start = Math.Min(start, args.Length);

        List<string> settings = [.. args[..start]];
        List<string> words = [];
        for (var i = start; i < args.Length; i++)
        {
            if (!IsSetting(args[i]))
            {
                words.Add(args[i]);
                continue;
            }
            settings.Add(args[i]);
            if (!HoldsValue(args[i]) && i + 1 < args.Length)
                settings.Add(args[++i]);
        }
        return new Arguments([.. settings], [.. words]);
    }

    private static bool LooksLikeSetting(string arg) =>
        (arg.StartsWith('-') || arg.StartsWith('/') || HoldsValue(arg)) && !Help.Contains(arg);

    private static bool IsSetting(string arg)
    {
        var name = arg.TrimStart('-', '/').Split('=')[0];
        return LooksLikeSetting(arg)
            && (name.Contains(':', StringComparison.Ordinal) || name is [>= 'A' and <= 'Z', ..] || HostSettings.Contains(name, StringComparer.OrdinalIgnoreCase));
    }

    private static bool HoldsValue(string arg) => arg.Contains('=', StringComparison.Ordinal);
}
