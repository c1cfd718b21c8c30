namespace Portfolio.Database.Embedded;

/// <summary>
/// The exclusive right to a data folder. The operating system holds it for the open file, so that it ends with the program,
/// however that ends.
/// </summary>
internal sealed class FolderLock : IDisposable
{
    private readonly FileStream file;

    private FolderLock(FileStream file) => this.file = file;

    /// <exception cref="EmbeddedPostgresException">Another program holds it.</exception>
    public static FolderLock Take(ServerPlace place) => TryTake(place)
        ?? throw new EmbeddedPostgresException(
            $"Another program already uses the data folder {place.Home}: stop it first, or choose another data folder.");

    /// <returns><see langword="null"/> while another program holds it.</returns>
    public static FolderLock? TryTake(ServerPlace place)
    {
        try
        {
            return new FolderLock(new FileStream(place.Lock, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (UnauthorizedAccessException e)
        {
            throw new EmbeddedPostgresException(
                $"The data folder {place.Home} belongs to another user: run the program as that user, or remove the folder.", e);
        }
        catch (IOException)
        {
            return null;
        }
    }

    public void Dispose() => file.Dispose();
}
