namespace Portfolio.Slippage;

/// <summary>The budget year that warnings and the capital at risk are about.</summary>
public static class JudgedYear
{
    /// <summary>The year on a day: in January still the one that is being closed, until the end of its payments on 31/1.</summary>
    public static int Of(DateOnly day) => day.Month == 1 ? day.Year - 1 : day.Year;
}
