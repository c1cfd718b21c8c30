using System.Buffers;

namespace Portfolio.Database.Migrations;

/// <summary>
/// Finds where statements end: at a semicolon outside quotes, dollar quotes, comments and parentheses. The body of a function
/// must be quoted: one written as <c>begin atomic … end</c> is cut into pieces, by Npgsql as well.
/// </summary>
internal sealed class SqlScanner(string text, int position)
{
    internal static readonly SearchValues<char> Letters =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");

    /// <summary>The next statement without its semicolon, or <see langword="null"/> at the end.</summary>
    public Range? Next()
    {
        while (SkipBlank() && text[position] == ';')
            position++;
        if (position >= text.Length)
            return null;

        var start = position;
        var parentheses = 0;
        while (position < text.Length)
        {
            var c = text[position];
            if (c == ';' && parentheses <= 0)
                return start..position++;
            parentheses += c switch { '(' => 1, ')' => -1, _ => 0 };
            if (IsWordStart(c))
                SkipWord();
            else if (!SkipComment() && !SkipQuoted())
                position++;
        }
        return start..(start + text[start..].TrimEnd().Length);
    }

    private bool SkipBlank()
    {
        while (position < text.Length && (SkipComment() || char.IsWhiteSpace(text[position])))
        {
            if (position < text.Length && char.IsWhiteSpace(text[position]))
                position++;
        }
        return position < text.Length;
    }

    private bool SkipComment()
    {
        if (At("--"))
        {
            position = EndOf("\n", position);
            return true;
        }
        if (!At("/*"))
            return false;
        // Block comments nest.
        var depth = 0;
        do
        {
            var step = At("/*") ? 1 : At("*/") ? -1 : 0;
            depth += step;
            position += step == 0 ? 1 : 2;
        }
        while (depth > 0 && position < text.Length);
        return true;
    }

    private bool SkipQuoted()
    {
        if (text[position] is '\'' or '"')
        {
            SkipTo(text[position], escapes: false);
            return true;
        }
        if (text[position] != '$' || DollarTag() is not { } tag)
            return false;
        position = EndOf(tag, position + tag.Length);
        return true;
    }

    /// <summary>A doubled quote is read as the end of one text and the start of the next, which comes to the same.</summary>
    private void SkipTo(char quote, bool escapes)
    {
        for (position++; position < text.Length && text[position] != quote; position++)
        {
            if (escapes && text[position] == '\\')
                position++;
        }
        position = Math.Min(position + 1, text.Length);
    }

    private string? DollarTag()
    {
        var end = position + 1;
        while (end < text.Length && IsWordPart(text[end]) && text[end] != '$')
            end++;
        var closed = end < text.Length && text[end] == '$' && !char.IsAsciiDigit(text[position + 1]);
        return closed ? text[position..(end + 1)] : null;
    }

    private void SkipWord()
    {
        var start = position;
        while (position < text.Length && IsWordPart(text[position]))
            position++;
        var word = text.AsSpan(start, position - start);
        // In e'…' a backslash escapes the quote.
        if (word is "e" or "E" && position < text.Length && text[position] == '\'')
            SkipTo('\'', escapes: true);
    }

    private int EndOf(string mark, int from)
    {
        var at = text.IndexOf(mark, from, StringComparison.Ordinal);
        return at < 0 ? text.Length : at + mark.Length;
    }

    private bool At(string mark) => text.AsSpan(position).StartsWith(mark, StringComparison.Ordinal);

    private static bool IsWordStart(char c) => char.IsLetter(c) || c == '_';

    private static bool IsWordPart(char c) => char.IsLetterOrDigit(c) || c is '_' or '$';
}
