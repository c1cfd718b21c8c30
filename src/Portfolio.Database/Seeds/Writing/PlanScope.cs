using Portfolio.Database.Seeds.Reading;
using Portfolio.Database.Seeds.Tables;
using Portfolio.Funding;
using Portfolio.Plans;
using Portfolio.Projects;

namespace Portfolio.Database.Seeds.Writing;

/// <summary>The plans that a load answers for, and what of them is in the database but no longer in the files.</summary>
/// <param name="PlanIds">Plans within which whatever the files do not name goes.</param>
/// <param name="Programmes">Every programme in the database.</param>
/// <param name="ProgrammeOf">Programme in which each project of the files belongs.</param>
/// <param name="Plans">Every plan in the database.</param>
/// <param name="ExistingProjects">Every project that was in the database before the load.</param>
/// <param name="VanishedPlans">Plans that were loaded from files that are gone.</param>
/// <param name="VanishedProgrammes">Programmes of the plans that no file names.</param>
/// <param name="VanishedProjects">Projects of the plans that no file names.</param>
internal sealed record PlanScope(
    long[] PlanIds, IReadOnlyList<ProgrammeKey> Programmes, IReadOnlyDictionary<string, ProgrammeKey> ProgrammeOf,
    IReadOnlyList<PlanKey> Plans, IReadOnlyList<ProjectKey> ExistingProjects,
    IReadOnlyList<PlanKey> VanishedPlans, IReadOnlyList<ProgrammeKey> VanishedProgrammes, IReadOnlyList<ProjectKey> VanishedProjects)
{
    public static PlanScope Of(
        PlanBook book, IReadOnlyCollection<string> loaded, IReadOnlyList<PlanKey> plans, IReadOnlyList<ProgrammeKey> programmes,
        IReadOnlyList<ProjectKey> projects)
    {
        var named = book.Plans.Values.Select(p => p.Code).ToHashSet(StringComparer.Ordinal);
        var vanished = plans
            .Where(p => !named.Contains(p.Code) && loaded.Contains($"{SeedFolder.Plans}/{p.Code}/{PlanTables.Plan.Name}"))
            .ToList();
        var ids = plans.Where(p => named.Contains(p.Code)).Concat(vanished).Select(p => p.Id).ToHashSet();

        var programmeKeys = programmes.ToDictionary(p => (p.PlanCode, p.Code));
        var namedProgrammes = book.Programmes.Values.Select(p => (p.Plan, p.Code)).ToHashSet();
        var programmeOf = book.Projects.Values.ToDictionary(
            p => p.Project.Code, p => programmeKeys[(p.Project.Plan, p.Project.Programme)], StringComparer.Ordinal);
        return new PlanScope(
            [.. ids], programmes, programmeOf, plans, projects, vanished,
            [.. programmes.Where(p => ids.Contains(p.PlanId) && !namedProgrammes.Contains((p.PlanCode, p.Code)))],
            [.. projects.Where(p => ids.Contains(p.PlanId) && !programmeOf.ContainsKey(p.Code))]);
    }

    /// <summary>Both envelopes of every programme of the files; also where no amount is stated, because needs refer to them.</summary>
    public IReadOnlyList<EnvelopeSeed> Envelopes(PlanBook book)
    {
        var keys = Programmes.ToDictionary(p => (p.PlanCode, p.Code));
        return
        [
            .. book.Programmes.Values.SelectMany(p =>
            {
                var key = keys[(p.Plan, p.Code)];
                return new[]
                {
                    new EnvelopeSeed(key.Id, key.PlanId, SourceClass.State, p.EnvelopeState),
                    new EnvelopeSeed(key.Id, key.PlanId, SourceClass.Other, p.EnvelopeOther),
                };
            }),
        ];
    }

    public string PlanCodeOf(long planId) => Plans.First(p => p.Id == planId).Code;

    public string ProvinceOf(string planCode) => Plans.First(p => p.Code == planCode).Province;

    /// <summary>Plan and programme code of a programme, as the history names it.</summary>
    public string AddressOf(long programmeId)
    {
        var programme = Programmes.First(p => p.Id == programmeId);
        return $"{programme.PlanCode}/{programme.Code}";
    }
}
