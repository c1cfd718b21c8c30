using System.Globalization;

namespace Portfolio.Database.Embedded;

/// <summary>What a server writes into <c>postmaster.pid</c> of its data folder while it runs.</summary>
internal sealed record PostmasterFile(int ProcessId, int Port, string Status)
{
    private const int PortLine = 3;
    private const int StatusLine = 7;

    /// <summary>Reads the file; <see langword="null"/> when there is none. Lines that are missing yet count as zero or empty.</summary>
    public static PostmasterFile? Read(string path)
    {
        string[] lines;
        try
        {
            lines = File.ReadAllLines(path);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        return new PostmasterFile(Number(lines, 0), Number(lines, PortLine), lines.ElementAtOrDefault(StatusLine)?.Trim() ?? "");
    }

    private static int Number(string[] lines, int at) =>
        int.TryParse(lines.ElementAtOrDefault(at), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
}
