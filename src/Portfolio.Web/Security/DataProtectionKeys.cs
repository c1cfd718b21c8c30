using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Portfolio.Common;
using Portfolio.Web.Hosting;

namespace Portfolio.Web.Security;

/// <summary>
/// The keys of cookies, form tokens and links stand in the database, so that any node reads what another one wrote, before and
/// after a restart; protected by a certificate if <c>DataProtection:Certificate</c> names one.
/// </summary>
internal static class DataProtectionKeys
{
    private const string Application = "portfolio";
    private const string FileSetting = "DataProtection:Certificate";
    private const string PasswordSetting = "DataProtection:CertificatePassword";

    /// <exception cref="StartupException">The certificate cannot be used.</exception>
    public static void Add(IServiceCollection services, IConfiguration configuration)
    {
        var protection = services.AddDataProtection().SetApplicationName(Application);
        services.AddOptions<KeyManagementOptions>().Configure<IServiceProvider>(
            (options, provider) => options.XmlRepository = new Repository(provider.GetRequiredService<ProtectionKeys>));
        if (configuration[FileSetting] is { } file && !string.IsNullOrWhiteSpace(file))
            protection.ProtectKeysWithCertificate(Load(file, configuration[PasswordSetting]));
    }

    private static X509Certificate2 Load(string file, string? password)
    {
        try
        {
            var certificate = X509CertificateLoader.LoadPkcs12FromFile(file, password);
            using var key = certificate.GetRSAPrivateKey();
            return key is not null ? certificate : throw Unusable(file, "It holds no private RSA key.");
        }
        catch (Exception fault) when (fault is CryptographicException or IOException or UnauthorizedAccessException)
        {
            throw Unusable(file, fault.Message.Split('\n')[0].Trim());
        }
    }

    private static StartupException Unusable(string file, string reason) =>
        new($"{FileSetting} '{file}' cannot be used: {reason} Name a PKCS #12 file (.pfx) with its private key, and its password in {PasswordSetting}.");

    // Made with the pipeline, before the database is up; asked after that.
    private sealed class Repository(Func<ProtectionKeys> keys) : IXmlRepository
    {
        public IReadOnlyCollection<XElement> GetAllElements() => [.. keys().All().Select(XElement.Parse)];

        public void StoreElement(XElement element, string friendlyName) => keys().Add(friendlyName, element.ToString(SaveOptions.DisableFormatting));
    }
}
