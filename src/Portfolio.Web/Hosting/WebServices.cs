using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.AspNetCore.Localization;
using Microsoft.AspNetCore.Mvc.Infrastructure;
using Microsoft.Extensions.WebEncoders;
using Portfolio.Files;
using Portfolio.Web.Api;
using Portfolio.Web.Errors;
using Portfolio.Web.Exports;
using Portfolio.Web.Exports.Capital;
using Portfolio.Web.Formatting;
using Portfolio.Web.Pages;
using Portfolio.Web.Pages.Projects;
using Portfolio.Web.Scheduling;
using Portfolio.Web.Security;
using Portfolio.Web.SignIn;

namespace Portfolio.Web.Hosting;

/// <summary>What the web part needs.</summary>
internal static class WebServices
{
    public static readonly CultureInfo[] Cultures = [CultureInfo.GetCultureInfo("vi"), CultureInfo.GetCultureInfo("en")];

    public static void Add(WebApplicationBuilder builder)
    {
        builder.WebHost.UseStaticWebAssets();
        SecurityServices.Add(builder);
        // In code and not only in the settings' file, which may be missing where the program is started from another folder: the
        // line of a request holds its address, and that of a one-time link its secret.
        builder.Logging.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.Warning);
        var services = builder.Services;
        services.AddSingleton<DatabaseHost>();
        services.AddSingleton(new FileLimits(
            builder.Configuration.Count("Limits:FileMegabytes", FileLimits.UsualMegabytes, least: 1, FileLimits.MostMegabytes)));
        MailConfiguration.Add(builder);
        services.AddPortfolio(provider => provider.GetRequiredService<DatabaseHost>().ConnectionString);
        services.AddSingleton<ActorSource>();
        services.AddSingleton<NoticeBell>();
        services.AddSingleton<LedgerAlarm>();
        services.AddHostedService(provider => provider.GetRequiredService<LedgerAlarm>());
        SignInServices.Add(builder);
        JobScheduling.Add(builder);
        services.AddLocalization();
        services.AddSingleton<Display>();
        services.AddSingleton(provider => new KeptHtml(provider.GetRequiredService<HtmlEncoder>()));
        services.AddSingleton<ErrorText>();
        services.AddScoped<Pages.Work.GridSave>();
        services.AddSingleton<EventWords>();
        services.AddSingleton<NoticeWords>();
        services.AddSingleton<WarningSentence>();
        services.AddSingleton<ReasonWords>();
        services.AddSingleton<Pages.Admin.Jobs.JobDesk>();
        services.AddSingleton<DeviceWords>();
        services.AddSingleton<ProjectCsv>();
        services.AddSingleton<ProjectChoiceLists>();
        services.AddSingleton<SheetFrame>().AddSingleton<BalanceSheets>().AddSingleton<DatedSheets>().AddSingleton<AnnexSheets>().AddSingleton<BodySheets>();
        services.AddSingleton<AuditCsv>();
        services.AddRazorPages(options => options.Conventions.ConfigureFilter(new ExpectedFailureFilter()).ConfigureFilter(new ExpiredFormFilter()));
        services.AddSingleton<IHttpResponseStreamWriterFactory, PageWriters>();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.MaxResponseBufferSize = PageWriters.Waiting);
        services.AddHttpContextAccessor();
        services.AddHealthChecks().AddCheck<DatabaseHealth>("database", tags: ["ready"]);
        services.AddPortfolioApi();
        services.AddResponseCompression(options => options.EnableForHttps = true);
        services.AddOptions<RequestLocalizationOptions>().Configure<CookieRules>(UseLanguages);
        // Vietnamese letters stay letters in the pages instead of growing into character references.
        services.Configure<WebEncoderOptions>(options => options.TextEncoderSettings = new TextEncoderSettings(UnicodeRanges.All));
    }

    /// <summary>Vietnamese unless the visitor chose English by the switch (cookie) or the address asks for it.</summary>
    private static void UseLanguages(RequestLocalizationOptions options, CookieRules cookies)
    {
        options.DefaultRequestCulture = new RequestCulture(Cultures[0]);
        options.SupportedCultures = Cultures;
        options.SupportedUICultures = Cultures;
        options.RequestCultureProviders =
        [
            new QueryStringRequestCultureProvider { QueryStringKey = "lang", UIQueryStringKey = "lang" },
            new CookieRequestCultureProvider { CookieName = cookies.Name(LanguageModel.Cookie) },
        ];
    }
}
