using Microsoft.AspNetCore.Razor.TagHelpers;
using Microsoft.Extensions.Localization;
using Portfolio.Common;
using Portfolio.Web.Resources;

namespace Portfolio.Web.Formatting;

/// <summary>Shows an amount in tỷ, with the whole đồng on hover: &lt;vnd amount="…" /&gt;. Tables of many rows use <see cref="Display.Amount"/>.</summary>
[HtmlTargetElement("vnd", Attributes = "amount", TagStructure = TagStructure.WithoutEndTag)]
public sealed class VndTagHelper(IServiceProvider services) : TagHelper
{
    /// <summary>The amount; null shows a dash that screen readers read as "no figure yet".</summary>
    [HtmlAttributeName("amount")]
    public Vnd? Amount { get; set; }

    /// <summary>Whether the unit is written behind the number; off in tables that name it in their head.</summary>
    [HtmlAttributeName("unit")]
    public bool Unit { get; set; }

    /// <inheritdoc />
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        if (Amount is { } amount)
        {
            var display = services.GetRequiredService<Display>();
            output.TagName = null;
            output.Content.SetHtmlContent(Unit ? display.AmountWithUnit(amount) : display.Amount(amount));
            return;
        }
        output.TagName = "span";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "no-figure");
        output.Attributes.SetAttribute("title", services.GetRequiredService<IStringLocalizer<Texts>>()["money.none"].Value);
        output.Content.SetContent("–");
    }
}
