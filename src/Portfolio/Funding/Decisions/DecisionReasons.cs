using Npgsql;
using Portfolio.Accounts;
using Portfolio.Projects;

namespace Portfolio.Funding.Decisions;

/// <summary>
/// Who may read what officers wrote to explain a decision and its lines: their reasons are no public figures. Whoever may see the
/// history of the province reads them, and of a plan that holds projects of his bodies whoever is bound to bodies: he is told of
/// its decisions as well. Papers are shown to neither visitors nor owners in the first place.
/// </summary>
internal static class DecisionReasons
{
    /// <summary>Whether the actor may read the reasons of decisions of a plan that he may see.</summary>
    /// <param name="connection">Connection.</param>
    /// <param name="transaction">Transaction; null = none.</param>
    /// <param name="actor">Who reads.</param>
    /// <param name="planId">Plan.</param>
    /// <param name="province">Where it belongs.</param>
    /// <param name="ct">Cancels the call.</param>
    public static async Task<bool> ShownAsync(
        NpgsqlConnection connection, NpgsqlTransaction? transaction, Actor actor, long planId, string province, CancellationToken ct) =>
        Shown(actor, province, answers: false)
        || (actor.Reach.Bodies is { } bodies && Shown(actor, province, answers: true)
            && await ProjectLookup.AnyOfAsync(connection, transaction, planId, bodies, ct));

    /// <summary>The same where it is known already whether one of the actor's bodies answers for a project of the plan.</summary>
    public static bool Shown(Actor actor, string province, bool answers) =>
        actor.May(Permission.ViewHistory, new Place(province, answers && actor.Reach.Bodies is { } bodies ? [.. bodies] : []));
}
