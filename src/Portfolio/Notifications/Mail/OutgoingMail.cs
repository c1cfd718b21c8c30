namespace Portfolio.Notifications.Mail;

/// <summary>A mail that a run has in hand.</summary>
internal sealed record OutgoingMail
{
    public long Id { get; init; }

    public string Kind { get; init; } = "";

    public long? AccountId { get; init; }

    public string RecipientName { get; init; } = "";

    public string Address { get; init; } = "";

    public string? ProvinceCode { get; init; }

    public string Language { get; init; } = "vi";

    public string Model { get; init; } = "{}";

    public bool Urgent { get; init; }

    public DateTime NotBefore { get; init; }

    public int Attempts { get; init; }

    public string MessageId { get; init; } = "";
}
