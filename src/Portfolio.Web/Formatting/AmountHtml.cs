using System.Globalization;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Html;
using Portfolio.Common;

namespace Portfolio.Web.Formatting;

/// <summary>An amount as it stands in a page, with the whole đồng on hover.</summary>
/// <param name="amount">The amount.</param>
/// <param name="shown">How it is shown.</param>
/// <param name="dong">The same in whole đồng.</param>
/// <param name="of">Address of what it is made of; null = it leads nowhere. Nothing is made of nothing, so nought never leads anywhere.</param>
internal sealed class AmountHtml(Vnd amount, string shown, string dong, string? of = null) : IHtmlContent
{
    public void WriteTo(TextWriter writer, HtmlEncoder encoder)
    {
        var leads = of is not null && amount != Vnd.Zero;
        if (leads)
        {
            writer.Write("<a class=\"made-of\" href=\"");
            encoder.Encode(writer, of!);
            writer.Write("\">");
        }
        writer.Write("<data class=\"vnd\" value=\"");
        writer.Write(amount.Dong.ToString(CultureInfo.InvariantCulture));
        writer.Write("\" title=\"");
        encoder.Encode(writer, dong);
        writer.Write("\">");
        encoder.Encode(writer, shown);
        writer.Write("</data>");
        if (leads)
            writer.Write("</a>");
    }
}
