namespace Portfolio.Milestones;

/// <summary>Which date of a milestone an entry moves; the words of the database.</summary>
internal static class DateField
{
    public const string Baseline = "baseline";
    public const string Planned = "planned";
    public const string Stated = "stated";
    public const string Reported = "reported";
    public const string Met = "met";
    public const string Confirmed = "confirmed";
    public const string Dropped = "dropped";
}
