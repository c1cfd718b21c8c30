namespace Portfolio.Database.Migrations;

/// <summary>What a run did.</summary>
/// <param name="Applied">Names of the files applied now, in order.</param>
/// <param name="Adopted">Names of the files that dbmate had applied and whose checksums were recorded now.</param>
/// <param name="Total">Number of files; all of them are applied.</param>
public sealed record MigrationResult(IReadOnlyList<string> Applied, IReadOnlyList<string> Adopted, int Total)
{
    /// <summary>Whether the account that the program runs as owns what the migrations made, and so may change more than rows.</summary>
    public bool RunsAsOwner { get; init; }
}
