using System.Globalization;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;
using Portfolio.Common;

namespace Portfolio.Web.Api;

/// <summary>The versions on which a change may be based, from the If-Match header.</summary>
/// <param name="Any">Whether any version will do (<c>*</c>).</param>
/// <param name="Names">Versions named; tags that this program never gave name none.</param>
internal sealed record IfMatch(bool Any, IReadOnlyList<string> Names)
{
    /// <summary>Versions that are numbers.</summary>
    public IReadOnlyList<long> Versions { get; } =
        [.. Names.Select(name => long.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : (long?)null).OfType<long>()];

    /// <summary>The one version a service compares with; null = any.</summary>
    /// <param name="present">Reads the version in force, asked where several are named.</param>
    /// <param name="stale">Code of the refusal.</param>
    /// <exception cref="StaleException">None of the versions named is in force.</exception>
    public async Task<long?> VersionAsync(Func<Task<long>> present, string stale)
    {
        if (Any)
            return null;
        if (Versions.Count == 1)
            return Versions[0];
        var version = await present();
        return Versions.Contains(version) ? version : throw new StaleException(stale);
    }

    /// <exception cref="RequestException">The header is missing (428) or is no list of entity tags (400).</exception>
    public static IfMatch Of(HttpRequest request)
    {
        var header = request.Headers.IfMatch;
        if (StringValues.IsNullOrEmpty(header))
            throw new RequestException("request.if_match_missing", StatusCodes.Status428PreconditionRequired);
        if (!EntityTagHeaderValue.TryParseStrictList([.. header.OfType<string>()], out var tags))
            throw new RequestException("request.if_match_malformed", StatusCodes.Status400BadRequest);
        return new IfMatch(
            tags.Contains(EntityTagHeaderValue.Any),
            // If-Match compares strongly (RFC 9110, 13.1.1): a weak tag matches nothing.
            [.. tags.Where(tag => !tag.IsWeak).Select(Version)]);
    }

    /// <summary>
    /// Reads <c>"7-3f9a52c0"</c>, and <c>"7"</c> as well: a change is based on the version, not on the rest of the body.
    /// </summary>
    private static string Version(EntityTagHeaderValue tag) => tag.Tag.ToString().Trim('"').Split('-')[0];
}
