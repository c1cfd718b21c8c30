using System.Data;
using Dapper;
using Portfolio.Accounts;
using Portfolio.Common;
using Portfolio.Files;

namespace Portfolio.Reporting.Schedules;

/// <summary>What was said of a milestone, as a thread: dates, progress, notes, files.</summary>
public sealed class MilestoneThreads(PortfolioDatabase database)
{
    /// <summary>Entries on a page.</summary>
    public const int PageSize = 20;

    // What somebody did at one moment belongs together: a confirmation writes two dates.
    private const string SaidSql = """
        -- Reporting.MilestoneThread
        with milestone as (
            select m.id from milestones.milestone m join projects.project p on p.id = m.project_id where p.code = @Project and m.code = @Milestone
        ), said as (
            select e.entered_on, e.entered_at, e.entered_by, e.id, e.field, e.was_on, e.was_text, e.now_on, e.now_text, e.reason_code, e.note,
                null::integer as percent, null::bigint as remark_id, e.figure_basis = 'illustrative' as illustrative
            from milestones.date_entry e where e.milestone_id = (select id from milestone)
            union all
            select r.entered_on, r.entered_at, r.entered_by, r.id, null, null, null, null, null, null, r.text, r.percent, r.id, r.figure_basis = 'illustrative'
            from milestones.remark r where r.milestone_id = (select id from milestone)
        ), counted as (
            select s.*, dense_rank() over (order by s.entered_on desc, s.entered_at desc, s.entered_by) as moment from said s
        )
        select c.entered_on, c.entered_at, c.entered_by, c.field, c.was_on, c.was_text, c.now_on, c.now_text, c.reason_code, c.note, c.percent, c.remark_id,
            c.illustrative, c.moment::int as moment, (select max(x.moment) from counted x)::int as moments
        from counted c
        where c.moment between @First and @Last
        order by c.moment, c.remark_id is not null, c.id
        """;

    private const string FilesSql = """
        -- Reporting.MilestoneThreadFiles
        select p.remark_id, f.id, f.name, f.media_type, c.size
        from milestones.photo p
        join files.file f on f.id = p.file_id
        join files.content c on c.sha256 = f.sha256
        where p.remark_id = any(@Remarks)
        order by p.remark_id, f.id
        """;

