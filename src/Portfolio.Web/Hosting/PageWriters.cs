using System.Buffers;
using System.Text;
using Microsoft.AspNetCore.Mvc.Infrastructure;
using Microsoft.AspNetCore.WebUtilities;

namespace Portfolio.Web.Hosting;

/// <summary>
/// Sends a page in one or two pieces. The framework sends one for every 16.384 letters, each with a turn of the connection and of
/// whoever reads it, although nothing is sent before all of the page is there.
/// </summary>
internal sealed class PageWriters : IHttpResponseStreamWriterFactory
{
    /// <summary>What the server takes of an answer before it waits for the reader, in bytes: a piece and what is left of the one before.</summary>
    public const long Waiting = 512 * 1024;

    private const int Letters = 64 * 1024;

    public TextWriter CreateWriter(Stream stream, Encoding encoding) =>
        new HttpResponseStreamWriter(stream, encoding, Letters, ArrayPool<byte>.Shared, ArrayPool<char>.Shared);
}
