namespace Portfolio.Tests.Database.Migrations;

/// <summary>A folder of migrations that a test makes up; removed when it is disposed.</summary>
internal sealed class MigrationFolder : IDisposable
{
    /// <summary>The first migration of every folder, as it must be.</summary>
    public const string First = "0001_common_checksum.sql";

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("portfolio-migrations-");

    public MigrationFolder() => Write(
        First,
        "create table public.schema_migration_checksum "
        + "(version text primary key, sha256 text not null, recorded_at timestamptz not null default now());",
        "drop table public.schema_migration_checksum;");

    public string Path => folder.FullName;

    public void Write(string name, string up, string down = "select 1;") =>
        WriteRaw(name, $"-- migrate:up\n{up}\n\n-- migrate:down\n{down}\n");

    public void WriteRaw(string name, string text) => File.WriteAllText(System.IO.Path.Combine(Path, name), text);

    public void Remove(string name) => File.Delete(System.IO.Path.Combine(Path, name));

    public void Dispose() => folder.Delete(recursive: true);
}
