using System.Text.Json;
using Microsoft.Extensions.Localization;
using Portfolio.Notifications.Mail;
using Portfolio.Web.Resources;

namespace Portfolio.Web.Mails;

/// <summary>A kind of mail: its template, and its subject.</summary>
/// <param name="Code">One of <see cref="MailModels"/>.</param>
/// <param name="View">Name of its templates: <c>View.cshtml</c> for HTML, <c>View.Text.cshtml</c> for plain text.</param>
internal abstract record MailKind(string Code, string View)
{
    /// <summary>What the template is given.</summary>
    public abstract object Read(string json);

    /// <summary>The subject, in the language of the moment.</summary>
    public abstract string Subject(object model, IStringLocalizer<Texts> texts);
}

/// <summary>The same with the type of what it says.</summary>
internal sealed record MailKind<TModel>(string Code, string View, Func<TModel, IStringLocalizer<Texts>, string> SubjectOf) : MailKind(Code, View)
    where TModel : class
{
    public override object Read(string json) => JsonSerializer.Deserialize<TModel>(json, MailModels.Json)
        ?? throw new JsonException("A mail of kind " + Code + " says nothing.");

    public override string Subject(object model, IStringLocalizer<Texts> texts) => SubjectOf((TModel)model, texts);
}
