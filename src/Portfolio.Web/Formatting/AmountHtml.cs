using System.Globalization;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Html;
using Portfolio.Common;

namespace Portfolio.Web.Formatting;

/// <summary>An amount as it stands in a page, with the whole đồng on hover.</summary>
/// <param name="amount">The amount.</param>
/// <param name="shown">How it is shown.</param>
/// <param name="dong">The same in whole đồng.</param>
internal sealed class AmountHtml(Vnd amount, string shown, string dong) : IHtmlContent
{
    public void WriteTo(TextWriter writer, HtmlEncoder encoder)
    {
        writer.Write("<data class=\"vnd\" value=\"");
        writer.Write(amount.Dong.ToString(CultureInfo.InvariantCulture));
        writer.Write("\" title=\"");
        encoder.Encode(writer, dong);
        writer.Write("\">");
        encoder.Encode(writer, shown);
        writer.Write("</data>");
    }
}
