namespace Portfolio.Notifications.Mail;

/// <summary>A mail in the list of administrators.</summary>
public sealed record MailRow
{
    /// <summary>Key.</summary>
    public long Id { get; init; }

    /// <summary>Kind, one of <see cref="MailModels"/>.</summary>
    public string Kind { get; init; } = "";

    /// <summary>Name of the recipient.</summary>
    public string RecipientName { get; init; } = "";

    /// <summary>Address of the recipient.</summary>
    public string Address { get; init; } = "";

    /// <summary>Language of its words.</summary>
    public string Language { get; init; } = "vi";

    /// <summary>What it says, JSON.</summary>
    public string Model { get; init; } = "{}";

    /// <summary><c>queued</c>, <c>sent</c>, <c>failed</c>, <c>suppressed</c>.</summary>
    public string Status { get; init; } = "";

    /// <summary>Attempts since it was queued.</summary>
    public int Attempts { get; init; }

    /// <summary>When it was queued, UTC.</summary>
    public DateTime QueuedAt { get; init; }

    /// <summary>Not tried before, UTC.</summary>
    public DateTime NotBefore { get; init; }

    /// <summary>When it was sent, UTC; null = it was not.</summary>
    public DateTime? SentAt { get; init; }

    /// <summary><c>smtp</c> or <c>file</c>; null = it was not sent.</summary>
    public string? Via { get; init; }

    /// <summary>What the server said last; null = nothing yet.</summary>
    public string? Answer { get; init; }

    /// <summary>Message-ID; null before the first attempt.</summary>
    public string? MessageId { get; init; }

    /// <summary>Province of the account; null = of all.</summary>
    public string? ProvinceCode { get; init; }

    /// <summary>When somebody said that it is dealt with although it did not arrive, UTC; null = nobody has.</summary>
    public DateTime? SettledAt { get; init; }

    /// <summary>Who said so.</summary>
    public string? SettledBy { get; init; }
}

/// <summary>A mail with all that was tried.</summary>
/// <param name="Mail">The mail.</param>
/// <param name="Attempts">Every attempt, the latest first; no more than a hundred.</param>
public sealed record MailDetails(MailRow Mail, IReadOnlyList<MailTry> Attempts);

/// <summary>An attempt to send a mail.</summary>
/// <param name="At">When it ended, UTC.</param>
/// <param name="Outcome">How: <c>sent</c>, <c>later</c>, <c>unreachable</c>, <c>refused</c>, <c>no_such_address</c>, <c>given_up</c>.</param>
/// <param name="Answer">What the server said, or what happened.</param>
public sealed record MailTry(DateTime At, string Outcome, string Answer);

/// <summary>How the outbox stands.</summary>
public sealed record MailStanding
{
    /// <summary>Mails that wait.</summary>
    public long Queued { get; init; }

    /// <summary>Of these, tried already without success.</summary>
    public long Retried { get; init; }

    /// <summary>Mails sent in the last 24 hours.</summary>
    public long SentToday { get; init; }

    /// <summary>Mails given up or refused that nobody has dealt with.</summary>
    public long Failed { get; init; }

    /// <summary>Mails held because their address is dead that nobody has dealt with.</summary>
    public long Suppressed { get; init; }

    /// <summary>Addresses that are dead.</summary>
    public long Addresses { get; init; }

    /// <summary>When the latest attempt ended, UTC; null = there was none.</summary>
    public DateTime? TriedAt { get; init; }

    /// <summary>How it ended.</summary>
    public string? Outcome { get; init; }

    /// <summary>What was said.</summary>
    public string? Answer { get; init; }
}

/// <summary>An address nothing goes to.</summary>
/// <param name="Id">Key.</param>
/// <param name="Address">The address.</param>
/// <param name="RecipientName">Who has it.</param>
/// <param name="Answer">What the mail server said.</param>
/// <param name="SuppressedAt">Since when, UTC.</param>
/// <param name="MailId">Mail that was refused.</param>
public sealed record DeadAddress(long Id, string Address, string RecipientName, string Answer, DateTime SuppressedAt, long? MailId);

/// <summary>Which mails are asked for.</summary>
/// <param name="Status">Status.</param>
/// <param name="Kind">Kind; null = all.</param>
/// <param name="Address">The whole address, in whatever case; null = all.</param>
/// <param name="Before">Only mails before this one; null = from the latest.</param>
public sealed record MailFilter(string Status, string? Kind, string? Address, long? Before);
