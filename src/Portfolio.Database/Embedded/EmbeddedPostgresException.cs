namespace Portfolio.Database.Embedded;

/// <summary>The embedded PostgreSQL cannot be used. The message is one sentence for the person at the console and says what to do.</summary>
public sealed class EmbeddedPostgresException : Exception
{
    /// <summary>Makes the exception.</summary>
    /// <param name="message">What is wrong and what to do, in one sentence.</param>
    public EmbeddedPostgresException(string message)
        : base(message)
    {
    }

    /// <summary>Makes the exception with its cause.</summary>
    /// <param name="message">What is wrong and what to do, in one sentence.</param>
    /// <param name="inner">What caused it.</param>
    public EmbeddedPostgresException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
