namespace Portfolio.Web.Security;

/// <summary>Brings in what stands between the program and the net.</summary>
internal static class SecurityServices
{
    /// <exception cref="Hosting.StartupException">A setting cannot be read.</exception>
    public static void Add(WebApplicationBuilder builder)
    {
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        // The first filter is the outermost one.
        builder.Services.Insert(0, ServiceDescriptor.Singleton<IStartupFilter, SecurityHeaders>());
    }
}
