namespace Portfolio.Web.Pages.Account;

/// <summary>The form in which somebody proves once more who he is, before the account becomes weaker.</summary>
/// <param name="Handler">What is then done.</param>
/// <param name="Button">What it is called.</param>
/// <param name="Hint">What it means.</param>
/// <param name="Fault">What was wrong with the last attempt; null = nothing.</param>
internal sealed record ProofForm(string Handler, string Button, string Hint, string? Fault);
