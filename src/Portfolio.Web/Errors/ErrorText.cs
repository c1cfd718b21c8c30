using System.Text.RegularExpressions;
using Microsoft.Extensions.Localization;
using Portfolio.Common;
using Portfolio.LandClearance.Packages;
using Portfolio.Web.Formatting;
using Portfolio.Web.Resources;

namespace Portfolio.Web.Errors;

/// <summary>Turns an expected failure into a sentence in the user's language: the only place that does.</summary>
internal sealed partial class ErrorText(IStringLocalizer<Texts> texts, Display display)
{
    /// <summary>The sentence for a failure.</summary>
    public string Of(PortfolioException failure) => failure is RulesException ? string.Join(" ", Each(failure)) : Of(failure.Code, failure.Arguments);

    /// <summary>A sentence for each refusal of a failure.</summary>
    public IReadOnlyList<string> Each(PortfolioException failure) => failure is RulesException several ? [.. several.Refusals.Select(Of)] : [Of(failure)];

    /// <summary>The sentence for one fault of one field.</summary>
    public string Of(FieldFailure failure) => Of(failure.Code, failure.Arguments);

    /// <summary>The sentence for a code without arguments.</summary>
    public string Of(string code) => Of(code, new Dictionary<string, object?>());

    private string Of(string code, IReadOnlyDictionary<string, object?> arguments)
    {
        var text = texts["error." + code];
        return Placeholder().Replace(
            text.ResourceNotFound ? texts["error.unknown"] : text.Value,
            match => arguments.TryGetValue(match.Groups[1].Value, out var value) ? Show(match.Groups[1].Value, value, arguments) : match.Value);
    }

    private string Show(string name, object? value, IReadOnlyDictionary<string, object?> arguments) => value switch
    {
        Vnd amount => display.Dong(amount),
        LandAmount amount => texts.Land(display, amount),
        LandFigure figure => texts.Land(figure),
        DateOnly day => Display.Date(day),
        string vietnamese when name == "sourceName" => Display.Name(vietnamese, arguments.GetValueOrDefault("sourceNameEn") as string),
        string code when name == "paymentStatus" => texts["payment_status." + code].Value,
        string code when name == "sourceClass" => texts["source_class." + code].Value,
        string code when name == "status" && texts["decision_status." + code] is { ResourceNotFound: false } status => status.Value,
        string code when name is "limit" or "otherLimit" && texts["warning_limit." + code] is { ResourceNotFound: false } limit => limit.Value,
        null => "",
        _ => Convert.ToString(value, System.Globalization.CultureInfo.CurrentCulture) ?? "",
    };

    [GeneratedRegex(@"\{(\w+)\}")]
    private static partial Regex Placeholder();
}
