using System.Globalization;

namespace Portfolio.Benchmarks;

/// <summary>How busy the first cores of the machine have been since it started, in ticks.</summary>
/// <param name="All">Ticks in all.</param>
/// <param name="Rest">Ticks in which they had nothing to do, or waited for the disk.</param>
internal sealed record CoreTime(long All, long Rest)
{
    public static CoreTime Read(int cores)
    {
        var lines = File.ReadLines("/proc/stat").Where(l => Enumerable.Range(0, cores).Any(c => l.StartsWith(string.Create(CultureInfo.InvariantCulture, $"cpu{c} "), StringComparison.Ordinal)))
            .Select(l => l.Split(' ', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(n => long.Parse(n, CultureInfo.InvariantCulture)).ToList()).ToList();
        return new CoreTime(lines.Sum(l => l.Take(8).Sum()), lines.Sum(l => l[3] + l[4]));
    }

    /// <summary>Share of the time since then in which the cores had nothing to do.</summary>
    public double Idle(CoreTime since) => (double)(Rest - since.Rest) / (All - since.All);
}
