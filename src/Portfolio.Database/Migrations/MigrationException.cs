namespace Portfolio.Database.Migrations;

/// <summary>The migrations cannot be applied. The message names the file, and the line where there is one, and says why.</summary>
public sealed class MigrationException : Exception
{
    /// <summary>Makes the exception.</summary>
    /// <param name="message">File, line and reason.</param>
    public MigrationException(string message)
        : base(message)
    {
    }

    /// <summary>Makes the exception with its cause.</summary>
    /// <param name="message">File, line and reason.</param>
    /// <param name="inner">What caused it.</param>
    public MigrationException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
