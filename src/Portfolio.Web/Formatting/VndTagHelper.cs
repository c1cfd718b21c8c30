using Microsoft.AspNetCore.Razor.TagHelpers;
using Microsoft.Extensions.Localization;
using Portfolio.Common;
using Portfolio.Web.Resources;

namespace Portfolio.Web.Formatting;

/// <summary>Shows an amount in tỷ, with the whole đồng on hover: &lt;vnd amount="…" /&gt;.</summary>
[HtmlTargetElement("vnd", Attributes = "amount", TagStructure = TagStructure.WithoutEndTag)]
public sealed class VndTagHelper(IServiceProvider services) : TagHelper
{
    /// <summary>The amount; null shows a dash that screen readers read as "no figure yet".</summary>
    [HtmlAttributeName("amount")]
    public Vnd? Amount { get; set; }

    /// <summary>Whether the unit is written behind the number; off in tables that name it in their head.</summary>
    [HtmlAttributeName("unit")]
    public bool Unit { get; set; }

    /// <summary>Address of what the amount is made of; null = it leads nowhere. Nothing is made of nothing, so nought never leads anywhere.</summary>
    [HtmlAttributeName("of")]
    public string? MadeOf { get; set; }

    /// <summary>Whether it is a change: "+1,5", "-1,5", and a dash for none.</summary>
    [HtmlAttributeName("signed")]
    public bool AsChange { get; set; }

    /// <summary>Whether nought is a dash, so that what is there stands out in a table where most cells hold nothing.</summary>
    [HtmlAttributeName("dash")]
    public bool DashForNought { get; set; }

    private static readonly char[] Digits = [.. "0123456789"];

    /// <inheritdoc />
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var texts = services.GetRequiredService<IStringLocalizer<Texts>>();
        output.TagMode = TagMode.StartTagAndEndTag;
        if (Amount is not { } amount || ((AsChange || DashForNought) && amount == Vnd.Zero))
        {
            output.TagName = "span";
            output.Attributes.SetAttribute("class", "no-figure");
            output.Attributes.SetAttribute("title", texts[Amount is null ? "money.none" : AsChange ? "money.no_change" : "money.zero"].Value);
            output.Content.SetContent("–");
            return;
        }
        var display = services.GetRequiredService<Display>();
        var shown = Unit ? display.BillionsWithUnit(amount) : Display.Billions(amount);
        // The sign stands before the number, behind the mark of what is not shown whole, as that of a loss does.
        output.TagName = null;
        output.Content.SetHtmlContent(new AmountHtml(
            amount, AsChange && amount > Vnd.Zero ? shown.Insert(shown.IndexOfAny(Digits), "+") : shown, display.Dong(amount), MadeOf));
    }
}
