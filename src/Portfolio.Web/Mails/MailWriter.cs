using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Localization;
using Portfolio.Notifications.Mail;
using Portfolio.Notifications.Warnings;
using Portfolio.Web.Resources;
using Portfolio.Web.SignIn;

namespace Portfolio.Web.Mails;

/// <summary>Writes mails by their templates: HTML and plain text from one model.</summary>
internal sealed partial class MailWriter(ViewRendering views, MailSettings settings, AnswerLinks links, IStringLocalizer<Texts> texts) : IMailWriter
{
    public Task<LetterWords> WriteAsync(string kind, string language, string name, string model, MailHolder? holder, CancellationToken ct) =>
        WriteAsync(kind, language, name, model, holder, back: null);

    /// <summary>A mail that is only shown and goes to nobody; says so, with the way back.</summary>
    public Task<LetterWords> SampleAsync(string kind, string language, string name, string model, string back) =>
        WriteAsync(kind, language, name, model, holder: null, back);

    private async Task<LetterWords> WriteAsync(string kind, string language, string name, string model, MailHolder? holder, string? back)
    {
        var template = Known(kind);
        using var _ = MailLanguage.Of(language);
        var read = template.Read(model);
        var subject = template.Subject(read, texts);
        var frame = new MailFrame(subject, name, settings.Site) { AnswerTo = AnswerTo(read, holder), Back = back };
        var html = await views.RenderAsync($"/Mails/{template.View}.cshtml", read, frame);
        // Razor writes everything as HTML; for plain text that is taken back as a whole.
        var text = WebUtility.HtmlDecode(await views.RenderAsync($"/Mails/{template.View}.Text.cshtml", read, frame));
        return new LetterWords(subject, Gaps().Replace(text.ReplaceLineEndings("\n"), "\n\n").Trim() + "\n", html, IsOptional(read) ? settings.Site + MailFrame.Preferences : null);
    }

    /// <summary>The subject of a mail, in the language of the moment: for lists, which need no more of it.</summary>
    public string Subject(string kind, string model)
    {
        var template = Known(kind);
        return template.Subject(template.Read(model), texts);
    }

    /// <summary>Links are made when the mail is written, the same for text and HTML, and stand nowhere but in the mail itself.</summary>
    private Func<WarningItem, string>? AnswerTo(object model, MailHolder? holder)
    {
        if (model is not WarningMail { Role: { } role } mail || holder is null)
            return null;
        var made = mail.Items.Where(item => item.MayAnswer).Select(item => item.Id).Distinct()
            .ToDictionary(id => id, id => settings.Site + links.Make(id, holder.AccountId, role, holder.Address, mail.Day));
        return warning => made[warning.Id];
    }

    // Reminders alone may be switched off; a mail that holds a warning may not.
    private static bool IsOptional(object model) => model is WarningMail mail && mail.More == 0 && mail.Items.All(item => item.Part == "reminder");

    // Where the template says nothing, its line breaks remain.
    [GeneratedRegex(@"\n\s*\n\s*\n")]
    private static partial Regex Gaps();

    private static MailKind Known(string kind) => MailKinds.Find(kind) ?? throw new InvalidOperationException($"There is no template for mails of kind '{kind}'.");
}

/// <summary>What every mail says around its own words.</summary>
/// <param name="Subject">Subject.</param>
/// <param name="Name">Name of the recipient.</param>
/// <param name="Site">Address of the program, without a slash at its end.</param>
internal sealed record MailFrame(string Subject, string Name, string Site)
{
    /// <summary>Address at which a warning is answered; null = the mail is only shown, and nobody answers by it.</summary>
    public Func<WarningItem, string>? AnswerTo { get; init; }

    /// <summary>Page from which a sample was opened; null = the mail itself.</summary>
    public string? Back { get; init; }

    /// <summary>Page on which one says how one wants one's mail.</summary>
    public const string Preferences = "/account/mail";
}
