namespace Portfolio.Web.Pages.Capital;

/// <summary>The views of a plan's capital, as its tabs name them.</summary>
internal enum CapitalTab
{
    /// <summary>The balance.</summary>
    Balance,

    /// <summary>Paid against planned.</summary>
    Curve,

    /// <summary>Its decisions.</summary>
    Decisions,

    /// <summary>Its ceilings.</summary>
    Ceilings,

    /// <summary>The plan as of a day.</summary>
    AsOf,

    /// <summary>Two days compared.</summary>
    Changes,
}
