namespace Portfolio.Notifications.Mail;

/// <summary>The way mails leave by: a mail server, or files.</summary>
public interface IMailTransport
{
    /// <summary><c>smtp</c> or <c>file</c>.</summary>
    string Via { get; }

    /// <summary>Where mails go, for people: server and port, or folder.</summary>
    string Target { get; }

    /// <summary>Opens it for a stretch of mails, which then share a connection. Used by one caller at a time.</summary>
    IMailConnection Open();
}

/// <summary>An open way for mails.</summary>
public interface IMailConnection : IAsyncDisposable
{
    /// <summary>Sends one mail, and waits for the answer.</summary>
    Task<MailAnswer> SendAsync(Letter letter);
}

/// <summary>A mail as it leaves.</summary>
/// <param name="MessageId">Message-ID with its brackets.</param>
/// <param name="Name">Name of the recipient.</param>
/// <param name="Address">Address of the recipient.</param>
/// <param name="Words">What it says.</param>
public sealed record Letter(string MessageId, string Name, string Address, LetterWords Words);

/// <summary>What a mail says.</summary>
/// <param name="Subject">Subject.</param>
/// <param name="Text">Plain text.</param>
/// <param name="Html">The same as HTML.</param>
/// <param name="Unsubscribe">Where one switches it off, where that may be done; null = it may not.</param>
public sealed record LetterWords(string Subject, string Text, string Html, string? Unsubscribe = null);

/// <summary>What became of an attempt.</summary>
/// <param name="Outcome">How it ended.</param>
/// <param name="Text">What the server said, or what happened.</param>
public sealed record MailAnswer(MailOutcome Outcome, string Text);

/// <summary>How an attempt ended.</summary>
public enum MailOutcome
{
    /// <summary>The server has taken it.</summary>
    Sent,

    /// <summary>Refused for now.</summary>
    Later,

    /// <summary>No connection, or it was lost, or the answer took too long.</summary>
    Unreachable,

    /// <summary>The mail is refused for good.</summary>
    Refused,

    /// <summary>There is nobody at the address.</summary>
    NoSuchAddress,

    /// <summary>Perhaps there is nobody at the address; perhaps the server takes nothing from us.</summary>
    MaybeNoSuchAddress,

    /// <summary>Refused for now once too often.</summary>
    GivenUp,
}
