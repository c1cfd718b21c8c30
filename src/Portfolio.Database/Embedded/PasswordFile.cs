using System.Security.Cryptography;

namespace Portfolio.Database.Embedded;

/// <summary>A generated password in a file that only its owner may read.</summary>
internal static class PasswordFile
{
    public static async Task<string> ReadAsync(string path, CancellationToken ct) => (await File.ReadAllTextAsync(path, ct)).Trim();

    /// <summary>Makes a new password in the place of any old one.</summary>
    public static async Task WriteAsync(ServerPlace place, string path, CancellationToken ct)
    {
        File.Delete(path);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        await using (var writer = new StreamWriter(path, options))
            await writer.WriteAsync(RandomNumberGenerator.GetHexString(48, lowercase: true));
        await ServerAccount.GiveAsync(place, path, ct);
    }
}
