namespace Portfolio.Common;

/// <summary>One page of a list.</summary>
/// <param name="Items">The rows of this page.</param>
/// <param name="Total">Number of rows of the whole list that pages reach.</param>
/// <param name="Number">Page number, from 1.</param>
/// <param name="Size">Rows on a full page.</param>
/// <param name="More">Whether the list goes on past what pages reach.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, int Total, int Number, int Size, bool More = false)
{
    /// <summary>Number of pages, at least 1.</summary>
    public int Pages => Math.Max(1, (Total + Size - 1) / Size);
}

/// <summary>A stretch of a list that is read by key.</summary>
/// <param name="Items">The rows.</param>
/// <param name="Next">Key to ask for the next stretch with; null at the end.</param>
public sealed record Stretch<T>(IReadOnlyList<T> Items, string? Next);
