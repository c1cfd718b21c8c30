using System.Text.Json;

namespace Portfolio.Notifications.Mail;

/// <summary>The kinds of mail, and how what they say is kept.</summary>
public static class MailModels
{
    /// <summary>A test that an administrator sends himself.</summary>
    public const string Test = "test";

    /// <summary>To administrators: an address is dead, so somebody is not reached.</summary>
    public const string AddressSuppressed = "address_suppressed";

    /// <summary>What is new, repeated, passed on or has ended for somebody: one a day at most.</summary>
    public const string Digest = "digest";

    /// <summary>New red warnings, at once.</summary>
    public const string RedNow = "red_now";

    /// <summary>A digest that tells only what has ended.</summary>
    public const string Resolved = "resolved";

    /// <summary>A digest that tells only what was passed on because nobody has put it right.</summary>
    public const string Escalated = "escalated";

    /// <summary>Form in which a model is kept.</summary>
    public static JsonSerializerOptions Json { get; } = new(JsonSerializerDefaults.Web);
}

/// <summary>What a mail of kind <see cref="MailModels.Test"/> says.</summary>
/// <param name="AskedBy">Who asked for it.</param>
/// <param name="AskedAt">When.</param>
public sealed record TestMail(string AskedBy, DateTimeOffset AskedAt);

/// <summary>What a mail of kind <see cref="MailModels.AddressSuppressed"/> says.</summary>
/// <param name="Name">Who is not reached.</param>
/// <param name="Address">The address.</param>
/// <param name="Answer">What the mail server said.</param>
/// <param name="Kind">Kind of the mail that was refused.</param>
/// <param name="At">When.</param>
public sealed record AddressSuppressedMail(string Name, string Address, string Answer, string Kind, DateTimeOffset At);
