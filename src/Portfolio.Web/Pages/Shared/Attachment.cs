using Portfolio.Files;

namespace Portfolio.Web.Pages.Shared;

/// <summary>A photo or file that is shown with its record.</summary>
/// <param name="Address">Where it is; its small picture is at the same address with <c>/thumbnail</c>.</param>
/// <param name="Name">Name.</param>
/// <param name="MediaType">What it is, found by its content.</param>
/// <param name="Size">Bytes.</param>
internal sealed record Attachment(string Address, string Name, string MediaType, int Size)
{
    /// <summary>Whether a browser shows it.</summary>
    public bool IsPhoto => StoredFile.PhotoTypes.Contains(MediaType);
}
