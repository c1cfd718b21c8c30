namespace Portfolio.Database.Embedded;

/// <summary>What a program returned and printed.</summary>
internal sealed record ToolResult(int ExitCode, string Output, string Errors)
{
    public bool Succeeded => ExitCode == 0;

    /// <summary>Whether an exit code tells that a signal ended the program.</summary>
    public static bool IsSignal(int exitCode) => exitCode > 128 && !OperatingSystem.IsWindows();

    /// <summary>The last line that says something: where PostgreSQL's programs put the reason.</summary>
    public string Reason => (Errors + "\n" + Output)
        .Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
        .FirstOrDefault(l => l.Contains("error", StringComparison.OrdinalIgnoreCase)
            || l.Contains("fatal", StringComparison.OrdinalIgnoreCase))
        ?? (Errors + Output).Trim();
}
