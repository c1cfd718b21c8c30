using System.Text;
using Portfolio.Database;

namespace Portfolio.Tests.Seeds;

/// <summary>A copy of the real seed files in memory and on disk, for a test to spoil.</summary>
internal sealed class SeedCopy : IDisposable
{
    private static readonly Lazy<IReadOnlyDictionary<string, byte[]>> Real = new(ReadReal);

    private readonly Dictionary<string, byte[]> written = new(Real.Value, StringComparer.Ordinal);

    public SeedCopy()
    {
        Folder = Directory.CreateTempSubdirectory("portfolio-seeds-").FullName;
        foreach (var (path, bytes) in Real.Value)
            Write(path, bytes);
    }

    public string Folder { get; }

    public IReadOnlyList<string> Paths => [.. written.Keys.Order(StringComparer.Ordinal)];

    public byte[] Bytes(string path) => written[path];

    public string Text(string path) => Encoding.UTF8.GetString(written[path]);

    public string[] Lines(string path) => Text(path).TrimEnd('\n').Split('\n');

    public void Write(string path, byte[] bytes)
    {
        written[path] = bytes;
        var full = Path.Combine(Folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllBytes(full, bytes);
    }

    public void Write(string path, string text) => Write(path, Encoding.UTF8.GetBytes(text));

    /// <summary>Replaces the first occurrence, which must be there.</summary>
    public void Replace(string path, string old, string now)
    {
        var text = Text(path);
        var at = text.IndexOf(old, StringComparison.Ordinal);
        Assert.That(at, Is.GreaterThanOrEqualTo(0), $"{path} does not hold '{old}'; the test must follow the seeds");
        Write(path, text[..at] + now + text[(at + old.Length)..]);
    }

    /// <summary>Puts a value into a field, quoted.</summary>
    /// <param name="path">File.</param>
    /// <param name="row">Row, from 0, the header not counted.</param>
    /// <param name="column">Column.</param>
    /// <param name="value">Value.</param>
    /// <returns>Line on which the row begins.</returns>
    public int Set(string path, int row, string column, string value)
    {
        var csv = CsvText.Parse(Text(path));
        csv.Rows[row].Fields[csv.Column(column)] = value;
        Write(path, csv.ToString());
        return CsvText.Parse(Text(path)).Rows[row].Line;
    }

    public void Remove(string path)
    {
        written.Remove(path);
        File.Delete(Path.Combine(Folder, path));
    }

    /// <summary>Makes the files what they are in the repository again.</summary>
    public void Restore()
    {
        foreach (var added in written.Keys.Where(p => !Real.Value.ContainsKey(p)).ToList())
            Remove(added);
        foreach (var (path, bytes) in Real.Value)
        {
            if (!written.TryGetValue(path, out var now) || !ReferenceEquals(now, bytes))
                Write(path, bytes);
        }
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private static Dictionary<string, byte[]> ReadReal()
    {
        var root = RepositoryFolder.Require("seeds");
        return Directory.EnumerateFiles(root, "*.csv", SearchOption.AllDirectories).ToDictionary(
            path => Path.GetRelativePath(root, path).Replace('\\', '/'), File.ReadAllBytes, StringComparer.Ordinal);
    }
}
