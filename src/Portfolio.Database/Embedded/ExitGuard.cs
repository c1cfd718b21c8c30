using System.Runtime.InteropServices;

namespace Portfolio.Database.Embedded;

/// <summary>
/// Runs an action when the program ends by a signal or by leaving, because nobody disposes then. A web host that stops in
/// an orderly way registers later, so is asked earlier, and cancels the signal: then the action waits for its turn.
/// </summary>
internal sealed class ExitGuard : IDisposable
{
    private readonly Action action;
    private readonly List<PosixSignalRegistration> signals;

    public ExitGuard(Action action)
    {
        this.action = action;
        AppDomain.CurrentDomain.ProcessExit += OnExit;
        PosixSignal[] ending = [PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGQUIT, PosixSignal.SIGHUP];
        signals = [.. ending.Select(s => PosixSignalRegistration.Create(s, OnSignal))];
    }

    public void Dispose()
    {
        AppDomain.CurrentDomain.ProcessExit -= OnExit;
        signals.ForEach(s => s.Dispose());
    }

    private void OnSignal(PosixSignalContext context)
    {
        if (!context.Cancel)
            action();
    }

    private void OnExit(object? sender, EventArgs e) => action();
}
