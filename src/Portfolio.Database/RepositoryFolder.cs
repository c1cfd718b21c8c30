namespace Portfolio.Database;

/// <summary>Finds the folders of plain files that the program works on.</summary>
public static class RepositoryFolder
{
    private const string Marker = "Portfolio.sln";

    /// <summary>
    /// The folder <paramref name="name"/> beside the program, where publishing puts <c>migrations</c> and <c>seeds</c>, or
    /// else in the repository in which the program was built.
    /// </summary>
    /// <param name="name">Path from the repository's root, such as <c>migrations</c>.</param>
    /// <returns>Full path, or <see langword="null"/> where there is none.</returns>
    public static string? Find(string name)
    {
        var beside = Path.Combine(AppContext.BaseDirectory, name);
        if (Directory.Exists(beside))
            return beside;
        var inRepository = Root() is { } root ? Path.Combine(root, name) : null;
        return Directory.Exists(inRepository) ? inRepository : null;
    }

    /// <summary>The folder <paramref name="name"/>, which must exist.</summary>
    /// <param name="name">Path from the repository's root, such as <c>migrations</c>.</param>
    /// <exception cref="DirectoryNotFoundException">It is neither beside the program nor in the repository.</exception>
    public static string Require(string name) => Find(name)
        ?? throw new DirectoryNotFoundException(
            $"The folder '{name}' is neither beside the program ({AppContext.BaseDirectory}) nor in the repository above it.");

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
