namespace Portfolio.Database.Migrations;

/// <summary>Line numbers as editors count them.</summary>
internal static class Lines
{
    public static int At(string text, int index) => text.AsSpan(0, index).Count('\n') + 1;
}
