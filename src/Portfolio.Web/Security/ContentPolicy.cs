namespace Portfolio.Web.Security;

/// <summary>
/// What a page may load and run: the program's own files and nothing written into the page. A text that slips unescaped into a
/// page therefore still runs no script.
/// </summary>
internal sealed class ContentPolicy
{
    private const string Fixed =
        "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; "
        + "frame-src 'none'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action ";

    /// <summary>For what is saved as a file: should a browser show it after all, it runs and loads nothing and belongs to no site.</summary>
    public const string OfFiles = "default-src 'none'; sandbox; frame-ancestors 'none'";

    /// <summary>For photos that are shown: the same, but the browser may dress the page it makes of a picture.</summary>
    public const string OfPhotos = "default-src 'none'; style-src 'unsafe-inline'; sandbox; frame-ancestors 'none'";

    /// <summary>
    /// Where forms may lead. Browsers hold the redirects after a form to it as well, so single sign-on adds the origin of its
    /// provider: <c>services.Configure&lt;ContentPolicy&gt;(policy =&gt; policy.FormActions.Add("https://id.example"))</c>.
    /// </summary>
    public IList<string> FormActions { get; } = ["'self'"];

    /// <summary>The value of the header.</summary>
    public string Header => Fixed + string.Join(' ', FormActions);
}
