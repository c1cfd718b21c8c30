using Portfolio.Accounts;
using Portfolio.Common;

namespace Portfolio.Milestones.Updates;

/// <summary>What may be said of a milestone, and what follows.</summary>
internal static class UpdateRules
{
    /// <summary>Most files at once.</summary>
    public const int MostFiles = 10;

    private static readonly DateOnly Earliest = new(1990, 1, 1);

    /// <param name="session">The change.</param>
    /// <param name="update">What is said.</param>
    /// <param name="all">All that is said in this change.</param>
    /// <param name="confirming">Provinces in which the construction department confirms.</param>
    public static void Apply(MilestoneSession session, MilestoneUpdate update, ILookup<(string Project, string Milestone), MilestoneUpdate> all, IReadOnlySet<string> confirming)
    {
        var milestone = session.Milestone(update.Project, update.Milestone, update.Revision);
        if (all[(update.Project, update.Milestone)].Any(u => u is ReportDone))
            DemandNothingAhead(update);
        switch (update)
        {
            case ReportDone done:
                Done(session, milestone, done, confirming);
                break;
            case StateForecast forecast:
                Forecast(session, milestone, forecast);
                break;
            case ReportProgress progress:
                Progress(session, milestone, progress);
                break;
            case UndoDone undo:
                Undo(session, milestone, undo);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(update), update, null);
        }
    }

    // Of what is done nothing is expected, and all of it is there.
    private static void DemandNothingAhead(MilestoneUpdate update)
    {
        if (update is StateForecast { Forecast: var forecast } && !string.IsNullOrWhiteSpace(forecast))
            throw MilestoneFault.Field("Forecast", "milestones.forecast_of_done");
        if (update is ReportProgress { Percent: not null })
            throw MilestoneFault.Field("Percent", "milestones.percent_of_done");
    }

    private static void Done(MilestoneSession session, MilestoneRow milestone, ReportDone done, IReadOnlySet<string> confirming)
    {
        var note = MilestoneFault.Note(done.Note);
        var on = done.On ?? throw MilestoneFault.Field("On", "milestones.day_missing");
        if (on > session.Today)
            throw MilestoneFault.Field("On", "milestones.day_future", ("today", session.Today));
        if (on < Earliest)
            throw MilestoneFault.Field("On", "milestones.day_early", ("earliest", Earliest));
        MilestoneFault.DemandOpen(milestone);
        if (milestone.ReportedOn == on)
            throw MilestoneFault.Rule("milestones.reported_already", ("on", on));

        var project = session.Project(done.Project);
        session.Move(milestone, DateField.Reported, on, null, note);
        var waits = milestone.IsKey && confirming.Contains(project.Plan.ProvinceCode);
        // Who confirms does not wait for himself.
        var confirms = waits && session.Actor.May(Permission.ConfirmMilestones, project.Place);
        if (!waits || confirms)
            session.Move(milestone, DateField.Met, on, null, note);
        if (confirms)
            session.Move(milestone, DateField.Confirmed, session.Today, null, note);
    }

    private static void Forecast(MilestoneSession session, MilestoneRow milestone, StateForecast forecast)
    {
        var note = MilestoneFault.Note(forecast.Note);
        if (DueDateText.TryParse(forecast.Forecast, out var due) is { } fault)
            throw MilestoneFault.Field("Forecast", fault);
        var reason = due is null ? null : MilestoneFault.ReasonCode(forecast.ReasonCode, note);
        if (due?.On < session.Today)
            throw MilestoneFault.Field("Forecast", "milestones.forecast_past", ("today", session.Today));
        MilestoneFault.DemandOpen(milestone);
        if (milestone.PlannedOn is null)
            throw MilestoneFault.Rule("milestones.continuous");
        session.Move(milestone, DateField.Stated, due, reason, note);
    }

    private static void Progress(MilestoneSession session, MilestoneRow milestone, ReportProgress progress)
    {
        var note = MilestoneFault.Note(progress.Note);
        if (progress.Percent is null && note is null && progress.Files.Count == 0)
            throw MilestoneFault.Field("Percent", "milestones.nothing_said");
        if (progress.Percent is < 0 or > 99)
            throw MilestoneFault.Field("Percent", "milestones.percent_outside");
        if (progress.Files.Count > MostFiles)
            throw MilestoneFault.Field("Files", "milestones.many_files", ("most", MostFiles));
        if (milestone.DroppedOn is { } dropped)
            throw MilestoneFault.Rule("milestones.dropped_already", ("on", dropped));
        // What is met may still be shown and described.
        if (progress.Percent is not null)
            MilestoneFault.DemandOpen(milestone);
        if (progress.Percent < milestone.Percent && note is null)
            throw MilestoneFault.Field("Note", "milestones.percent_back", ("percent", milestone.Percent));
        session.Remark(milestone, note, progress.Percent, progress.Files);
    }

    private static void Undo(MilestoneSession session, MilestoneRow milestone, UndoDone undo)
    {
        var reason = MilestoneFault.Reason(undo.Reason);
        if (milestone.ReportedOn is null && milestone.MetOn is null)
            throw MilestoneFault.Rule("milestones.not_done");
        if (milestone.ConfirmedOn is { } confirmed && !session.Actor.May(Permission.ConfirmMilestones, session.Project(undo.Project).Place))
            throw MilestoneFault.Rule("milestones.confirmed_already", ("on", confirmed));
        foreach (var field in (string[])[DateField.Confirmed, DateField.Met, DateField.Reported])
            session.Move(milestone, field, null as DateOnly?, MoveReason.Correction, reason);
    }
}
