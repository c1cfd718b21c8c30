using Portfolio.Directories.Administration;

namespace Portfolio.Web.Api;

/// <summary>Reads <see cref="NewBodyDto"/>.</summary>
internal static class BodyInput
{
    /// <exception cref="RequestException">The body is not JSON.</exception>
    /// <exception cref="Common.ValidationFailedException">The body is not of the documented shape.</exception>
    public static async Task<EnterBody> ReadAsync(HttpRequest request, CancellationToken ct)
    {
        using var document = await JsonBody.ParseAsync(request, ct);
        var body = new JsonBody();
        var members = body.Members(document.RootElement, "", "kind", "name", "province", "code", "nameEn", "shortName", "commune", "parent") ?? [];
        var fields = new BodyFields(
            body.TextOf(members, "kind") ?? "", body.TextOf(members, "name") ?? "", body.TextOf(members, "nameEn"), body.TextOf(members, "shortName"),
            body.TextOf(members, "commune"), body.TextOf(members, "parent"));
        var entered = new EnterBody(body.TextOf(members, "province"), body.TextOf(members, "code"), fields);
        body.DemandSound();
        return entered;
    }
}
