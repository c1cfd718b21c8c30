using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Portfolio.Database.Migrations;

/// <summary>One migration file in dbmate's format, read and checked.</summary>
/// <param name="Name">File name, <c>NNNN_area_what.sql</c>.</param>
/// <param name="Version">Its leading digits.</param>
/// <param name="Sha256">Hexadecimal SHA-256 of the text with line ends normalised to LF.</param>
/// <param name="Up">Statements that apply it.</param>
/// <param name="Down">Statements that take it back; kept for people who use dbmate, the runner never runs them.</param>
internal sealed partial record MigrationFile(
    string Name, string Version, string Sha256, IReadOnlyList<SqlStatement> Up, IReadOnlyList<SqlStatement> Down)
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    // A file is one transaction, so that a failure leaves nothing behind.
    private static readonly HashSet<string> Forbidden = new(StringComparer.OrdinalIgnoreCase)
    {
        "begin", "commit", "rollback", "abort", "end", "start", "savepoint", "release", "prepare",
    };

    /// <summary>Reads all files of a folder, ordered by version.</summary>
    /// <exception cref="MigrationException">The folder is missing or empty, or a file is not as it must be.</exception>
    public static IReadOnlyList<MigrationFile> ReadFolder(string folder)
    {
        if (!Directory.Exists(folder))
            throw new MigrationException($"The folder of migrations, {folder}, does not exist.");
        var files = Directory.EnumerateFiles(folder, "*.sql")
            .Order(StringComparer.Ordinal)
            .Select(path => Parse(Path.GetFileName(path), File.ReadAllBytes(path)))
            .ToList();
        if (files.Count == 0)
            throw new MigrationException($"The folder of migrations, {folder}, holds no .sql file.");
        if (files.CountBy(f => f.Version).FirstOrDefault(v => v.Value > 1) is { Key: { } twice })
            throw new MigrationException(
                $"Version {twice} is taken by more than one file: {string.Join(", ", files.Where(f => f.Version == twice).Select(f => f.Name))}.");
        return files;
    }

    /// <exception cref="MigrationException">The file is not as it must be.</exception>
    public static MigrationFile Parse(string name, byte[] bytes)
    {
        if (NamePattern().Match(name) is not { Success: true } named)
            throw new MigrationException($"{name}: the name must be NNNN_area_what.sql, in lower case.");
        var text = Decode(name, bytes);
        var markers = Markers().Matches(text);
        foreach (var marker in markers.Where(m => m.Groups["options"].Length > 0))
            throw new MigrationException(
                $"{name}:{Lines.At(text, marker.Index)}: the option '{marker.Groups["options"].Value}' is not supported, a file is always one transaction.");
        if (markers is not [{ } up, { } down] || up.Groups["way"].Value != "up" || down.Groups["way"].Value != "down")
            throw new MigrationException($"{name}: must hold one '-- migrate:up' and after it one '-- migrate:down', each on a line of its own.");
        if (SqlStatement.Split(text, 0, up.Index) is [var early, ..])
            throw new MigrationException($"{name}:{early.Line}: there is a statement before '-- migrate:up'.");
        return new MigrationFile(
            name, named.Groups["version"].Value, Convert.ToHexStringLower(SHA256.HashData(Strict.GetBytes(text))),
            Block(name, text, up.Index, down.Index, "up"), Block(name, text, down.Index, text.Length, "down"));
    }

    private static string Decode(string name, byte[] bytes)
    {
        try
        {
            var text = Strict.GetString(bytes).ReplaceLineEndings("\n");
            return text.StartsWith('\uFEFF')
                ? throw new MigrationException($"{name}: begins with a byte order mark, save it as UTF-8 without one.")
                : text;
        }
        catch (DecoderFallbackException e)
        {
            throw new MigrationException($"{name}: is not UTF-8.", e);
        }
    }

    private static List<SqlStatement> Block(string name, string text, int from, int to, string way)
    {
        var statements = SqlStatement.Split(text, from, to);
        if (statements.Count == 0)
            throw new MigrationException($"{name}: there is no statement after '-- migrate:{way}'.");
        foreach (var statement in statements.Where(s => Forbidden.Contains(s.FirstWord)))
            throw new MigrationException(
                $"{name}:{statement.Line}: '{statement.FirstWord}' is not allowed: a file is one transaction, and a function's body goes between $$.");
        return statements;
    }

    [GeneratedRegex(@"^(?<version>[0-9]{4})_[a-z0-9]+(_[a-z0-9]+)+\.sql\z")]
    private static partial Regex NamePattern();

    [GeneratedRegex(@"^--[ \t]*migrate:(?<way>up|down)[ \t]*(?<options>.*?)[ \t]*$", RegexOptions.Multiline)]
    private static partial Regex Markers();
}
