using System.Text.Json;
using System.Text.Json.Serialization;
using Portfolio.Common;

namespace Portfolio.Web.Api;

/// <summary>An amount is a JSON integer of whole đồng, never an object and never a fraction.</summary>
internal sealed class VndJsonConverter : JsonConverter<Vnd>
{
    public override Vnd Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out var dong)
            ? new Vnd(dong)
            : throw new JsonException("An amount is an integer.");

    public override void Write(Utf8JsonWriter writer, Vnd value, JsonSerializerOptions options) => writer.WriteNumberValue(value.Dong);
}
