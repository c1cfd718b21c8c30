using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Portfolio.Accounts;

/// <summary>Secrets of sessions and tokens: 256 random bits, of which only the hash is kept.</summary>
internal static class Secret
{
    private const int Bytes = 32;

    /// <summary>A new secret that begins with the given letters, and its hash.</summary>
    public static (string Secret, byte[] Hash) New(string prefix)
    {
        var secret = prefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes));
        return (secret, Hash(secret));
    }

    /// <summary>What is kept of a secret. It needs no salt and no slowness: 256 random bits cannot be guessed.</summary>
    public static byte[] Hash(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));
}
