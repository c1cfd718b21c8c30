using System.Collections.Concurrent;
using System.Globalization;
using System.Text;

namespace Portfolio.Tests.Funding.Properties;

/// <summary>What officers did and what came of it, in the order in which it ended.</summary>
internal sealed class Journal
{
    private readonly ConcurrentQueue<Entry> entries = new();

    public IEnumerable<Entry> Entries => entries;

    public void Add(Entry entry) => entries.Enqueue(entry);

    public override string ToString() => entries
        .Aggregate(new StringBuilder(), (text, e) => text.AppendLine(CultureInfo.InvariantCulture, $"{e.Officer,2} {e.Step,3} {e.Call,-16} {e.Outcome,-34} {e.Told.Text()}"))
        .ToString();

    /// <param name="Officer">Who.</param>
    /// <param name="Step">Which operation of the sequence.</param>
    /// <param name="Call">Which call of a service.</param>
    /// <param name="Correlation">Correlation id of the call.</param>
    /// <param name="Outcome"><c>ok</c>, or the code of the refusal.</param>
    /// <param name="Told">The operation.</param>
    internal sealed record Entry(int Officer, int Step, string Call, string Correlation, string Outcome, Operation Told)
    {
        public const string Ok = "ok";
    }
}
