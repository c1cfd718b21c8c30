using Npgsql;

namespace Portfolio.Common;

/// <summary>Tells an outage of the database from a fault of the program.</summary>
public static class Outage
{
    /// <summary>The outage behind an exception; null when the database is not to blame.</summary>
    public static UnavailableException? Of(Exception fault) => fault switch
    {
        UnavailableException known => known,
        // 57P: shut down or dropped; 08: connection lost; 53: out of resources; 3D: the database is gone.
        PostgresException { SqlState: ['5', '7', 'P', ..] or ['0', '8', ..] or ['5', '3', ..] or ['3', 'D', ..] } refused => new UnavailableException(refused),
        PostgresException => null,
        NpgsqlException lost => new UnavailableException(lost),
        _ => null,
    };
}
