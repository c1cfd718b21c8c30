using Portfolio.Common;

namespace Portfolio.Web.Api;

/// <summary>The request itself is at fault, before any rule of the field is asked.</summary>
/// <param name="code">Stable code, <c>request.reason</c>.</param>
/// <param name="status">HTTP status.</param>
/// <param name="arguments">Values the translated text names.</param>
internal sealed class RequestException(string code, int status, IReadOnlyDictionary<string, object?>? arguments = null)
    : PortfolioException(code, status, arguments);
