using Microsoft.Extensions.Localization;
using Portfolio.Common;
using Portfolio.Reporting.Capital;
using Portfolio.Web.Exports.Xlsx;
using Portfolio.Web.Formatting;
using Portfolio.Web.Resources;

namespace Portfolio.Web.Exports.Capital;

/// <summary>What all spreadsheets of capital have: titles, unit, who signs, and the columns of years and of what was paid.</summary>
internal sealed class SheetFrame(IStringLocalizer<Texts> texts)
{
    /// <summary>Width of the column with the names.</summary>
    public const double NameWidth = 50;

    /// <summary>Width of a column with codes.</summary>
    public const double CodeWidth = 14;

    /// <summary>Width of a column with sources.</summary>
    public const double SourceWidth = 26;

    /// <summary>Width of a column with reasons or decisions.</summary>
    public const double WordsWidth = 30;

    /// <summary>The line above the table that names the unit.</summary>
    public string Unit => texts["xlsx.unit_dong"].Value;

    /// <summary>Label of the grand total.</summary>
    public string Total => texts["xlsx.total"].Value;

    /// <summary>Place for those who sign.</summary>
    public XlsxSignatures Signatures => new(
        texts["xlsx.place_and_date"].Value, new XlsxSignature(texts["xlsx.made_by"].Value, texts["xlsx.sign_hint"].Value),
        new XlsxSignature(texts["xlsx.head_of_body"].Value, texts["xlsx.seal_hint"].Value));

    /// <summary>A text of the resources.</summary>
    public string this[string key, params object[] arguments] => texts[key, arguments].Value;

    /// <summary>The lines over a table: the title in capitals, what it is about, and a warning where figures are made up.</summary>
    public IReadOnlyList<string> Titles(bool illustrative, string title, params string[] lines) =>
    [
        title.ToUpper(System.Globalization.CultureInfo.CurrentCulture), .. lines.Where(line => line.Length > 0),
        .. illustrative ? [texts["xlsx.illustrative"].Value] : Array.Empty<string>(),
    ];

    /// <summary>"Tỉnh Cao Bằng · 2026–2030".</summary>
    public static string PlaceOf(CapitalPlan plan) =>
        FormattableString.Invariant($"{Display.Name(plan.ProvinceName, plan.ProvinceNameEn)} · {plan.PeriodFrom}–{plan.PeriodTo}");

    /// <summary>The sub-total of a group.</summary>
    public XlsxGrouping<T> Group<T>(Func<T, string> key, Func<T, string> name) => new(key, name, row => texts["xlsx.subtotal", name(row)].Value);

    /// <summary>A column for each year and one for their sum, under one head.</summary>
    public IReadOnlyList<XlsxColumn<T>> Years<T>(IReadOnlyList<int> years, Func<T, IReadOnlyList<Vnd?>> of)
    {
        var band = texts["xlsx.allocated"].Value;
        List<XlsxColumn<T>> columns =
        [
            .. years.Index().Select(at => XlsxColumn<T>.Dong(at.Item.ToString(System.Globalization.CultureInfo.InvariantCulture), row => of(row)[at.Index], band)),
        ];
        return [.. columns, XlsxColumn<T>.Sum(texts["field.total"].Value, columns, band)];
    }

    /// <summary>What may be paid out, what is, its share, and what is left; what was recovered after the closing where there is any.</summary>
    public IReadOnlyList<XlsxColumn<T>> Paid<T>(Func<T, CapitalFigures> of, CapitalFigures all)
    {
        var band = texts["xlsx.payments"].Value;
        var payable = XlsxColumn<T>.Dong(texts["xlsx.payable"].Value, row => of(row).Payable, band);
        var paid = XlsxColumn<T>.Dong(texts["balance.paid"].Value, row => of(row).Paid, band);
        IReadOnlyList<XlsxColumn<T>> recovered = all.Recovered == Vnd.Zero
            ? [] : [XlsxColumn<T>.Dong(Display.Start(texts["balance.recovered"].Value), row => of(row).Recovered, band)];
        return
        [
            payable, paid, XlsxColumn<T>.Share(texts["balance.share"].Value, paid, payable, band), .. recovered,
            XlsxColumn<T>.Rest(texts["balance.unpaid"].Value, [payable], [paid, .. recovered], band),
        ];
    }

    /// <summary>Figures as the columns of years take them.</summary>
    public static IReadOnlyList<Vnd?> Allocated(IReadOnlyList<CapitalFigures> years) => [.. years.Select(y => (Vnd?)y.Allocated)];
}
