using Portfolio.Accounts;
using Portfolio.Common;

namespace Portfolio.Funding.Needs;

/// <summary>The needs of one project, with the room its programme still has.</summary>
/// <param name="ProjectCode">Project.</param>
/// <param name="ProjectName">Its name.</param>
/// <param name="Place">Where the project belongs.</param>
/// <param name="PlanCode">Its plan.</param>
/// <param name="PlanName">Short name of the plan.</param>
/// <param name="ProgrammeCode">Its programme.</param>
/// <param name="ProgrammeName">Name of the programme.</param>
/// <param name="Version">Version of the needs, for conditional changes; 0 while none was ever entered.</param>
/// <param name="Sources">Every source, with the need from it.</param>
/// <param name="Envelopes">The programme's envelope per source class.</param>
public sealed record ProjectNeeds(
    string ProjectCode, string ProjectName, Place Place, string PlanCode, string PlanName, string ProgrammeCode, string ProgrammeName,
    long Version, IReadOnlyList<SourceNeed> Sources, IReadOnlyList<EnvelopeRoom> Envelopes)
{
    /// <summary>Sum of the needs of one class, whole đồng.</summary>
    public Vnd Sum(string sourceClass) => Sources.Where(s => s.SourceClass == sourceClass).Aggregate(Vnd.Zero, (sum, s) => sum + s.Amount);

    /// <summary>Whether any amount in force is made up for demonstration.</summary>
    public bool Illustrative => Sources.Any(s => s.FigureBasis == "illustrative");
}

/// <summary>Need of a project from one source.</summary>
/// <param name="Source">Code of the source.</param>
/// <param name="SourceClass"><see cref="SourceClass.State"/> or <see cref="SourceClass.Other"/>.</param>
/// <param name="Name">Name in Vietnamese.</param>
/// <param name="NameEn">Name in English.</param>
/// <param name="Amount">Need in force, whole đồng.</param>
/// <param name="FigureBasis"><c>official</c>, <c>entered</c>, <c>illustrative</c>; null without a need.</param>
/// <param name="Allocated">Capital given by approved decisions, whole đồng; the need cannot fall below it (F2).</param>
public sealed record SourceNeed(string Source, string SourceClass, string Name, string NameEn, Vnd Amount, string? FigureBasis, Vnd Allocated);

/// <summary>Envelope of a programme in one source class.</summary>
/// <param name="SourceClass">Class.</param>
/// <param name="Amount">Need the plan states; null where it states none and so sets no bound.</param>
/// <param name="Itemised">Taken up by projects, this one included.</param>
public sealed record EnvelopeRoom(string SourceClass, Vnd? Amount, Vnd Itemised)
{
    /// <summary>Not taken up by any project (chưa phân khai).</summary>
    public Vnd? Unitemised => Amount is { } amount ? amount - Itemised : null;
}
