using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;

namespace Portfolio.Web.Api;

/// <summary>How the API writes JSON: names in camelCase, money as integers, Vietnamese letters as themselves.</summary>
internal static class ApiJson
{
    public static void Configure(JsonSerializerOptions options)
    {
        options.MaxDepth = 32;
        options.PropertyNamingPolicy = JsonNamingPolicy.CamelCase;
        // A number is a number: "1500" in quotes is not an amount.
        options.NumberHandling = JsonNumberHandling.Strict;
        options.Encoder = JavaScriptEncoder.Create(UnicodeRanges.All);
        options.Converters.Add(new VndJsonConverter());
    }
}
