using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Identity;
using Portfolio.Accounts.Credentials;
using Portfolio.Web.Hosting;

namespace Portfolio.Web.SignIn;

/// <summary>Codes of the authenticator (TOTP) that serve once: whoever looked over a shoulder cannot use the code a second time.</summary>
internal sealed class SingleUseAuthenticator(AccountRecords accounts, TimeProvider clock, IHttpContextAccessor requests) : AuthenticatorTokenProvider<Account>
{
    // Identity takes codes of two steps before and after the present one, for clocks that are not exact.
    private const int Tolerance = 2;
    private const int SecondsPerStep = 30;
    private const int Codes = 1_000_000;

    public override async Task<bool> ValidateAsync(string purpose, string token, UserManager<Account> manager, Account user)
    {
        if (!await base.ValidateAsync(purpose, token, manager, user) || await manager.GetAuthenticatorKeyAsync(user) is not { } key)
            return false;
        var now = clock.GetUtcNow().ToUnixTimeSeconds() / SecondsPerStep;
        var code = int.Parse(token, CultureInfo.InvariantCulture);
        var secret = Base32(key);
        var step = Enumerable.Range(-Tolerance, (2 * Tolerance) + 1).Select(offset => now + offset).FirstOrDefault(s => Code(secret, s) == code);
        return step > 0 && await accounts.TakeAuthenticatorStepAsync(Correlation.Program(requests.HttpContext), user.Id, step, CancellationToken.None);
    }

    // RFC 6238 with SHA-1 and six digits, as authenticator apps have it; it only tells which step the accepted code belongs to.
#pragma warning disable CA5350 // The standard names SHA-1; as HMAC it holds.
    private static int Code(byte[] secret, long step)
    {
        Span<byte> message = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(message, step);
        var hash = HMACSHA1.HashData(secret, message);
        return (BinaryPrimitives.ReadInt32BigEndian(hash.AsSpan(hash[^1] & 0xf)) & int.MaxValue) % Codes;
    }
#pragma warning restore CA5350

    private static byte[] Base32(string text)
    {
        const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
        var bytes = new List<byte>();
        int buffer = 0, bits = 0;
        foreach (var letter in text)
        {
            buffer = (buffer << 5) | Alphabet.IndexOf(letter, StringComparison.Ordinal);
            bits += 5;
            if (bits < 8)
                continue;
            bits -= 8;
            bytes.Add((byte)(buffer >> bits));
            buffer &= (1 << bits) - 1;
        }
        return [.. bytes];
    }
}
