using System.Globalization;
using System.Text;

namespace Portfolio.Exchange.Tables;

/// <summary>The text of a cell.</summary>
internal static class CellText
{
    private const char Replacement = '\uFFFD';
    private const double LargestExact = 1L << 53;

    /// <summary>
    /// A text as the database can hold it: composed letters, plain line ends, without blanks around it. What no text holds shows
    /// as "\uFFFD".
    /// </summary>
    public static string Of(string text)
    {
        var clean = text.AsSpan().IndexOfAnyExceptInRange(' ', '~') < 0 ? text : Composed(text);
        return clean.Trim();
    }

    /// <summary>What a cell of a spreadsheet holds.</summary>
    public static string Of(object? value) => value switch
    {
        null => "",
        string text => Of(text),
        double number => Digits(number),
        DateTime day when day.TimeOfDay == TimeSpan.Zero => day.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture),
        DateTime instant => instant.ToString("dd/MM/yyyy HH:mm:ss", CultureInfo.InvariantCulture),
        bool yes => yes ? "TRUE" : "FALSE",
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    /// <summary>
    /// A number to its last digit. A whole number that a double may have rounded is left in a form that no reader of amounts
    /// accepts: what was meant cannot be known.
    /// </summary>
    private static string Digits(double number)
    {
        if (double.IsInteger(number) && Math.Abs(number) <= LargestExact)
            return ((long)number).ToString(CultureInfo.InvariantCulture);
        return number.ToString(double.IsInteger(number) ? "E16" : "R", CultureInfo.InvariantCulture).Replace('.', ',');
    }

    private static string Composed(string text)
    {
        // The way through UTF-8 leaves no half letters, at which composing would stumble.
        var whole = Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)).Normalize();
        var plain = whole.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');
        return string.Concat(plain.Select(letter => char.IsControl(letter) && letter is not ('\n' or '\t') ? Replacement : letter));
    }
}
