using System.Diagnostics;

namespace Portfolio.Web.Tests.Hosting;

/// <summary>Looks for processes that nobody has stopped; Linux only.</summary>
internal static class ProcessList
{
    /// <summary>Those whose arguments name the folder.</summary>
    public static List<string> Of(string folder)
    {
        var found = new List<string>();
        foreach (var process in Process.GetProcesses())
        {
            using (process)
            {
                try
                {
                    var arguments = File.ReadAllText($"/proc/{process.Id}/cmdline");
                    if (arguments.Contains(folder, StringComparison.Ordinal))
                        found.Add(arguments.Replace('\0', ' '));
                }
                catch (IOException)
                {
                    // It has ended meanwhile.
                }
            }
        }
        return found;
    }
}
