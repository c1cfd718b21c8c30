using System.Globalization;
using System.Text.Json;
using Portfolio.Common;

namespace Portfolio.Web.Api;

/// <summary>
/// Reads the body of a request member by member and gathers every fault under the name the caller knows, where the serializer
/// would stop at the first one with a message of its own.
/// </summary>
internal sealed class JsonBody
{
    /// <summary>Far deeper than any documented body.</summary>
    private const int Depth = 16;

    private static readonly JsonDocumentOptions Options = new() { AllowDuplicateProperties = false, MaxDepth = Depth };

    private readonly List<FieldFailure> faults = [];

    /// <exception cref="RequestException">It is not JSON by its content type (415) or by its content (400).</exception>
    public static async Task<JsonDocument> ParseAsync(HttpRequest request, CancellationToken ct)
    {
        if (!request.HasJsonContentType())
            throw new RequestException("request.not_json", StatusCodes.Status415UnsupportedMediaType);
        try
        {
            return await JsonDocument.ParseAsync(request.Body, Options, ct);
        }
        catch (JsonException)
        {
            throw new RequestException("request.json_broken", StatusCodes.Status400BadRequest);
        }
    }

    /// <summary>
    /// The members of an object; a member that is not <paramref name="known"/> is a fault, one that is null counts as absent.
    /// </summary>
    /// <returns>Null, and a fault, when it is no object.</returns>
    public Dictionary<string, JsonElement>? Members(JsonElement element, string path, params string[] known)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            Fault(path, "validation.not_an_object");
            return null;
        }
        var members = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var member in element.EnumerateObject())
        {
            if (!known.Contains(member.Name, StringComparer.Ordinal))
                Fault(Join(path, member.Name), "validation.unknown_member");
            else if (member.Value.ValueKind != JsonValueKind.Null)
                members.Add(member.Name, member.Value);
        }
        return members;
    }

    /// <summary>The entries of a list.</summary>
    public IEnumerable<JsonElement> Entries(JsonElement element, string path)
    {
        if (element.ValueKind == JsonValueKind.Array)
            return element.EnumerateArray();
        Fault(path, "validation.not_a_list");
        return [];
    }

    /// <summary>A text that PostgreSQL can hold.</summary>
    public string? Text(JsonElement element, string path)
    {
        if (element.ValueKind == JsonValueKind.String && Decode(element) is { } text && !text.Contains('\0', StringComparison.Ordinal))
            return text;
        Fault(path, "validation.not_text");
        return null;
    }

    /// <summary>The text of a member; null when it is absent.</summary>
    public string? TextOf(Dictionary<string, JsonElement> members, string name) =>
        members.TryGetValue(name, out var element) ? Text(element, name) : null;

    /// <summary>An amount: a number of whole đồng, written as digits.</summary>
    public Vnd Amount(JsonElement element, string path) => Dong(element, path, AmountFault);

    /// <summary>The amount of a member, which must be there.</summary>
    public Vnd AmountOf(Dictionary<string, JsonElement> members, string name, string path)
    {
        if (members.TryGetValue(name, out var element))
            return Amount(element, path);
        Fault(path, "money.missing");
        return Vnd.Zero;
    }

    /// <summary>A change of an amount, which may take away as well.</summary>
    public Vnd Change(JsonElement element, string path) => Dong(element, path, ChangeFault);

    /// <summary>A whole number, such as a year or a key.</summary>
    public long Whole(JsonElement element, string path)
    {
        if (element.ValueKind == JsonValueKind.Number && element.TryGetInt64(out var number))
            return number;
        Fault(path, "validation.not_whole");
        return 0;
    }

    /// <summary>A year, of which there must be one.</summary>
    public int YearOf(Dictionary<string, JsonElement> members, string path)
    {
        if (members.TryGetValue("year", out var element))
            return Whole(element, path) is var year and >= 0 and <= 9999 ? (int)year : 0;
        Fault(path, "validation.missing");
        return 0;
    }

    /// <summary>The day of a member, as ISO 8601 writes it; null when it is absent.</summary>
    public DateOnly? DayOf(Dictionary<string, JsonElement> members, string name, string path)
    {
        if (!members.TryGetValue(name, out var element) || Text(element, path) is not { } text)
            return null;
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            return day;
        Fault(path, "validation.not_a_day");
        return null;
    }

    public void Fault(string path, string code) => faults.Add(new FieldFailure(path, code, new Dictionary<string, object?>()));

    /// <exception cref="ValidationFailedException">There are faults.</exception>
    public void DemandSound()
    {
        if (faults.Count > 0)
            throw new ValidationFailedException(faults);
    }

    private Vnd Dong(JsonElement element, string path, Func<string, string> fault)
    {
        if (element.ValueKind != JsonValueKind.Number)
            Fault(path, "money.not_a_number");
        else if (element.TryGetInt64(out var dong))
            return new Vnd(dong);
        else
            Fault(path, fault(element.GetRawText()));
        return Vnd.Zero;
    }

    private static string Join(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";

    private static string AmountFault(string number) => number[0] == '-' && IsWhole(number) ? "money.negative" : ChangeFault(number);

    private static string ChangeFault(string number) => IsWhole(number) ? "money.too_large" : "money.not_whole_dong";

    private static bool IsWhole(string number) => !number.AsSpan().ContainsAny('.', 'e', 'E');

    // Half of a surrogate pair is sound JSON, yet no text.
    private static string? Decode(JsonElement element)
    {
        try
        {
            return element.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
