using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Localization;
using Portfolio.Common;
using Portfolio.Web.Resources;

namespace Portfolio.Web.Formatting;

/// <summary>Why the assistant proposes a line, or could not help: codes with their figures, put into words.</summary>
internal sealed partial class ReasonWords(IStringLocalizer<Texts> texts, Display display)
{
    private static readonly FrozenSet<string> Amounts = FrozenSet.Create(
        "share", "blocked", "moved", "minimum", "change", "totalInvestment", "available", "carriedIn", "paid", "pending", "expected", "keeps", "forward", "need", "since");

    private static readonly FrozenSet<string> Shares = FrozenSet.Create("plannedShare", "spentShare", "safetyShare");

    /// <summary>The sentence for a reason as it is kept with a line (<c>{"code": …, "arguments": {…}}</c>), with the place in the order where it has one.</summary>
    public string Of(string basis)
    {
        using var reason = JsonDocument.Parse(basis);
        return Of(reason.RootElement);
    }

    /// <summary>The sentence for a reason.</summary>
    public string Of(JsonElement reason)
    {
        var code = reason.GetProperty("code").GetString()!;
        var arguments = reason.GetProperty("arguments");
        var text = texts["reason." + code];
        if (text.ResourceNotFound)
            return code;
        var sentence = Fill(text.Value, arguments);
        // Only a replanning as of a past day has any.
        if (arguments.TryGetProperty("since", out var since) && since.GetInt64() != 0)
            sentence += " " + Fill(texts["reason.since"].Value, arguments);
        return arguments.TryGetProperty("rankParameter", out _) ? Fill(texts["reason.standing"].Value, arguments) + " " + sentence : sentence;
    }

    private string Fill(string text, JsonElement arguments) => Placeholder().Replace(
        text, match => arguments.TryGetProperty(match.Groups[1].Value, out var value) ? Show(match.Groups[1].Value, value) : "–");

    private string Show(string name, JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => "–",
        JsonValueKind.Array => string.Join(", ", value.EnumerateArray().Select(v => v.ToString())),
        JsonValueKind.Number when Amounts.Contains(name) => display.Dong(new Vnd(value.GetInt64())),
        JsonValueKind.Number when Shares.Contains(name) => (value.GetInt64() / 100m).ToString("0.##", CultureInfo.CurrentCulture) + " %",
        JsonValueKind.Number => value.GetInt64().ToString(CultureInfo.InvariantCulture),
        _ => Word(name, value.ToString()),
    };

    private string Word(string name, string value) => name switch
    {
        "rankParameter" => texts["priority." + value[(value.LastIndexOf('.') + 1)..]].Value,
        "rankBasis" => texts["reason.basis." + value].Value,
        "parameter" or "safetyParameter" => texts["parameter." + value] is { ResourceNotFound: false } parameter ? parameter.Value : value,
        "stage" => texts["stage." + value].Value,
        "date" => Display.Date(DateOnly.Parse(value, CultureInfo.InvariantCulture)),
        _ => value,
    };

    [GeneratedRegex(@"\{(\w+)\}")]
    private static partial Regex Placeholder();
}
