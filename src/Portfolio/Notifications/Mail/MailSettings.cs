namespace Portfolio.Notifications.Mail;

/// <summary>How mails leave.</summary>
public sealed record MailSettings
{
    /// <summary>Name of the mail server; null = none, mails are written as files.</summary>
    public string? Host { get; init; }

    /// <summary>Its port.</summary>
    public int Port { get; init; } = 587;

    /// <summary>Whether the connection must be encrypted by STARTTLS before anything is said.</summary>
    public bool StartTls { get; init; } = true;

    /// <summary>Name to authenticate with; null = none is asked for.</summary>
    public string? UserName { get; init; }

    /// <summary>Password to it.</summary>
    public string? Password { get; init; }

    /// <summary>Address that mails come from.</summary>
    public string From { get; init; } = "portfolio@localhost";

    /// <summary>Name beside it; null = that of the program.</summary>
    public string? FromName { get; init; }

    /// <summary>Where <c>.eml</c> files are written without a mail server.</summary>
    public string Folder { get; init; } = "";

    /// <summary>Address of the program that links in mails lead to, without a slash at its end.</summary>
    public string Site { get; init; } = "http://localhost:5080";

    /// <summary>Most attempts a minute, of all nodes together; 0 = no limit.</summary>
    public int PerMinute { get; init; } = 300;

    /// <summary>How long a mail is kept after it arrived or was dealt with.</summary>
    public TimeSpan Kept { get; init; } = TimeSpan.FromDays(400);

    /// <summary>How long the server may take over one mail.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Mails that one run takes in its hands at once.</summary>
    public int Batch { get; init; } = 10;

    /// <summary>How long a run may hold them: after that, a run that was killed counts as such.</summary>
    public TimeSpan Lease { get; init; } = TimeSpan.FromMinutes(6);

    /// <summary>Part of the address of the sender behind the @, of which Message-IDs are made.</summary>
    public string Domain => From[(From.LastIndexOf('@') + 1)..];
}
