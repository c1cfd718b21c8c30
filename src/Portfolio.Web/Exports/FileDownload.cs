using Microsoft.Net.Http.Headers;
using Portfolio.Files;
using Portfolio.Files.Thumbnails;

namespace Portfolio.Web.Exports;

/// <summary>An answer that is a file somebody attached: photos are shown, everything else is saved and never shown.</summary>
internal static class FileDownload
{
    /// <summary>Shown instead of a small picture that cannot be made.</summary>
    public const string NoPicture = "/no-picture.svg";

    // Whoever may see it may keep it; the permission is asked for again each time, for the next at the machine may be somebody else.
    private const string Kept = "private, no-cache";

    /// <summary>
    /// Sends the file under its name, or nothing to a browser that has it. The headers of every answer forbid the browser to take it
    /// for anything else, and those of a file to run or load anything for it.
    /// </summary>
    /// <param name="response">The answer, before anything of it is written.</param>
    /// <param name="file">The file, as the service of its record opened it.</param>
    /// <param name="ct">Cancels it.</param>
    public static async Task SendAsync(this HttpResponse response, OpenFile file, CancellationToken ct)
    {
        response.Attach(file.File.Name, file.File.MediaType, shown: file.File.IsPhoto);
        if (response.IsKept(file.Hash))
            return;
        response.ContentLength = file.File.Size;
        await using var content = file.OpenRead();
        await content.CopyToAsync(response.Body, ct);
    }

    /// <summary>Sends a small picture; null = <see cref="NoPicture"/>.</summary>
    /// <param name="response">The answer, before anything of it is written.</param>
    /// <param name="thumbnail">The picture, as the service of its record gave it.</param>
    /// <param name="ct">Cancels it.</param>
    public static async Task SendAsync(this HttpResponse response, Thumbnail? thumbnail, CancellationToken ct)
    {
        if (thumbnail is null)
        {
            response.Redirect(NoPicture);
            return;
        }
        response.Attach("thumbnail.jpg", Thumbnail.MediaType, shown: true);
        if (response.IsKept(thumbnail.Hash + "-s"))
            return;
        response.ContentLength = thumbnail.Bytes.Length;
        await response.Body.WriteAsync(thumbnail.Bytes, ct);
    }

    private static bool IsKept(this HttpResponse response, string hash)
    {
        var tag = new EntityTagHeaderValue($"\"{hash}\"");
        response.GetTypedHeaders().ETag = tag;
        response.Headers.CacheControl = Kept;
        if (!response.HttpContext.Request.GetTypedHeaders().IfNoneMatch.Any(seen => seen.Compare(tag, useStrongComparison: false)))
            return false;
        response.StatusCode = StatusCodes.Status304NotModified;
        return true;
    }
}
