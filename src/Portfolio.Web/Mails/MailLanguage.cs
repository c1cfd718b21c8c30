using System.Globalization;

namespace Portfolio.Web.Mails;

/// <summary>The language of a mail, for as long as it is being written: <c>using (MailLanguage.Of("vi")) …</c></summary>
internal sealed class MailLanguage : IDisposable
{
    private readonly (CultureInfo Formats, CultureInfo Words) before = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);

    private MailLanguage(CultureInfo language) => CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = language;

    public static MailLanguage Of(string code) => new(CultureInfo.GetCultureInfo(code));

    public void Dispose() => (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = before;
}
