namespace Portfolio.Files;

/// <summary>A kind of file that may be attached.</summary>
/// <param name="MediaType">Media type.</param>
/// <param name="Extensions">How its names end, the usual way first.</param>
internal sealed record FileType(string MediaType, params string[] Extensions)
{
    public static readonly FileType Pdf = new("application/pdf", ".pdf");
    public static readonly FileType Png = new("image/png", ".png");
    public static readonly FileType Jpeg = new("image/jpeg", ".jpg", ".jpeg");
    public static readonly FileType Xlsx = new("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ".xlsx");
    public static readonly FileType Docx = new("application/vnd.openxmlformats-officedocument.wordprocessingml.document", ".docx");
    public static readonly FileType Xls = new("application/vnd.ms-excel", ".xls");
    public static readonly FileType Doc = new("application/msword", ".doc");
    public static readonly FileType Csv = new("text/csv", ".csv");
    public static readonly FileType Text = new("text/plain", ".txt");

    /// <summary>All of them.</summary>
    public static readonly IReadOnlyList<FileType> All = [Pdf, Png, Jpeg, Xlsx, Docx, Xls, Doc, Csv, Text];

    /// <summary>The kind whose names end so; null when none does.</summary>
    public static FileType? Named(string extension) => All.FirstOrDefault(type => type.Extensions.Contains(extension, StringComparer.OrdinalIgnoreCase));
}
