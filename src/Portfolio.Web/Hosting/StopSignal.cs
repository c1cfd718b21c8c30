using System.Runtime.InteropServices;

namespace Portfolio.Web.Hosting;

/// <summary>
/// Ctrl-C, SIGTERM and the closing of the terminal, from the first moment to the last: a start is cancelled and what it began is
/// stopped in order, a running host is asked to stop, and any further signal changes nothing. It takes the place of the host's own
/// console lifetime, which would report a start that is cut off as a fault.
/// </summary>
internal sealed class StopSignal : IHostLifetime
{
    private static readonly PosixSignal[] Ending = [PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGQUIT, PosixSignal.SIGHUP];

    // Neither is ever given back: a second Ctrl-C must not end the program while it is still putting things in order.
    private static readonly CancellationTokenSource Source = new();
    private static readonly List<PosixSignalRegistration> Registrations = [];

    private volatile IHostApplicationLifetime? lifetime;

    /// <summary>Hears the signals from here to the end of the process.</summary>
    public StopSignal() => Registrations.AddRange(Ending.Select(signal => PosixSignalRegistration.Create(signal, Stop)));

    public CancellationToken Token { get; } = Source.Token;

    /// <summary>Whether the start is over.</summary>
    public bool HandedOver => lifetime is not null;

    /// <summary>From here on a signal asks the running host to stop.</summary>
    public void HandOver(IHostApplicationLifetime host)
    {
        lifetime = host;
        if (Source.IsCancellationRequested)
            host.StopApplication();
    }

    Task IHostLifetime.WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    Task IHostLifetime.StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private void Stop(PosixSignalContext context)
    {
        context.Cancel = true;
        // Not here: what the cancelling runs into must not be thrown into the handler, which would end the program at once.
        _ = Source.CancelAsync();
        lifetime?.StopApplication();
    }
}
