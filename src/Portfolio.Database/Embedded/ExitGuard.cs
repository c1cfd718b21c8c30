using System.Runtime.InteropServices;

namespace Portfolio.Database.Embedded;

/// <summary>Runs an action when the program ends by leaving or, where nobody else hears them, by a signal: nobody disposes then.</summary>
internal sealed class ExitGuard : IDisposable
{
    private readonly Action action;
    private readonly List<PosixSignalRegistration> signals;

    public ExitGuard(Action action, bool onSignal)
    {
        this.action = action;
        AppDomain.CurrentDomain.ProcessExit += OnExit;
        PosixSignal[] ending = onSignal ? [PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGQUIT, PosixSignal.SIGHUP] : [];
        signals = [.. ending.Select(s => PosixSignalRegistration.Create(s, _ => action()))];
    }

    public void Dispose()
    {
        AppDomain.CurrentDomain.ProcessExit -= OnExit;
        signals.ForEach(s => s.Dispose());
    }

    private void OnExit(object? sender, EventArgs e) => action();
}
