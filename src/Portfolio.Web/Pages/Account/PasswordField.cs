namespace Portfolio.Web.Pages.Account;

/// <summary>One field of the form in which a password is chosen.</summary>
/// <param name="Name">Name of the field.</param>
/// <param name="Label">What it asks for.</param>
/// <param name="Purpose">What the browser may fill in (<c>autocomplete</c>).</param>
/// <param name="Hint">What it must be like; null = nothing to say.</param>
/// <param name="Faults">What was wrong with it.</param>
internal sealed record PasswordField(string Name, string Label, string Purpose, string? Hint, IReadOnlyList<string> Faults)
{
    /// <summary>Id of the field.</summary>
    public string Id => "password-" + Name.ToLowerInvariant();

    /// <summary>Ids of what describes it; null = nothing.</summary>
    public string? DescribedBy => (Hint, Faults.Count) switch
    {
        (null, 0) => null,
        (null, _) => Id + "-fault",
        (_, 0) => Id + "-hint",
        _ => $"{Id}-hint {Id}-fault",
    };
}
