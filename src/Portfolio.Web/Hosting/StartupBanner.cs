using Portfolio.Web.SignIn;

namespace Portfolio.Web.Hosting;

/// <summary>Says in the console where the program listens, on which data, and as whom one may sign in.</summary>
internal static class StartupBanner
{
    /// <param name="app">The running program.</param>
    /// <param name="administratorPassword">Password of the administrator that was just made; null where there was one.</param>
    /// <param name="demo">Whether the accounts of the demonstration serve.</param>
    public static void Write(WebApplication app, string? administratorPassword, bool demo)
    {
        var database = app.Services.GetRequiredService<DatabaseHost>();
        Console.WriteLine();
        Console.WriteLine($"  Portfolio tracker: {string.Join(", ", app.Urls)}");
        Console.WriteLine(database.IsEmbedded
            ? $"  Data: embedded PostgreSQL in {database.Folder}"
            : "  Data: the PostgreSQL server of ConnectionStrings:Portfolio");
        if (database.RunsAsOwner)
            Console.WriteLine("  It runs as the owner of the database; ConnectionStrings:Owner for the owner and ConnectionStrings:Portfolio for another account separate the two.");
        if (administratorPassword is not null)
            Console.WriteLine($"  Sign in as {FirstAccounts.UserName} with the password {administratorPassword} (shown this once; you choose another one at once)");
        if (demo)
            Console.WriteLine("  Accounts of the demonstration, one per role, stand on the sign-in page");
        Console.WriteLine("  Ctrl-C stops it.");
        Console.WriteLine();
    }
}
