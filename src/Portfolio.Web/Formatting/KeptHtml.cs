using System.Globalization;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.Extensions.Caching.Memory;

namespace Portfolio.Web.Formatting;

/// <summary>
/// Parts of pages as they were last written. A part is used again only while what it shows equals, value by value, what the
/// database has answered just now: figures are read at every request and never older than that; only writing out the same ones
/// again is spared. For parts that are the same to everybody and show nothing but their model.
/// </summary>
/// <param name="encoder">Writes the texts.</param>
/// <param name="mostBytes">Room for them; when it is full, those that nobody asked for go first.</param>
internal sealed class KeptHtml(HtmlEncoder encoder, long mostBytes = KeptHtml.UsualBytes) : IDisposable
{
    /// <summary>Some hundred plans in both languages.</summary>
    private const long UsualBytes = 64 * 1024 * 1024;

    private readonly MemoryCache cache = new(new MemoryCacheOptions { SizeLimit = mostBytes });

    /// <summary>A partial view of this model, in the language of the request.</summary>
    /// <param name="html">Writes it where it is not there.</param>
    /// <param name="view">Name of the partial view.</param>
    /// <param name="of">What the model is about; of each, the last is kept.</param>
    /// <param name="model">All that the view shows; equal by value.</param>
    public async Task<IHtmlContent> PartialAsync<TModel>(IHtmlHelper html, string view, string? of, TModel model)
        where TModel : class, IEquatable<TModel>
    {
        var key = (view, of, CultureInfo.CurrentCulture.Name, CultureInfo.CurrentUICulture.Name);
        if (cache.TryGetValue(key, out Kept<TModel>? kept) && kept!.Model.Equals(model))
            return kept.Html;
        await using var text = new StringWriter(CultureInfo.InvariantCulture);
        (await html.PartialAsync(view, model)).WriteTo(text, encoder);
        var written = text.ToString();
        var content = new HtmlString(written);
        cache.Set(key, new Kept<TModel>(model, content), new MemoryCacheEntryOptions { Size = written.Length * sizeof(char) });
        return content;
    }

    public void Dispose() => cache.Dispose();

    private sealed record Kept<TModel>(TModel Model, IHtmlContent Html);
}
