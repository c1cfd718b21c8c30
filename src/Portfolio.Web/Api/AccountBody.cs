using System.Text.Json;
using Portfolio.Accounts.Administration;

namespace Portfolio.Web.Api;

/// <summary>Reads <see cref="NewAccountDto"/> and <see cref="AccountInputDto"/>.</summary>
internal static class AccountBody
{
    private static readonly string[] Shared = ["displayName", "role", "email", "province", "bodies", "heads"];

    /// <exception cref="RequestException">The body is not JSON.</exception>
    /// <exception cref="Common.ValidationFailedException">The body is not of the documented shape.</exception>
    public static async Task<InviteAccount> ReadNewAsync(HttpRequest request, CancellationToken ct)
    {
        using var document = await JsonBody.ParseAsync(request, ct);
        var body = new JsonBody();
        var members = body.Members(document.RootElement, "", [.. Shared, "userName"]) ?? [];
        var userName = body.TextOf(members, "userName");
        var account = Input(body, members);
        body.DemandSound();
        return new InviteAccount(userName ?? "", account.DisplayName, account.Email, account.ToBinding());
    }

    /// <exception cref="RequestException">The body is not JSON.</exception>
    /// <exception cref="Common.ValidationFailedException">The body is not of the documented shape.</exception>
    public static async Task<AccountInputDto> ReadAsync(HttpRequest request, CancellationToken ct)
    {
        using var document = await JsonBody.ParseAsync(request, ct);
        var body = new JsonBody();
        var members = body.Members(document.RootElement, "", [.. Shared, "reason"]) ?? [];
        var account = Input(body, members) with { Reason = body.TextOf(members, "reason") };
        body.DemandSound();
        return account;
    }

    private static AccountInputDto Input(JsonBody body, Dictionary<string, JsonElement> members) => new(
        body.TextOf(members, "displayName") ?? "", body.TextOf(members, "role") ?? "", body.TextOf(members, "email"), body.TextOf(members, "province"),
        Codes(body, members, "bodies"))
    {
        Heads = Codes(body, members, "heads"),
    };

    private static string[] Codes(JsonBody body, Dictionary<string, JsonElement> members, string name) => members.TryGetValue(name, out var list)
        ? [.. body.Entries(list, name).Select((entry, index) => body.Text(entry, $"{name}[{index}]") ?? "")]
        : [];
}
