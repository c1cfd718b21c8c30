using Portfolio.Reporting.Schedules;

namespace Portfolio.Web.Api.Milestones;

/// <summary>What was said of a milestone, latest first.</summary>
/// <param name="Items">Entries.</param>
/// <param name="Page">Page, from 1.</param>
/// <param name="Pages">Number of pages.</param>
/// <param name="Total">Number of entries on all pages.</param>
internal sealed record ThreadDto(IReadOnlyList<ThreadEntryDto> Items, int Page, int Pages, int Total);

/// <summary>What somebody said at one moment.</summary>
/// <param name="By">Who.</param>
/// <param name="On">Business day.</param>
/// <param name="At">When.</param>
/// <param name="Illustrative">Whether it is made up for demonstration.</param>
/// <param name="Changes">Dates and progress.</param>
/// <param name="Notes">In words.</param>
/// <param name="Files">Photos and files.</param>
internal sealed record ThreadEntryDto(
    string By, DateOnly On, DateTimeOffset At, bool Illustrative, IReadOnlyList<ThreadChangeDto> Changes, IReadOnlyList<string> Notes, IReadOnlyList<ThreadFileDto> Files)
{
    public static ThreadEntryDto Of(ThreadEntry entry) => new(
        entry.EnteredBy, entry.EnteredOn, entry.EnteredAt, entry.Illustrative, [.. entry.Changes.Select(ThreadChangeDto.Of)], entry.Notes,
        [.. entry.Files.Select(f => new ThreadFileDto(f.Id, f.Name, f.MediaType, f.Size))]);
}

/// <summary>A date or the progress that was said.</summary>
/// <param name="What">done, met, confirmed, reopened, stated, unstated, planned, baseline, dropped, restored, percent.</param>
/// <param name="Before">The date before; null = none.</param>
/// <param name="Now">The date from then on; null = none.</param>
/// <param name="ReasonCode">Why; null = no reason was asked for.</param>
/// <param name="Percent">The progress.</param>
internal sealed record ThreadChangeDto(string What, SaidDateDto? Before, SaidDateDto? Now, string? ReasonCode, int? Percent)
{
    public static ThreadChangeDto Of(ThreadChange change) => new(
        change.What, SaidDateDto.Of(change.WasOn, change.WasText), SaidDateDto.Of(change.NowOn, change.NowText), change.ReasonCode, change.Percent);
}

/// <summary>A date that was said.</summary>
/// <param name="Date">Last day of its period; null for continuous work.</param>
/// <param name="Text">Its words; null where a date is always a day.</param>
internal sealed record SaidDateDto(DateOnly? Date, string? Text)
{
    public static SaidDateDto? Of(DateOnly? date, string? text) => date is null && text is null ? null : new(date, text);
}

/// <summary>A photo or file.</summary>
/// <param name="Id">Key, by which it is read.</param>
/// <param name="Name">Name.</param>
/// <param name="MediaType">What it is, found by its content.</param>
/// <param name="Size">Bytes.</param>
internal sealed record ThreadFileDto(long Id, string Name, string MediaType, int Size);

/// <summary>What is said of a milestone besides dates, with photos and files: one of them at least.</summary>
/// <param name="Percent">How far it is, 0 to 99.</param>
/// <param name="Note">A note.</param>
/// <param name="Files">At most 3 at a time.</param>
internal sealed record RemarkDto(int? Percent = null, string? Note = null, IReadOnlyList<NewFileDto>? Files = null);

/// <summary>A photo or file that is sent.</summary>
/// <param name="Name">Name with its ending, which must be that of its content.</param>
/// <param name="Content">What it holds, in Base64.</param>
internal sealed record NewFileDto(string Name, string Content);
