using Portfolio.Common;

namespace Portfolio.Web.SignIn;

/// <summary>Nobody has signed in, or not in a way that holds (401).</summary>
/// <param name="code">Stable code.</param>
internal sealed class SignInNeededException(string code) : PortfolioException(code, StatusCodes.Status401Unauthorized);
