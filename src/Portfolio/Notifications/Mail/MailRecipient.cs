namespace Portfolio.Notifications.Mail;

/// <summary>Whom a mail goes to.</summary>
/// <param name="AccountId">Account.</param>
/// <param name="Name">Name it is addressed to.</param>
/// <param name="Address">Address.</param>
/// <param name="Province">Province of the account; null = of all.</param>
/// <param name="Language"><c>vi</c> or <c>en</c>.</param>
internal sealed record MailRecipient(long? AccountId, string Name, string Address, string? Province, string Language = "vi");