    /// <summary>What was said, latest first.</summary>
    /// <param name="actor">Who asks; needs <see cref="Permission.ViewHistory"/> on the project.</param>
    /// <param name="project">The project, as its schedule has it.</param>
    /// <param name="milestone">Milestone.</param>
    /// <param name="page">Page, from 1.</param>
    /// <param name="ct">Cancels the call.</param>
    public async Task<Page<ThreadEntry>> GetAsync(Actor actor, ScheduleHead project, string milestone, int page, CancellationToken ct)
    {
        actor.Demand(Permission.ViewHistory);
        actor.Demand(Permission.ViewHistory, new Place(project.ProvinceCode, project.Bodies));
        var number = Math.Max(1, page);
        await using var connection = await database.OpenAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, ct);
        var said = (await connection.QueryAsync<Row>(new CommandDefinition(
            SaidSql, new { Project = project.Code, Milestone = milestone, First = ((number - 1) * PageSize) + 1, Last = number * PageSize },
            transaction, cancellationToken: ct))).ToList();
        var remarks = said.Select(s => s.RemarkId).OfType<long>().ToArray();
        var files = remarks.Length == 0 ? null
            : (await connection.QueryAsync<ThreadFile>(new CommandDefinition(FilesSql, new { Remarks = remarks }, transaction, cancellationToken: ct))).ToLookup(f => f.RemarkId);
        return new Page<ThreadEntry>(
            [.. said.GroupBy(s => s.Moment).Select(g => Entry([.. g], files))], said.Count == 0 ? 0 : said[0].Moments, number, PageSize);
    }

    private static ThreadEntry Entry(List<Row> rows, ILookup<long, ThreadFile>? files)
    {
        // Two who have one name may write one field at one moment.
        var dates = rows.Where(r => r.Field is not null).ToLookup(r => r.Field!);
        // "Done" is one word, however many dates it writes.
        string[] untold = dates.Contains("confirmed") ? ["reported", "met"] : dates.Contains("reported") ? ["met"] : [];
        List<ThreadChange> changes =
        [
            .. rows.Where(r => r.Field is not null && !untold.Contains(r.Field)).Select(r => new ThreadChange(
                What(r), r.WasOn, r.WasText, r.Field == "confirmed" && dates["met"].LastOrDefault() is { } met ? met.NowOn : r.NowOn, r.NowText, r.ReasonCode)),
            .. rows.Where(r => r.Percent is not null).Select(r => new ThreadChange("percent", null, null, null, null, null) { Percent = r.Percent }),
        ];
        var first = rows[0];
        return new ThreadEntry(
            first.EnteredBy, first.EnteredOn, new DateTimeOffset(first.EnteredAt, TimeSpan.Zero), first.Illustrative, changes,
            [.. rows.Select(r => r.Note).OfType<string>().Distinct()], [.. rows.Where(r => r.RemarkId is not null).SelectMany(r => files![r.RemarkId!.Value])]);
    }

    private static string What(Row row) => (row.Field, row.NowOn is null && row.NowText is null) switch
    {
        ("reported" or "met" or "confirmed", true) => "reopened",
        ("reported", _) => "done",
        ("dropped", true) => "restored",
        ("stated", true) => "unstated",
        (var field, _) => field!,
    };

    private sealed record Row(
        DateOnly EnteredOn, DateTime EnteredAt, string EnteredBy, string? Field, DateOnly? WasOn, string? WasText, DateOnly? NowOn, string? NowText,
        string? ReasonCode, string? Note, int? Percent, long? RemarkId, bool Illustrative, int Moment, int Moments);
}

/// <summary>What somebody said of a milestone at one moment.</summary>
/// <param name="EnteredBy">Who.</param>
/// <param name="EnteredOn">Business day.</param>
/// <param name="EnteredAt">When.</param>
/// <param name="Illustrative">Whether it is made up for demonstration.</param>
/// <param name="Changes">Dates and progress.</param>
/// <param name="Notes">In words.</param>
/// <param name="Files">Photos and files.</param>
public sealed record ThreadEntry(
    string EnteredBy, DateOnly EnteredOn, DateTimeOffset EnteredAt, bool Illustrative, IReadOnlyList<ThreadChange> Changes, IReadOnlyList<string> Notes,
    IReadOnlyList<ThreadFile> Files);

/// <summary>A date or the progress that was said.</summary>
/// <param name="What">
/// done, met (it counts as met without a word of the owner), confirmed, reopened, stated, unstated, planned, baseline, dropped, restored, percent.
/// </param>
/// <param name="WasOn">The date before; null = none.</param>
/// <param name="WasText">That as it was written.</param>
/// <param name="NowOn">The date from then on; of a confirmation the day on which it was met.</param>
/// <param name="NowText">That as it was written.</param>
/// <param name="ReasonCode">Why; null = no reason was asked for.</param>
public sealed record ThreadChange(string What, DateOnly? WasOn, string? WasText, DateOnly? NowOn, string? NowText, string? ReasonCode)
{
    /// <summary>The progress that was said.</summary>
    public int? Percent { get; init; }

    /// <summary>Days by which the date moved; null where there was none, or is none any more.</summary>
    public int? Days => NowOn?.DayNumber - WasOn?.DayNumber;
}

/// <summary>A photo or file of a remark.</summary>
/// <param name="RemarkId">The remark.</param>
/// <param name="Id">Key of the file.</param>
/// <param name="Name">Name.</param>
/// <param name="MediaType">What it is, found by its content.</param>
/// <param name="Size">Bytes.</param>
public sealed record ThreadFile(long RemarkId, long Id, string Name, string MediaType, int Size)
{
    /// <summary>Whether a browser may show it.</summary>
    public bool IsPhoto => StoredFile.PhotoTypes.Contains(MediaType);
}
