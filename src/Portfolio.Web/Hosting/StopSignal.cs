using System.Runtime.InteropServices;

namespace Portfolio.Web.Hosting;

/// <summary>
/// Ctrl-C and SIGTERM while the database is still being started, before the host listens for them itself: the start is
/// cancelled and what was begun is stopped in order, instead of the process dying over a running database.
/// </summary>
internal sealed class StopSignal : IDisposable
{
    private readonly CancellationTokenSource source = new();
    private readonly List<PosixSignalRegistration> registrations = [];
    private IHostApplicationLifetime? lifetime;

    public StopSignal()
    {
        foreach (var signal in (PosixSignal[])[PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGQUIT])
            registrations.Add(PosixSignalRegistration.Create(signal, Stop));
    }

    public CancellationToken Token => source.Token;

    /// <summary>From here on a signal asks the running host to stop.</summary>
    public void HandOver(IHostApplicationLifetime host)
    {
        lifetime = host;
        if (source.IsCancellationRequested)
            host.StopApplication();
    }

    public void Dispose()
    {
        registrations.ForEach(r => r.Dispose());
        source.Dispose();
    }

    private void Stop(PosixSignalContext context)
    {
        context.Cancel = true;
        source.Cancel();
        lifetime?.StopApplication();
    }
}
