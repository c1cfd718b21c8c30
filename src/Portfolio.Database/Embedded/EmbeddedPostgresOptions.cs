namespace Portfolio.Database.Embedded;

/// <summary>Where the embedded PostgreSQL keeps its data, which programs it runs, and how safely it writes.</summary>
public sealed record EmbeddedPostgresOptions
{
    /// <summary>Folder for the cluster, its password and its log; made when it is missing.</summary>
    public required string DataFolder { get; init; }

    /// <summary>Folder with <c>bin</c>, <c>lib</c> and <c>share</c> of PostgreSQL; see <see cref="EmbeddedBinaries.Find()"/>.</summary>
    public required string BinariesFolder { get; init; }

    /// <summary>
    /// Whether committed data survives a crash of the machine. Tests set it to <see langword="false"/>, which is much
    /// faster; a crash of the program or of the server alone loses nothing either way.
    /// </summary>
    public bool Durable { get; init; } = true;

    /// <summary>
    /// Whether the server of another program that holds the data folder is used, and left running, instead of being refused. For
    /// short work beside a program that runs.
    /// </summary>
    public bool JoinRunning { get; init; }

    /// <summary>
    /// Whether the server is stopped by the signals that end a program (Ctrl-C, SIGTERM, …). A host that hears them itself and
    /// then disposes in its own order sets it to <see langword="false"/>.
    /// </summary>
    public bool StopOnSignal { get; init; } = true;
}
