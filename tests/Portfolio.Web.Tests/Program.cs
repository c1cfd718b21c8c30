using Portfolio.Web.Tests.Scheduling;

namespace Portfolio.Web.Tests;

/// <summary>The tests are run by their runner; started as a program, this is the node that one of them kills.</summary>
internal static class Program
{
    private static async Task<int> Main(string[] args) => args is [DoomedNode.Command, var connectionString] ? await DoomedNode.RunAsync(connectionString) : 64;
}
