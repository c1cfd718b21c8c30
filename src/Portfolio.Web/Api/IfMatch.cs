using System.Globalization;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Portfolio.Web.Api;

/// <summary>The versions on which a change may be based, from the If-Match header.</summary>
/// <param name="Any">Whether any version will do (<c>*</c>).</param>
/// <param name="Versions">Versions named; tags that this program never gave name none.</param>
internal sealed record IfMatch(bool Any, IReadOnlyList<long> Versions)
{
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
            [.. tags.Where(tag => !tag.IsWeak).Select(Version).OfType<long>()]);
    }

    /// <summary>
    /// Reads <c>"7-3f9a52c0"</c>, and <c>"7"</c> as well: a change is based on the version, not on the rest of the body.
    /// </summary>
    private static long? Version(EntityTagHeaderValue tag)
    {
        var first = tag.Tag.ToString().Trim('"').Split('-')[0];
        return long.TryParse(first, NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : null;
    }
}
