using Portfolio.Common;

namespace Portfolio.Files;

/// <summary>
/// Takes files in before any transaction begins, so that nobody waits for a slow upload. Nothing is stored yet: the service of the
/// record they belong to does that, once it has demanded its permission.
/// </summary>
/// <param name="limits">How large they may be.</param>
public sealed class FileIntake(FileLimits limits)
{
    /// <summary>Reads a file and finds out what it is.</summary>
    /// <param name="name">Name as it was given.</param>
    /// <param name="content">What it holds.</param>
    /// <param name="ct">Cancels it.</param>
    /// <exception cref="ValidationFailedException">
    /// <c>files.empty</c>, <c>files.too_large</c>, <c>files.type_not_allowed</c>, <c>files.macros</c>, or <c>files.name_mismatch</c>:
    /// the name ends like that of another kind of file.
    /// </exception>
    public async Task<NewFile> ReadAsync(string? name, Stream content, CancellationToken ct)
    {
        var bytes = await LimitedRead.AllAsync(content, limits.Largest, ct) ?? throw FileFault.TooLarge(limits);
        if (bytes.Length == 0)
            throw FileFault.Empty();
        var safe = FileName.Of(name);
        var found = FileSniffer.TypeOf(bytes) ?? throw FileFault.TypeNotAllowed();
        var extension = FileName.ExtensionOf(safe);
        if (extension.Length == 0)
            return new NewFile(safe + found.Extensions[0], found.MediaType, bytes);
        var named = FileType.Named(extension) ?? throw FileFault.TypeNotAllowed();
        // Of texts only the name tells what they are.
        return named == found || (named == FileType.Csv && found == FileType.Text)
            ? new NewFile(safe, named.MediaType, bytes)
            : throw FileFault.NameMismatch(extension, found);
    }
}
