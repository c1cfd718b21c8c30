namespace Portfolio.Database.Seeds.Reading;

/// <summary>Every CSV file of the folders that a load covers.</summary>
internal sealed class SeedFolder
{
    public const string Reference = "reference";
    public const string Plans = "plans";
    public const string Demo = "demo";

    private const long LargestFile = 20L << 20;

    private readonly Dictionary<string, SeedFile> files = new(StringComparer.Ordinal);

    private SeedFolder(IReadOnlyList<string> scope)
    {
        Scope = scope;
    }

    /// <summary>Folders whose files decide what is in the database.</summary>
    public IReadOnlyList<string> Scope { get; }

    /// <summary>SHA-256 by path.</summary>
    public IReadOnlyDictionary<string, string> Hashes => files.ToDictionary(f => f.Key, f => f.Value.Sha256, StringComparer.Ordinal);

    public IReadOnlyCollection<string> Paths => files.Keys;

    public static SeedFolder Read(SeedOptions options, SeedFaults faults)
    {
        var folders = new List<string> { Reference };
        if (options.Plans)
            folders.Add(Plans);
        if (options is { Plans: true, Demo: true })
            folders.Add(Demo);
        // Without the demonstration its folder is covered as if it were empty: what was loaded from it goes.
        var found = new SeedFolder(options.Demo || folders.Contains(Demo) ? folders : [.. folders, Demo]);
        foreach (var folder in folders)
            found.ReadFolder(options.Folder, folder, faults);
        return found;
    }

    /// <summary>The file; null where there is none, which is a fault then.</summary>
    public SeedFile? Find(string path) => files.GetValueOrDefault(path);

    /// <summary>Names of the folders within a folder that hold any file.</summary>
    public IReadOnlyList<string> FoldersIn(string folder) =>
    [
        .. files.Keys
            .Where(path => path.StartsWith(folder + "/", StringComparison.Ordinal))
            .Select(path => path[(folder.Length + 1)..].Split('/'))
            .Where(parts => parts.Length > 1)
            .Select(parts => parts[0])
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>Whether the load that these hashes remember was of the same files.</summary>
    public bool SameAs(IReadOnlyDictionary<string, string> loaded)
    {
        var covered = loaded.Where(f => Scope.Contains(f.Key.Split('/')[0])).ToList();
        return covered.Count == files.Count && covered.All(f => files.TryGetValue(f.Key, out var file) && file.Sha256 == f.Value);
    }

    private void ReadFolder(string root, string folder, SeedFaults faults)
    {
        var full = Path.Combine(root, folder);
        try
        {
            foreach (var path in Directory.EnumerateFiles(full, "*.csv", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
                ReadFile(path, Path.GetRelativePath(root, path).Replace('\\', '/'), faults);
        }
        catch (DirectoryNotFoundException)
        {
            faults.Add(folder, null, null, $"the folder is not in {root}", "put it back");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            faults.Add(folder, null, null, $"the folder cannot be read: {e.Message}", "give the program leave to read it");
        }
    }

    private void ReadFile(string path, string name, SeedFaults faults)
    {
        try
        {
            if (new FileInfo(path).Length > LargestFile)
                faults.Add(name, null, null, "the file is larger than 20 MB", "split it, or correct what blew it up");
            else
                files.Add(name, new SeedFile(name, File.ReadAllBytes(path)));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            faults.Add(name, null, null, $"the file cannot be read: {e.Message}", "close the program that holds it");
        }
    }
}
