using System.Text.RegularExpressions;

namespace Portfolio.Tests.Architecture;

/// <summary>The string literals of a source file that hold SQL, although no constant of a type bears them.</summary>
internal static partial class SqlLiterals
{
    public static IEnumerable<string> OutsideConstants(string source) =>
        from token in Token().Matches(source)
        where token.Groups["text"].Success && Statement.LooksLikeSql(token.Value)
        // A constant within a method is seen by no scan of the types, so it does not count.
        where !Constant().IsMatch(source[..token.Index])
        select token.Value;

    // Comments and characters are passed over, so that a quote in them begins no text.
    [GeneratedRegex("""//[^\n]*|'(?:\\.|[^'\\\n])+'|(?<text>\$*(?<quote>"{3,})[\s\S]*?\k<quote>|[$@]*"(?:\\.|[^"\\\n])*")""")]
    private static partial Regex Token();

    [GeneratedRegex("""(?:private|internal|public)\s+const\s+string\s+\w+\s*=\s*(?:[\w.]+\s*\+\s*|"(?:\\.|[^"\\\n])*"\s*\+\s*)*$""")]
    private static partial Regex Constant();
}
