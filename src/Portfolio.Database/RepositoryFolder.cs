namespace Portfolio.Database;

/// <summary>Finds the folders of plain files that the program works on.</summary>
public static class RepositoryFolder
{
    private const string Marker = "Portfolio.sln";

    /// <summary>
    /// The folder <paramref name="name"/> of the repository in which the program was built, or else beside the program, where
    /// publishing puts <c>migrations</c> and <c>seeds</c>. The repository comes first because copies that a build made beside
    /// the program keep files that were removed or renamed since.
    /// </summary>
    /// <param name="name">Path from the repository's root, such as <c>migrations</c>.</param>
    /// <returns>Full path, or <see langword="null"/> where there is none.</returns>
    public static string? Find(string name)
    {
        var inRepository = Root() is { } root ? Path.Combine(root, name) : null;
        if (Directory.Exists(inRepository))
            return inRepository;
        var beside = Path.Combine(AppContext.BaseDirectory, name);
        return Directory.Exists(beside) ? beside : null;
    }

    /// <summary>The folder <paramref name="name"/>, which must exist.</summary>
    /// <param name="name">Path from the repository's root, such as <c>migrations</c>.</param>
    /// <exception cref="DirectoryNotFoundException">It is neither in a repository nor beside the program.</exception>
    public static string Require(string name) => Find(name)
        ?? throw new DirectoryNotFoundException(
            $"The folder '{name}' is neither beside the program ({AppContext.BaseDirectory}) nor in a repository above it.");

    /// <summary>The root of the repository in which the program was built, or <see langword="null"/> when it runs elsewhere.</summary>
    public static string? Root()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, Marker)))
                return folder.FullName;
        }
        return null;
    }
}
