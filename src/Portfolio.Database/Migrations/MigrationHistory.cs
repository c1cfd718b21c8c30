namespace Portfolio.Database.Migrations;

/// <summary>Holds the files against what the database remembers.</summary>
internal static class MigrationHistory
{
    /// <exception cref="MigrationException">History was changed: a file was edited, has vanished, or comes before one that is applied.</exception>
    public static void Check(IReadOnlyList<MigrationFile> files, IReadOnlyList<AppliedMigration> applied)
    {
        var byVersion = files.ToDictionary(f => f.Version);
        foreach (var migration in applied)
        {
            if (!byVersion.TryGetValue(migration.Version, out var file))
                throw new MigrationException(
                    $"Migration {migration.Version} is applied to the database, but its file has vanished: " +
                    "restore the file, or use the newer program that brings it.");
            if (migration.Sha256 is not null && migration.Sha256 != file.Sha256)
                throw new MigrationException(
                    $"{file.Name}: was edited after it had been applied: restore it and write the change as a new migration.");
        }

        var known = applied.Select(a => a.Version).ToHashSet();
        var highest = known.Max(StringComparer.Ordinal);
        if (files.FirstOrDefault(f => !known.Contains(f.Version) && string.CompareOrdinal(f.Version, highest) < 0) is { } late)
            throw new MigrationException(
                $"{late.Name}: comes before migration {highest}, which is applied already: give it a higher number.");
    }
}
