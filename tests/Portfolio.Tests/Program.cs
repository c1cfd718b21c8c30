using Portfolio.Tests.Funding.Kills;

namespace Portfolio.Tests;

/// <summary>The tests are run by their runner; started as a program, this is the worker that one of them kills.</summary>
internal static class Program
{
    private static async Task<int> Main(string[] args) => args is [Worker.Command, ..] ? await Worker.RunAsync(args) : 64;
}
