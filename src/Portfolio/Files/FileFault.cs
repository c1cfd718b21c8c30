using Portfolio.Common;

namespace Portfolio.Files;

/// <summary>What keeps a file from being attached.</summary>
internal static class FileFault
{
    private const string Field = "file";

    public static ValidationFailedException Empty() => Of("files.empty");

    public static ValidationFailedException TooLarge(FileLimits limits) => Of("files.too_large", ("most", limits.LargestMegabytes));

    public static ValidationFailedException Macros() => Of("files.macros");

    public static ValidationFailedException TypeNotAllowed() =>
        Of("files.type_not_allowed", ("allowed", string.Join(", ", FileType.All.SelectMany(type => type.Extensions).Select(extension => extension[1..].ToUpperInvariant()))));

    public static ValidationFailedException NameMismatch(string extension, FileType found) =>
        Of("files.name_mismatch", ("extension", extension), ("found", found.Extensions[0]));

    private static ValidationFailedException Of(string code, params (string Name, object? Value)[] arguments) =>
        new([new FieldFailure(Field, code, arguments.ToDictionary(argument => argument.Name, argument => argument.Value))]);
}
