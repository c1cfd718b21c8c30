namespace Portfolio.Web.Pages.Capital;

/// <summary>The views of a plan's capital, as its tabs name them.</summary>
internal enum CapitalTab
{
    /// <summary>The balance.</summary>
    Balance,

    /// <summary>Its decisions.</summary>
    Decisions,

    /// <summary>Its ceilings.</summary>
    Ceilings,
}
