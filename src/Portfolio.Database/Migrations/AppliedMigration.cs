namespace Portfolio.Database.Migrations;

/// <summary>A migration the database knows; one that dbmate applied has no checksum.</summary>
internal sealed record AppliedMigration(string Version, string? Sha256);
