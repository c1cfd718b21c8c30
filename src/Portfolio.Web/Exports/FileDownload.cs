using Portfolio.Files;

namespace Portfolio.Web.Exports;

/// <summary>An answer that is a file somebody attached: never shown by the program, whatever it is.</summary>
internal static class FileDownload
{
    /// <summary>
    /// Sends the file to be saved under its name. The headers of every answer forbid the browser to take it for anything else, and
    /// those of a file to run or load anything for it.
    /// </summary>
    /// <param name="response">The answer, before anything of it is written.</param>
    /// <param name="file">The file, as the service of its record opened it.</param>
    /// <param name="ct">Cancels it.</param>
    public static async Task SendAsync(this HttpResponse response, OpenFile file, CancellationToken ct)
    {
        response.Attach(file.File.Name, file.File.MediaType);
        response.ContentLength = file.File.Size;
        await using var content = file.OpenRead();
        await content.CopyToAsync(response.Body, ct);
    }
}
