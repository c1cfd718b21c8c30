namespace Portfolio.Database.Embedded;

/// <summary>Where the server's files are and as whom it runs.</summary>
/// <param name="Home">Folder that holds the cluster, its passwords, its lock and its log.</param>
/// <param name="Binaries">Folder with <c>bin</c>, <c>lib</c> and <c>share</c>.</param>
/// <param name="RunAs">Account to run the server as; <see langword="null"/> = the account of this program.</param>
internal sealed record ServerPlace(string Home, string Binaries, string? RunAs)
{
    public string Cluster => Path.Combine(Home, "data");

    /// <summary>Where a new cluster is made, so that a half-made one is never taken for a whole one.</summary>
    public string UnfinishedCluster => Path.Combine(Home, "data.unfinished");

    public string Password => Path.Combine(Home, "password");

    /// <summary>Password of the account that the program runs as.</summary>
    public string RuntimePassword => Path.Combine(Home, "password-app");

    public string Lock => Path.Combine(Home, "lock");

    public string Log => Path.Combine(Home, "server.log");

    public string PostmasterPid => Path.Combine(Cluster, "postmaster.pid");
}
