namespace Portfolio.Web.Mails;

/// <summary>How mails look. It stands at each element, because mail programs drop style sheets; plain tables and no pictures, for the same reason.</summary>
internal static class MailStyle
{
    private const string Font = "font-family:'Segoe UI',Roboto,Helvetica,Arial,sans-serif;";

    public const string Body = "margin:0;padding:0;background:#eef1f4;" + Font;

    public const string Ground = "background:#eef1f4;width:100%;border-collapse:collapse;";

    public const string Sample = "margin:0 auto;padding:12px 8px 0;max-width:600px;color:#1d2b33;font-size:15px;";

    public const string Margin = "padding:12px 8px;";

    public const string Sheet = "width:100%;max-width:600px;margin:0 auto;background:#ffffff;border-collapse:collapse;border:1px solid #d5dde3;";

    public const string Head = "padding:14px 20px;background:#0b4f6c;color:#ffffff;font-size:15px;font-weight:600;";

    public const string Content = "padding:18px 20px 22px;color:#1d2b33;font-size:16px;line-height:1.5;overflow-wrap:anywhere;";

    public const string Title = "margin:0 0 12px;font-size:20px;line-height:1.3;font-weight:600;color:#1d2b33;";

    public const string Text = "margin:0 0 12px;";

    public const string Label = "color:#52626d;font-size:14px;";

    public const string Fact = "padding:6px 0;border-top:1px solid #e3e8ec;vertical-align:top;";

    public const string Facts = "width:100%;border-collapse:collapse;margin:0 0 16px;";

    public const string Button = "display:inline-block;padding:11px 18px;background:#0b4f6c;color:#ffffff;font-size:16px;font-weight:600;text-decoration:none;border-radius:6px;";

    public const string Answer = "margin:10px 0 4px;";

    public const string Inert = "display:inline-block;padding:11px 18px;background:#e3e8ec;color:#3a4a54;font-size:16px;font-weight:600;border-radius:6px;";

    public const string Link = "color:#0b4f6c;";

    public const string Foot = "padding:14px 20px;border-top:1px solid #d5dde3;color:#52626d;font-size:13px;line-height:1.45;";

    public const string Section = "margin:20px 0 8px;font-size:15px;line-height:1.35;font-weight:600;color:#1d2b33;";

    public const string Items = "width:100%;border-collapse:collapse;margin:0 0 8px;";

    public const string Project = "color:#0b4f6c;font-weight:600;";

    private const string Card = "padding:10px 12px;border-bottom:8px solid #ffffff;background:#f5f7f9;border-left:5px solid ";

    private const string Badge = "display:inline-block;padding:1px 7px;border-radius:4px;font-size:13px;font-weight:600;";

    /// <summary>A warning, with its colour at the edge; the word beside it says the same.</summary>
    public static string CardOf(string severity) => Card + (severity switch { "red" => "#c0392b;", "amber" => "#d99a00;", _ => "#8fa3ae;" });

    public static string BadgeOf(string severity) =>
        Badge + (severity switch { "red" => "background:#c0392b;color:#ffffff;", "amber" => "background:#fff3d1;color:#6b5208;", _ => "background:#e3e8ec;color:#3a4a54;" });
}
