namespace Portfolio.Web.Hosting;

/// <summary>Says in the console where the program listens, on which data, and in which role one works.</summary>
internal static class StartupBanner
{
    public static void Write(WebApplication app)
    {
        var database = app.Services.GetRequiredService<DatabaseHost>();
        var actors = app.Services.GetRequiredService<ActorSource>();
        Console.WriteLine();
        Console.WriteLine($"  Portfolio tracker: {string.Join(", ", app.Urls)}");
        Console.WriteLine(database.IsEmbedded
            ? $"  Data: embedded PostgreSQL in {database.Folder}"
            : "  Data: the PostgreSQL server of ConnectionStrings:Portfolio");
        if (database.RunsAsOwner)
            Console.WriteLine("  It runs as the owner of the database; ConnectionStrings:Owner for the owner and ConnectionStrings:Portfolio for another account separate the two.");
        Console.WriteLine($"  Everybody who opens it works as: {actors.Role} ({actors.Reason})");
        Console.WriteLine("  Ctrl-C stops it.");
        Console.WriteLine();
    }
}
