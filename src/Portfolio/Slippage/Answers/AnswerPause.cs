namespace Portfolio.Slippage.Answers;

/// <summary>For how long mails of a warning that somebody has acknowledged are not repeated.</summary>
public static class AnswerPause
{
    /// <summary>Most days, that of the acknowledgement among them.</summary>
    public const int Days = 7;

    /// <summary>The last day without repeats: when the day that was named has passed and the work is not done, they go on.</summary>
    /// <param name="acknowledged">Day of the first acknowledgement since the warning opened or turned red.</param>
    /// <param name="expected">Day that was named last.</param>
    public static DateOnly LastDay(DateOnly acknowledged, DateOnly expected)
    {
        var latest = acknowledged.AddDays(Days - 1);
        return expected < latest ? expected : latest;
    }
}
