namespace Portfolio.Web.Resources;

/// <summary>Names the resource files that hold every text shown to people: Texts.resx (Vietnamese), Texts.en.resx.</summary>
internal sealed class Texts;
