namespace Portfolio.Funding;

/// <summary>The two classes of capital the plans distinguish.</summary>
public static class SourceClass
{
    /// <summary>State budget (vốn ngân sách nhà nước).</summary>
    public const string State = "state";

    /// <summary>Outside the state budget (vốn ngoài ngân sách).</summary>
    public const string Other = "other";
}
