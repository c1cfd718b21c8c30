namespace Portfolio.Web.Exports.Xlsx;

/// <summary>An answer that is a spreadsheet.</summary>
internal static class XlsxDownload
{
    private const int Buffer = 64 * 1024;

    /// <summary>
    /// Answers with the file. It is written aside first, so that a failure on the way is told as a failure instead of breaking off
    /// a file half saved, and so that whoever is slow to take it keeps no row of the database waiting.
    /// </summary>
    /// <param name="response">The answer, before anything of it is written.</param>
    /// <param name="name">What the file is called, with its extension.</param>
    /// <param name="table">What it says.</param>
    /// <param name="rows">The rows, in the order of their groups.</param>
    /// <param name="ct">Cancels it.</param>
    public static Task AttachAsync<T>(
        this HttpResponse response, string name, XlsxTable<T> table, IAsyncEnumerable<T> rows, CancellationToken ct) =>
        response.AttachAsync(name, [XlsxPart.Of(table, rows)], ct);

    /// <summary>Answers with a file of several sheets, written aside as well.</summary>
    /// <param name="response">The answer, before anything of it is written.</param>
    /// <param name="name">What the file is called, with its extension.</param>
    /// <param name="sheets">The sheets in order, each with a name of its own.</param>
    /// <param name="ct">Cancels it.</param>
    public static async Task AttachAsync(this HttpResponse response, string name, IReadOnlyList<XlsxPart> sheets, CancellationToken ct)
    {
        await using var file = Aside();
        await XlsxFile.WriteAsync(file, sheets, ct);
        response.Attach(name, XlsxFile.ContentType);
        response.ContentLength = file.Length;
        file.Position = 0;
        await file.CopyToAsync(response.Body, ct);
    }

    private static FileStream Aside()
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Share = FileShare.None,
            BufferSize = Buffer,
            Options = FileOptions.DeleteOnClose | FileOptions.Asynchronous,
        };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return new FileStream(Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()), options);
    }
}
