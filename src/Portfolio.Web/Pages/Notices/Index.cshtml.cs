using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Portfolio.Common;
using Portfolio.Notifications;
using Portfolio.Reporting.Capital.Bodies;
using Portfolio.Web.Hosting;

namespace Portfolio.Web.Pages.Notices;

/// <summary>What the bodies of an owner were told: adjustments, closings, payments that came back, warnings to act on and what is said of them; and the finance department: a broken ledger.</summary>
internal sealed class IndexModel(NoticeBoard board, NoticeBell bell, ActorSource actors) : PageModel
{
    private const int PageSize = 50;

    [FromQuery(Name = "before")]
    public string? Before { get; set; }

    /// <summary>Notices to mark as read; a field that holds no key leaves nothing.</summary>
    [BindProperty]
    public List<long>? Ids { get; set; } = [];

    public Stretch<Notice> List { get; private set; } = new([], null);

    /// <summary>A notice as its words want it.</summary>
    public static BodyNotice Told(Notice notice) =>
        new(notice.Kind, notice.SubjectType, notice.SubjectCode, notice.Detail, notice.CausedAt.UtcDateTime);

    public async Task OnGetAsync(CancellationToken ct)
    {
        // Beside the list the bell shall say what the list says.
        bell.Forget(actors.Current);
        List = await board.ListAsync(
            actors.Current, long.TryParse(Before, NumberStyles.None, CultureInfo.InvariantCulture, out var before) ? before : null, PageSize, ct);
    }

    /// <summary>Marks what was sent as read.</summary>
    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        await board.MarkAsync(actors.Current, Ids ?? [], ct);
        bell.Forget(actors.Current);
        return Redirect("/notices" + Request.QueryString);
    }
}
