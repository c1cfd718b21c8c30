namespace Portfolio.Accounts;

/// <summary>What one may be allowed to do.</summary>
public enum Permission
{
    /// <summary>See plans, projects, needs and milestones.</summary>
    ViewPortfolio,

    /// <summary>See who changed what.</summary>
    ViewHistory,

    /// <summary>Enter and correct the needs of projects.</summary>
    EditNeeds,
}
