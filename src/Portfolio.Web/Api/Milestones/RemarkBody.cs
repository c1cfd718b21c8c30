using System.Globalization;
using System.Text.Json;
using Portfolio.Common;
using Portfolio.Files;
using Portfolio.Milestones.Updates;

namespace Portfolio.Web.Api.Milestones;

/// <summary>Reads what is said of a milestone with photos and files. They come within the JSON: a form of another site could send them otherwise.</summary>
internal static class RemarkBody
{
    /// <summary>Photos and files of one request.</summary>
    public const int MostFiles = 3;

    /// <summary>What the body says.</summary>
    /// <exception cref="RequestException">The body is not JSON.</exception>
    /// <exception cref="ValidationFailedException">The body is not of the documented shape, or a file cannot be attached.</exception>
    public static async Task<ReportProgress> ReadAsync(HttpRequest request, string project, string milestone, FileIntake intake, CancellationToken ct)
    {
        using var document = await JsonBody.ParseAsync(request, ct);
        var body = new JsonBody();
        var members = body.Members(document.RootElement, "", "percent", "note", "files") ?? [];
        var (percent, note) = (MilestoneBodies.NumberOf(body, members, "percent"), body.TextOf(members, "note"));
        List<(string Name, byte[] Bytes)> sent = members.TryGetValue("files", out var list) ? Files(body, list) : [];
        body.DemandSound();
        return new ReportProgress(project, milestone, null, percent, note) { Files = await TakenAsync(sent, intake, ct) };
    }

    private static List<(string Name, byte[] Bytes)> Files(JsonBody body, JsonElement list)
    {
        List<(string, byte[])> files = [];
        foreach (var (entry, i) in body.Entries(list, "files").Select((e, i) => (e, i)))
        {
            var path = string.Create(CultureInfo.InvariantCulture, $"files[{i}]");
            var row = body.Members(entry, path, "name", "content") ?? [];
            var name = row.TryGetValue("name", out var text) ? body.Text(text, path + ".name") : null;
            if (i >= MostFiles)
                body.Fault(path, "files.too_many");
            else if (row.TryGetValue("content", out var content) && content.ValueKind == JsonValueKind.String && content.TryGetBytesFromBase64(out var bytes))
                files.Add((name ?? "", bytes));
            else
                body.Fault(path + ".content", "files.not_base64");
        }
        return files;
    }

    private static async Task<IReadOnlyList<NewFile>> TakenAsync(List<(string Name, byte[] Bytes)> sent, FileIntake intake, CancellationToken ct)
    {
        List<NewFile> taken = [];
        List<FieldFailure> faults = [];
        foreach (var (name, bytes) in sent)
        {
            try
            {
                taken.Add(await intake.ReadAsync(name, new MemoryStream(bytes, writable: false), ct));
            }
            catch (ValidationFailedException refused)
            {
                var path = string.Create(CultureInfo.InvariantCulture, $"files[{taken.Count + faults.Count}]");
                faults.Add(refused.Failures[0] with { Field = path });
            }
        }
        return faults.Count > 0 ? throw new ValidationFailedException(faults) : taken;
    }
}
