namespace Portfolio.Web.Pages.Account;

/// <summary>A form that a passkey fills in; it is shown where the browser has passkeys (see <c>ClientApp/passkeys.ts</c>).</summary>
/// <param name="Act">"create" or "get".</param>
/// <param name="Page">Page whose handlers PasskeyOptions and Passkey serve it.</param>
/// <param name="Button">What it is called.</param>
/// <param name="Fault">What was wrong with the last attempt; null = nothing.</param>
/// <param name="ReturnUrl">Where to go on to; null = the page decides.</param>
internal sealed record PasskeyForm(string Act, string Page, string Button, string? Fault, string? ReturnUrl)
{
    /// <summary>Whether the passkey gets a name.</summary>
    public bool AsksName { get; init; }

    /// <summary>The name as typed.</summary>
    public string? Name { get; init; }

    /// <summary>Whether it is what the page is for.</summary>
    public bool Primary { get; init; }
}
