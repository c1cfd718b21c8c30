using Microsoft.AspNetCore.Localization;
using Portfolio.Web.Hosting;

namespace Portfolio.Web.Api;

/// <summary>
/// The language that the address asks for by its two letters, <c>?lang=en</c>. ASP.NET Core's own provider wants the whole name
/// of the culture (<c>en-GB</c>), which no caller knows.
/// </summary>
internal sealed class AddressLanguage : RequestCultureProvider
{
    public override Task<ProviderCultureResult?> DetermineProviderCultureResult(HttpContext httpContext)
    {
        var language = httpContext.Request.Query["lang"].ToString();
        var culture = WebServices.Cultures.FirstOrDefault(
            c => c.TwoLetterISOLanguageName.Equals(language, StringComparison.OrdinalIgnoreCase));
        return Task.FromResult(culture is null ? null : new ProviderCultureResult(culture.Name));
    }
}
