using System.Net.Mail;
using Microsoft.Extensions.Localization;
using Portfolio.Database;
using Portfolio.Notifications.Mail;
using Portfolio.Web.Mails;
using Portfolio.Web.Resources;
using Portfolio.Web.Security;

namespace Portfolio.Web.Hosting;

/// <summary>What the configuration says about mail.</summary>
internal static class MailConfiguration
{
    private const string Site = "Mail:Site";

    public static void Add(WebApplicationBuilder builder)
    {
        var configuration = builder.Configuration;
        // Read now, so that what cannot be read is said at once; its name in words comes with the texts.
        var settings = Read(configuration);
        builder.Services.AddSingleton(provider => settings with { FromName = settings.FromName ?? ProgramName(provider) });
        builder.Services.AddSingleton<ViewRendering>();
        builder.Services.AddSingleton<MailSamples>();
        builder.Services.AddSingleton<MailWriter>();
        builder.Services.AddSingleton<IMailWriter>(provider => provider.GetRequiredService<MailWriter>());
    }

    /// <exception cref="StartupException">A setting cannot be read.</exception>
    private static MailSettings Read(ConfigurationManager configuration)
    {
        var from = Text(configuration, "Mail:From") ?? "danh-muc@localhost";
        if (!MailAddress.TryCreate(from, out _))
            throw new StartupException($"Mail:From '{from}' is not an address for mail.");
        var host = Text(configuration, "Mail:Smtp:Host");
        if (host is not null && Text(configuration, "Mail:From") is null)
            throw new StartupException("Mail:Smtp:Host is set, but Mail:From is not: name the address that mails come from.");
        return new MailSettings
        {
            Host = host,
            Port = configuration.Count("Mail:Smtp:Port", 587, least: 1, most: 65535),
            StartTls = configuration.Switch("Mail:Smtp:StartTls", otherwise: true),
            UserName = Text(configuration, "Mail:Smtp:UserName"),
            Password = Text(configuration, "Mail:Smtp:Password"),
            From = from,
            FromName = Text(configuration, "Mail:FromName"),
            Folder = Text(configuration, "Mail:Folder") ?? Path.Combine(RepositoryFolder.Root() ?? AppContext.BaseDirectory, ".data", "mail"),
            Site = SiteOf(configuration),
            PerMinute = configuration.Count("Mail:PerMinute", 300),
            Kept = TimeSpan.FromDays(configuration.Count("Mail:KeepDays", 400, least: 30, most: 3650)),
            Timeout = TimeSpan.FromSeconds(configuration.Count("Mail:Smtp:TimeoutSeconds", 30, least: 1, most: 300)),
        };
    }

    // In Vietnamese, whoever asks first.
    private static string ProgramName(IServiceProvider provider)
    {
        using var _ = MailLanguage.Of("vi");
        return provider.GetRequiredService<IStringLocalizer<Texts>>()["app.name"].Value;
    }

    private static string SiteOf(ConfigurationManager configuration)
    {
        // Links of a mail are opened elsewhere: where the program listens on this machine helps nobody there.
        if (Text(configuration, "Mail:Smtp:Host") is not null && Text(configuration, Site) is null)
            throw new StartupException($"{Site} is missing: the address under which people open the program, for the links in mails, as https://dautucong.example.");
        var site = Text(configuration, Site) ?? configuration["urls"]?.Split(';')[0] ?? "http://localhost:5080";
        return Uri.TryCreate(site, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
            ? site.TrimEnd('/')
            : Text(configuration, Site) is null ? "http://localhost:5080" : throw new StartupException($"{Site} '{site}' is not an address that begins with https:// or http://.");
    }

    private static string? Text(ConfigurationManager configuration, string name) => configuration[name] is { } text && !string.IsNullOrWhiteSpace(text) ? text : null;
}
