using Dapper;
using Portfolio.Common;

namespace Portfolio.Files;

/// <summary>
/// Reads content in pieces, each with a connection of its own: a slow reader keeps none. Content never changes, so the pieces
/// belong together.
/// </summary>
internal sealed class ContentStream(PortfolioDatabase database, byte[] sha256, int size) : Stream
{
    /// <summary>Bytes of a piece.</summary>
    internal const int Piece = 1024 * 1024;

    private const string ReadSql = """
        -- Files.ReadPiece
        select substring(bytes from @From for @Count) from files.content where sha256 = @Sha256
        """;

    private byte[] piece = [];
    private int within;
    private int read;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (within == piece.Length && read < size)
            await NextAsync(cancellationToken);
        var count = Math.Min(buffer.Length, piece.Length - within);
        piece.AsMemory(within, count).CopyTo(buffer);
        within += count;
        return count;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("The database is asked asynchronously.");

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private async Task NextAsync(CancellationToken ct)
    {
        await using var connection = await database.OpenAsync(ct);
        // The first byte is number 1.
        piece = await connection.ExecuteScalarAsync<byte[]>(new CommandDefinition(
            ReadSql, new { From = read + 1, Count = Math.Min(Piece, size - read), Sha256 = sha256 }, cancellationToken: ct))
            ?? throw new InvalidDataException("The content of a file is gone.");
        within = 0;
        read += piece.Length;
        if (piece.Length == 0)
            throw new InvalidDataException("The content of a file is shorter than it says.");
    }
}
