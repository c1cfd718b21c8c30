using Microsoft.AspNetCore.Localization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Portfolio.Web.Hosting;
using Portfolio.Web.Security;

namespace Portfolio.Web.Pages;

/// <summary>Remembers the language the visitor chose.</summary>
internal sealed class LanguageModel(CookieRules cookies) : PageModel
{
    /// <summary>What the cookie is called by the program's rules.</summary>
    public const string Cookie = "language";

    private static readonly TimeSpan Remembered = TimeSpan.FromDays(365);

    public IActionResult OnGet() => LocalRedirect("/");

    public IActionResult OnPost(string? language, string? returnUrl)
    {
        var culture = WebServices.Cultures.FirstOrDefault(c => c.TwoLetterISOLanguageName == language) ?? WebServices.Cultures[0];
        var cookie = cookies.Cookie(Cookie);
        cookie.MaxAge = Remembered;
        Response.Cookies.Append(
            cookie.Name!, CookieRequestCultureProvider.MakeCookieValue(new RequestCulture(culture)), cookie.Build(HttpContext));
        return LocalRedirect(LocalAddress.Of(returnUrl));
    }
}
