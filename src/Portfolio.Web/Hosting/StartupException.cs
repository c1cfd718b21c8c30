namespace Portfolio.Web.Hosting;

/// <summary>The program cannot start; the message says in one line what to do.</summary>
internal sealed class StartupException(string message) : Exception(message);
