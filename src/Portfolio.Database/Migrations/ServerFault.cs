using Npgsql;

namespace Portfolio.Database.Migrations;

/// <summary>What a server complains about, in one line, with what to do where that is known.</summary>
internal static class ServerFault
{
    private const string Portfolio = "ConnectionStrings:Portfolio";

    public static string Explain(PostgresException e, string setting = Portfolio) =>
        string.Join(" — ", new[] { $"{e.MessageText} ({e.SqlState})", e.Detail, e.Hint, Remedy(e, setting) }.Where(t => !string.IsNullOrEmpty(t)))
            .ReplaceLineEndings(" ");

    /// <summary>Why a connection failed.</summary>
    public static string Reason(Exception e, string setting = Portfolio)
    {
        if (e is PostgresException refused)
            return Explain(refused, setting);
        // Npgsql's own message often says only where; the reason is inside.
        var inner = e.InnerException?.Message;
        var text = inner is null || e.Message.Contains(inner, StringComparison.Ordinal) ? e.Message : $"{e.Message}: {inner}";
        return text.ReplaceLineEndings(" ");
    }

    private static string? Remedy(PostgresException e, string setting) => e.SqlState switch
    {
        PostgresErrorCodes.InsufficientPrivilege =>
            "the account must own the database, or have CREATE on the database and on its schema public; and what earlier migrations made must be its own; "
            + "an account that only runs the program leaves this to that of ConnectionStrings:Owner",
        PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification =>
            $"check Username and Password of {setting}",
        PostgresErrorCodes.InvalidCatalogName => $"create the database, or check Database of {setting}",
        // PostgreSQL 15 and newer say the first; both come with nothing but a missing file.
        PostgresErrorCodes.FeatureNotSupported or PostgresErrorCodes.UndefinedFile when e.MessageText.Contains("extension", StringComparison.Ordinal) =>
            "install PostgreSQL's contributed extensions on the server, usually the package postgresql-contrib",
        PostgresErrorCodes.UndefinedObject when e.MessageText.Contains("-icu\"", StringComparison.Ordinal) =>
            "the server needs a PostgreSQL built with ICU (the packages of all usual systems are; on Alpine also icu-data-full), " +
            "then run: select pg_import_system_collations('pg_catalog')",
        _ => null,
    };
}
