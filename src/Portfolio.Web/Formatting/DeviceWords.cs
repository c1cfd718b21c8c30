using Microsoft.Extensions.Localization;
using Portfolio.Web.Resources;

namespace Portfolio.Web.Formatting;

/// <summary>What a browser calls itself, in words by which its owner knows it again.</summary>
internal sealed class DeviceWords(IStringLocalizer<Texts> texts)
{
    // Most browsers claim to be several others as well: the first sign that fits is the right one.
    private static readonly (string Sign, string Name)[] Browsers =
    [
        ("coc_coc_browser", "C\u1ed1c C\u1ed1c"), ("Edg/", "Edge"), ("EdgA/", "Edge"), ("EdgiOS/", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser/", "Samsung Internet"),
        ("FxiOS/", "Firefox"), ("Firefox/", "Firefox"), ("CriOS/", "Chrome"), ("HeadlessChrome/", "Chrome"), ("Chrome/", "Chrome"), ("Safari/", "Safari"),
    ];

    private static readonly (string Sign, string Name)[] Systems =
    [
        ("Windows", "Windows"), ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Mac OS X", "macOS"), ("CrOS", "ChromeOS"), ("Linux", "Linux"),
    ];

    /// <summary>"Chrome trên Windows".</summary>
    public string Of(string? userAgent) => (Find(Browsers, userAgent), Find(Systems, userAgent)) switch
    {
        ({ } browser, { } system) => texts["device.both", browser, system].Value,
        ({ } browser, null) => browser,
        (null, { } system) => system,
        _ => texts["device.unknown"].Value,
    };

    private static string? Find((string Sign, string Name)[] signs, string? userAgent) =>
        signs.FirstOrDefault(sign => userAgent?.Contains(sign.Sign, StringComparison.Ordinal) ?? false).Name;
}
