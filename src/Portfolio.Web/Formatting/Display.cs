using System.Globalization;
using Microsoft.AspNetCore.Html;
using Microsoft.Extensions.Localization;
using Portfolio.Common;
using Portfolio.Web.Resources;

namespace Portfolio.Web.Formatting;

/// <summary>How money, dates and quantities are shown, in the language of the request.</summary>
internal sealed class Display(IStringLocalizer<Texts> texts)
{
    /// <summary>Whether the request is in Vietnamese.</summary>
    public static bool IsVietnamese => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "vi";

    /// <summary>Who did something; the program itself by a word of its own.</summary>
    public string Person(string name) => name == Accounts.Actor.System.Name ? texts["actor.system"].Value : name;

    /// <summary>"93.243,1", without the unit.</summary>
    public static string Billions(Vnd amount) => VndText.Billions(amount, CultureInfo.CurrentCulture);

    /// <summary>"93.243,1 tỷ".</summary>
    public string BillionsWithUnit(Vnd amount) => $"{Billions(amount)} {texts["unit.billion"].Value}";

    /// <summary>The amount with the whole đồng on hover, as &lt;vnd&gt; gives it, at a fraction of what a tag helper costs in each cell of a table.</summary>
    /// <param name="amount">The amount; null = none is known.</param>
    /// <param name="of">Address of what it is made of; nought leads nowhere.</param>
    public IHtmlContent Amount(Vnd? amount, string? of = null) =>
        amount is { } known ? new AmountHtml(known, Billions(known), Dong(known), of) : NoFigure;

    /// <summary>The same with the unit.</summary>
    public IHtmlContent AmountWithUnit(Vnd? amount) =>
        amount is { } known ? new AmountHtml(known, BillionsWithUnit(known), Dong(known)) : NoFigure;

    /// <summary>"93.243.100.000.000 đồng".</summary>
    public string Dong(Vnd amount) => $"{VndText.Dong(amount, CultureInfo.CurrentCulture)} {texts["unit.dong"].Value}";

    /// <summary>"19/5/2026".</summary>
    public static string Date(DateOnly day) => day.ToString("d/M/yyyy", CultureInfo.InvariantCulture);

    /// <summary>"19/5/2026 14:05".</summary>
    public static string Instant(DateTimeOffset instant) => instant.ToString("d/M/yyyy HH:mm", CultureInfo.InvariantCulture);

    /// <summary>The same for an instant that is read as UTC, in Vietnamese time.</summary>
    public static string Moment(DateTime utc) => Instant(BusinessCalendar.InVietNam(new DateTimeOffset(DateTime.SpecifyKind(utc, DateTimeKind.Utc))));

    /// <summary>A word as it begins a line.</summary>
    public static string Start(string word) => word.Length == 0 ? word : char.ToUpper(word[0], CultureInfo.CurrentCulture) + word[1..];

    /// <summary>"80,61 %".</summary>
    public static string Percent(decimal? share) => share is { } s ? (s * 100).ToString("0.00", CultureInfo.CurrentCulture) + " %" : "–";

    private IHtmlContent NoFigure =>
        new HtmlContentBuilder().AppendHtml("<span class=\"no-figure\" title=\"").Append(texts["money.none"].Value).AppendHtml("\">–</span>");

    /// <summary>"340 KB", "1,2 MB".</summary>
    public static string Size(int bytes) => bytes < 1024 * 1024
        ? $"{Whole(Math.Ceiling(bytes / 1024m))} KB" : $"{(bytes / (1024m * 1024m)).ToString("0.0", CultureInfo.CurrentCulture)} MB";

    /// <summary>A whole number with its thousands grouped.</summary>
    public static string Count(int number) => Whole(number);

    /// <summary>The same for one of any size.</summary>
    public static string Whole(decimal number) => number.ToString("N0", CultureInfo.CurrentCulture);

    /// <summary>The Vietnamese name, or the English one where there is one and English is asked for.</summary>
    public static string Name(string vietnamese, string? english) => IsVietnamese || string.IsNullOrEmpty(english) ? vietnamese : english;

    /// <summary>"≥ 85 %", "8–9 %/năm"; null when the target has no number.</summary>
    public static string? Quantity(string comparator, decimal? value, decimal? valueTo, string? unit)
    {
        if (value is not { } number)
            return null;
        var sign = comparator switch
        {
            "gte" => "≥ ",
            "gt" => "> ",
            "lte" => "≤ ",
            "lt" => "< ",
            "approx" => "≈ ",
            _ => "",
        };
        var upper = valueTo is { } to ? "–" + Plain(to) : "";
        return $"{sign}{Plain(number)}{upper} {unit}".TrimEnd();
    }

    /// <summary>A code of a list (stage, sector, kind, …) in words.</summary>
    public string Word(string list, string? code) => texts[$"{list}.{code ?? "none"}"].Value;

    private static string Plain(decimal number) => number.ToString("#,##0.######", CultureInfo.CurrentCulture);
}
