using Portfolio.Accounts;
using Portfolio.Audit;
using Portfolio.Common;
using Portfolio.Plans;
using Portfolio.Projects;

namespace Portfolio.Slippage.Colours;

/// <summary>People state the colour of a project: a graver one freely, a milder one with a reason and for a while.</summary>
public sealed class ColourService(PortfolioDatabase database, BusinessCalendar calendar)
{
    /// <summary>Longest time for which a milder colour holds, in days.</summary>
    public const int MostDays = 30;

    private const int LongestReason = 1000;

    private static readonly string[] Colours = ["green", "amber", "red"];

    /// <summary>States a colour, or takes back what was stated.</summary>
    /// <param name="actor">Who states it; needs <see cref="Permission.UpdateMilestones"/> on the project.</param>
    /// <param name="statement">The colour.</param>
    /// <param name="ct">Cancels the call.</param>
    /// <returns>The colour that is shown from now on.</returns>
    /// <exception cref="NotFoundException">There is no such project.</exception>
    /// <exception cref="ValidationFailedException">The colour is none; a milder one has no reason, or its last day is not within 30 days; the reason is too long.</exception>
    public async Task<string> StateAsync(Actor actor, StateColour statement, CancellationToken ct)
    {
        actor.Demand(Permission.UpdateMilestones);
        return await database.TransactAsync(async (connection, transaction) =>
        {
            var project = await ProjectLookup.FindAsync(connection, transaction, statement.Project, ct) ?? throw new NotFoundException("project", statement.Project);
            var plan = await PlanLookup.GetAsync(connection, transaction, project.PlanId, ct);
            actor.Demand(Permission.UpdateMilestones, new Place(plan.ProvinceCode, project.Bodies));
            var before = await ColourRecords.LockAsync(connection, transaction, project.Id, ct);
            var milder = statement.Colour is { } colour && Array.IndexOf(Colours, colour) < Array.IndexOf(Colours, before.Warned);
            DateOnly? until = milder ? statement.Until ?? calendar.Today.AddDays(MostDays) : null;
            var reason = SafeText.OrNull(statement.Reason);
            Demand(statement.Colour, milder, until, reason);
            if ((before.Stated, before.StatedUntil) == (statement.Colour, until))
                return before.Colour;
            var shown = await ColourRecords.StateAsync(
                connection, transaction, actor, project.Id, before.Stated, statement.Colour, until, reason, calendar.Today, ct);
            await AuditLog.WriteAsync(
                connection, transaction, actor, "slippage.colour_stated", "project",
                [new AuditChange(statement.Project, plan.ProvinceCode, new { colour = before.Stated }, new { colour = statement.Colour, until })], reason, ct);
            return shown;
        }, ct);
    }

    private void Demand(string? colour, bool milder, DateOnly? until, string? reason)
    {
        List<FieldFailure> faults = [];
        if (colour is not null && !Colours.Contains(colour))
            faults.Add(Fault("Colour", "slippage.colour_unknown"));
        if (milder && reason is null)
            faults.Add(Fault("Reason", "slippage.colour_needs_reason"));
        if (reason is { Length: > LongestReason })
            faults.Add(new FieldFailure("Reason", "milestones.note_long", new Dictionary<string, object?> { ["most"] = LongestReason }));
        if (until < calendar.Today || until > calendar.Today.AddDays(MostDays))
            faults.Add(Fault("Until", "slippage.colour_until"));
        if (faults.Count > 0)
            throw new ValidationFailedException(faults);
    }

    private static FieldFailure Fault(string field, string code) => new(field, code, new Dictionary<string, object?> { ["most"] = MostDays });
}
