using Portfolio.Common;

namespace Portfolio.Milestones;

/// <summary>Makes the refusals of changes of milestones.</summary>
internal static class MilestoneFault
{
    /// <summary>Longest note of an entry or a remark.</summary>
    public const int LongestNote = 2000;

    /// <summary>A field that is at fault.</summary>
    public static ValidationFailedException Field(string field, string code, params (string Name, object? Value)[] arguments) =>
        new([new FieldFailure(field, code, arguments.ToDictionary(a => a.Name, a => a.Value))]);

    /// <summary>A rule that refuses.</summary>
    public static RuleException Rule(string code, params (string Name, object? Value)[] arguments) =>
        new(code, arguments.ToDictionary(a => a.Name, a => a.Value));

    /// <summary>A note without spaces around it; null = none.</summary>
    /// <exception cref="ValidationFailedException">It is too long.</exception>
    public static string? Note(string? note, string field = "Note")
    {
        var clean = string.IsNullOrWhiteSpace(note) ? null : note.Trim();
        return clean?.Length > LongestNote ? throw Field(field, "milestones.note_long", ("most", LongestNote)) : clean;
    }

    /// <summary>A reason in words, which must be given.</summary>
    /// <exception cref="ValidationFailedException">There is none, or it is too long.</exception>
    public static string Reason(string? reason) => Note(reason, "Reason") ?? throw Field("Reason", "milestones.note_missing");

    /// <summary>A reason code, with the note that "other" needs.</summary>
    /// <exception cref="ValidationFailedException">It is missing or unknown, or the note is missing.</exception>
    public static string ReasonCode(string? code, string? note)
    {
        if (string.IsNullOrEmpty(code))
            throw Field("ReasonCode", "milestones.reason_missing");
        if (!MoveReason.All.Contains(code))
            throw Field("ReasonCode", "milestones.reason_unknown");
        return code == MoveReason.Other && note is null ? throw Field("Note", "milestones.note_missing") : code;
    }

    /// <summary>A date that must be there.</summary>
    /// <exception cref="ValidationFailedException">It is missing or cannot be read.</exception>
    public static DueDate Date(string field, string? text) =>
        DueDateText.TryParse(text, out var due) is { } fault ? throw Field(field, fault)
        : due ?? throw Field(field, "milestones.date_missing");

    /// <summary>Stops a change of what is met or dropped.</summary>
    /// <exception cref="RuleException">It is.</exception>
    public static void DemandOpen(MilestoneRow milestone)
    {
        if (milestone.DroppedOn is { } dropped)
            throw Rule("milestones.dropped_already", ("on", dropped));
        if (milestone.MetOn is { } met)
            throw Rule("milestones.met_already", ("on", met));
    }
}
