namespace Portfolio.Web.Commands;

/// <summary>What a command tells the script that called it.</summary>
internal static class ExitCode
{
    /// <summary>Done.</summary>
    public const int Done = 0;

    /// <summary>Not done; the line on the error output says why.</summary>
    public const int Failed = 1;

    /// <summary>Not understood.</summary>
    public const int Usage = 2;
}
