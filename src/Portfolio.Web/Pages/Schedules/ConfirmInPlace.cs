namespace Portfolio.Web.Pages.Schedules;

/// <summary>A milestone that waits for confirmation, where a list shows it.</summary>
/// <param name="Address">Address of the milestone.</param>
/// <param name="Name">Its name.</param>
/// <param name="Revision">Version it was read in.</param>
/// <param name="ReturnUrl">Where the list is.</param>
internal sealed record ConfirmInPlace(string Address, string Name, long Revision, string ReturnUrl);
