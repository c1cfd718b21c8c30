using System.Globalization;
using Portfolio.Common;
using Portfolio.Funding.Ceilings;
using Portfolio.Web.Formatting;

namespace Portfolio.Web.Pages.Capital.Plans;

/// <summary>The ceilings of a plan as a form holds them: a blank is no ceiling.</summary>
internal sealed class CeilingForm
{
    /// <summary>What is typed, by source and year.</summary>
    public Dictionary<string, string?> Amounts { get; set; } = [];

    /// <summary>What was there when the form was filled, whole đồng: tells what the officer himself changed.</summary>
    public Dictionary<string, string?> Loaded { get; set; } = [];

    public string? Reason { get; set => field = TypedText.Plain(value); }

    /// <summary>Name of a cell.</summary>
    public static string Key(SourceCeilings source, YearCeiling year) => FormattableString.Invariant($"{source.Source}/{year.Year}");

    /// <summary>Puts a ceiling as it stands into the form.</summary>
    public void Take(string key, YearCeiling year)
    {
        Amounts[key] = year.Ceiling is { } ceiling ? VndText.Typed(ceiling) : null;
        Settle(key, year);
    }

    /// <summary>Takes note of the present ceiling and leaves what is typed.</summary>
    public void Settle(string key, YearCeiling year) => Loaded[key] = year.Ceiling?.Dong.ToString(CultureInfo.InvariantCulture);

    /// <summary>Reads what is typed; null = no ceiling.</summary>
    /// <returns>Null when it can be read, else an error code.</returns>
    public string? Read(string key, out Vnd? ceiling)
    {
        ceiling = null;
        if (string.IsNullOrWhiteSpace(Amounts.GetValueOrDefault(key)))
            return null;
        var fault = VndText.TryParse(Amounts[key], out var amount);
        ceiling = amount;
        return fault;
    }

    /// <summary>What was there when the form was filled.</summary>
    public Vnd? Was(string key) =>
        long.TryParse(Loaded.GetValueOrDefault(key), NumberStyles.None, CultureInfo.InvariantCulture, out var dong) ? new Vnd(dong) : null;
}
