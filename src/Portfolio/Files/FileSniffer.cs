using System.IO.Compression;
using Portfolio.Common;

namespace Portfolio.Files;

/// <summary>Finds what a file is by its content.</summary>
internal static class FileSniffer
{
    // Readers of PDF look for its end no further back.
    private const int PdfEnd = 1024;

    private static readonly string[] Macros = ["_VBA_PROJECT", "_VBA_PROJECT_CUR", "VBA", "Macros"];

    /// <summary>What the file is; null when it is nothing that may be attached.</summary>
    /// <exception cref="ValidationFailedException"><c>files.macros</c>: it is, but with programs in it.</exception>
    public static FileType? TypeOf(byte[] file) => file switch
    {
        [0x25, 0x50, 0x44, 0x46, 0x2D, ..] => HasPdfEnd(file) ? FileType.Pdf : null,
        [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, _, _, _, _, 0x49, 0x48, 0x44, 0x52, ..] => FileType.Png,
        [0xFF, 0xD8, 0xFF, >= 0xC0, ..] => FileType.Jpeg,
        _ when FileSignature.IsZip(file) => OfZip(file),
        _ when FileSignature.IsCompound(file) => OfCompound(file),
        _ => Utf8Text.Is(file) ? FileType.Text : null,
    };

    private static bool HasPdfEnd(ReadOnlySpan<byte> file) => file[Math.Max(0, file.Length - PdfEnd)..].IndexOf("%%EOF"u8) >= 0;

    private static FileType? OfZip(byte[] file)
    {
        try
        {
            using var zip = new ZipArchive(new MemoryStream(file, writable: false), ZipArchiveMode.Read);
            var names = zip.Entries.Select(entry => entry.FullName.Replace('\\', '/')).ToHashSet(StringComparer.OrdinalIgnoreCase);
            var type = names.Contains("[Content_Types].xml")
                ? names.Contains("xl/workbook.xml") ? FileType.Xlsx : names.Contains("word/document.xml") ? FileType.Docx : null
                : null;
            return type is not null && names.Any(name => name.EndsWith("vbaProject.bin", StringComparison.OrdinalIgnoreCase)) ? throw FileFault.Macros() : type;
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    private static FileType? OfCompound(byte[] file)
    {
        try
        {
            var compound = CompoundFile.Open(file);
            var names = compound.TopNames.ToHashSet(StringComparer.Ordinal);
            var type = names.Contains("WordDocument") ? FileType.Doc : names.Contains("Workbook") || names.Contains("Book") ? FileType.Xls : null;
            return type is not null && compound.Names.Any(Macros.Contains) ? throw FileFault.Macros() : type;
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }
}
