namespace Portfolio.Accounts;

/// <summary>What somebody is in the province's work on its portfolio.</summary>
public enum Role
{
    /// <summary>Nobody in particular: may do nothing.</summary>
    None,

    /// <summary>Anybody, where the public view is switched on: sees the public figures.</summary>
    Visitor,

    /// <summary>Finance department (Sở Tài chính): enters and corrects capital.</summary>
    Finance,

    /// <summary>Project owner (chủ đầu tư).</summary>
    Owner,

    /// <summary>Construction department (Sở Xây dựng): follows, urges, consolidates.</summary>
    Construction,

    /// <summary>Provincial leader: reads.</summary>
    Leader,

    /// <summary>Auditor: reads everything, with its history.</summary>
    Auditor,

    /// <summary>Administrator of the program.</summary>
    Administrator,

    /// <summary>The program itself: start-up loading and scheduled jobs.</summary>
    System,
}
