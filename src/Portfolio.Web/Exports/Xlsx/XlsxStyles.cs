using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Spreadsheet;

namespace Portfolio.Web.Exports.Xlsx;

/// <summary>The looks of every sheet: the type face of official papers, thin lines, grey where totals stand.</summary>
internal static class XlsxStyles
{
    private const string TypeFace = "Times New Roman";
    private const uint WholeFormat = 3;
    private const uint PercentFormat = 10;
    private const uint DateFormat = 164;

    private const uint Regular = 0;
    private const uint Bold = 1;
    private const uint Italic = 2;
    private const uint Large = 3;

    private const uint NoFill = 0;
    private const uint HeaderFill = 2;
    private const uint TotalFill = 3;

    private const uint NoLines = 0;
    private const uint Lines = 1;

    /// <summary>The style of a cell of the body.</summary>
    public static uint Of(XlsxCellKind kind, XlsxWeight weight) =>
        (uint)XlsxStyle.Body + (uint)((int)weight * Enum.GetValues<XlsxCellKind>().Length) + (uint)kind;

    public static Stylesheet Sheet() => new(
        new NumberingFormats(new NumberingFormat { NumberFormatId = DateFormat, FormatCode = "dd/mm/yyyy" }) { Count = 1 },
        new Fonts(Font(11), Font(11, new Bold()), Font(11, new Italic()), Font(14, new Bold())) { Count = 4 },
        // The first two are the spreadsheet's own.
        new Fills(Pattern(PatternValues.None), Pattern(PatternValues.Gray125), Solid("FFE7EDF5"), Solid("FFF2F2F2")) { Count = 4 },
        new Borders(new Border(new LeftBorder(), new RightBorder(), new TopBorder(), new BottomBorder(), new DiagonalBorder()), ThinLines()) { Count = 2 },
        new CellStyleFormats(new CellFormat { NumberFormatId = 0, FontId = Regular, FillId = NoFill, BorderId = NoLines }) { Count = 1 },
        new CellFormats([.. Fixed(), .. Enum.GetValues<XlsxWeight>().SelectMany(Body)]),
        new CellStyles(new CellStyle { Name = "Normal", FormatId = 0, BuiltinId = 0 }) { Count = 1 });

    /// <summary>In the order of <see cref="XlsxStyle"/>.</summary>
    private static IEnumerable<CellFormat> Fixed() =>
    [
        Format(Regular, NoFill, NoLines, null),
        Format(Large, NoFill, NoLines, HorizontalAlignmentValues.Center),
        Format(Italic, NoFill, NoLines, HorizontalAlignmentValues.Center),
        Format(Italic, NoFill, NoLines, HorizontalAlignmentValues.Right, wrap: false),
        Format(Bold, HeaderFill, Lines, HorizontalAlignmentValues.Center),
        Format(Bold, NoFill, Lines, HorizontalAlignmentValues.Left, wrap: false),
        Format(Italic, NoFill, NoLines, HorizontalAlignmentValues.Center),
        Format(Bold, NoFill, NoLines, HorizontalAlignmentValues.Center),
        Format(Italic, NoFill, NoLines, HorizontalAlignmentValues.Center),
    ];

    /// <summary>In the order of <see cref="XlsxCellKind"/>.</summary>
    private static IEnumerable<CellFormat> Body(XlsxWeight weight)
    {
        var font = weight == XlsxWeight.Row ? Regular : Bold;
        var fill = weight == XlsxWeight.Total ? TotalFill : NoFill;
        // A label reaches over the blank cells beside it.
        var wrap = weight == XlsxWeight.Row;
        yield return Format(font, fill, Lines, HorizontalAlignmentValues.Left, wrap: wrap);
        yield return Format(font, fill, Lines, HorizontalAlignmentValues.Left, wrap: wrap, quoted: true);
        yield return Format(font, fill, Lines, HorizontalAlignmentValues.Right, WholeFormat, wrap: false);
        yield return Format(font, fill, Lines, HorizontalAlignmentValues.Right, wrap: false);
        yield return Format(font, fill, Lines, HorizontalAlignmentValues.Center, DateFormat, wrap: false);
        yield return Format(font, fill, Lines, HorizontalAlignmentValues.Right, PercentFormat, wrap: false);
    }

    private static CellFormat Format(
        uint font, uint fill, uint lines, HorizontalAlignmentValues? horizontal, uint number = 0, bool wrap = true, bool quoted = false)
    {
        var format = new CellFormat
        {
            NumberFormatId = number,
            FontId = font,
            FillId = fill,
            BorderId = lines,
            FormatId = 0,
            ApplyNumberFormat = true,
            ApplyFont = true,
            ApplyFill = true,
            ApplyBorder = true,
        };
        if (quoted)
            format.QuotePrefix = true;
        if (horizontal is not { } side)
            return format;
        format.ApplyAlignment = true;
        format.Alignment = new Alignment { Horizontal = side, Vertical = VerticalAlignmentValues.Center, WrapText = wrap };
        return format;
    }

    private static Font Font(double size, params OpenXmlElement[] weight) =>
        new([.. weight, new FontSize { Val = size }, new FontName { Val = TypeFace }, new FontFamilyNumbering { Val = 1 }]);

    private static Fill Pattern(PatternValues pattern) => new(new PatternFill { PatternType = pattern });

    private static Fill Solid(string colour) => new(
        new PatternFill(new ForegroundColor { Rgb = colour }, new BackgroundColor { Indexed = 64 }) { PatternType = PatternValues.Solid });

    private static Border ThinLines() => new(
        new LeftBorder(Line()) { Style = BorderStyleValues.Thin },
        new RightBorder(Line()) { Style = BorderStyleValues.Thin },
        new TopBorder(Line()) { Style = BorderStyleValues.Thin },
        new BottomBorder(Line()) { Style = BorderStyleValues.Thin },
        new DiagonalBorder());

    private static Color Line() => new() { Auto = true };
}
