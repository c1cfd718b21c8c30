namespace Portfolio.Web.Hosting;

/// <summary>The program cannot start, or a command cannot go on; the message says in one line what to do.</summary>
internal sealed class StartupException(string message) : Exception(message);
