using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using Portfolio.Common;

namespace Portfolio.Funding.Assistant;

/// <summary>How reasons are kept with the lines they explain: amounts as whole đồng, days as ISO 8601.</summary>
internal static class BasisJson
{
    public static JsonSerializerOptions Format { get; } = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
        Converters = { new Amount() },
    };

    private sealed class Amount : JsonConverter<Vnd>
    {
        public override Vnd Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => new(reader.GetInt64());

        public override void Write(Utf8JsonWriter writer, Vnd value, JsonSerializerOptions options) => writer.WriteNumberValue(value.Dong);
    }
}
