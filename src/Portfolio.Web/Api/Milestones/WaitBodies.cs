using System.Text.Json;

namespace Portfolio.Web.Api.Milestones;

/// <summary>Reads what a new milestone waits for.</summary>
internal static class WaitBodies
{
    /// <summary>Milestones.</summary>
    public static List<(string Code, int LagDays)> After(JsonBody body, Dictionary<string, JsonElement> members) => Read(
        body, members, "after", "milestone", (element, path) => body.Text(element, path) ?? "");

    /// <summary>Land packages.</summary>
    public static List<(long Package, int LagDays)> Land(JsonBody body, Dictionary<string, JsonElement> members) => Read(
        body, members, "land", "package", body.Whole);

    private static List<(T Of, int LagDays)> Read<T>(
        JsonBody body, Dictionary<string, JsonElement> members, string name, string key, Func<JsonElement, string, T> read)
    {
        if (!members.TryGetValue(name, out var list))
            return [];
        List<(T, int)> waits = [];
        foreach (var (entry, i) in body.Entries(list, name).Select((e, i) => (e, i)))
        {
            var path = FormattableString.Invariant($"{name}[{i}]");
            var row = body.Members(entry, path, key, "lagDays") ?? [];
            if (row.TryGetValue(key, out var of))
                waits.Add((read(of, $"{path}.{key}"), MilestoneBodies.NumberOf(body, row, "lagDays", path + ".") ?? 0));
            else
                body.Fault($"{path}.{key}", "validation.missing");
        }
        return waits;
    }
}
