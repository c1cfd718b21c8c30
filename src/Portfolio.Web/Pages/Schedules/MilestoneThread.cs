using Portfolio.Common;
using Portfolio.Reporting.Schedules;

namespace Portfolio.Web.Pages.Schedules;

/// <summary>What was said of a milestone, as its page shows it.</summary>
/// <param name="Address">Address of the milestone.</param>
/// <param name="Entries">What was said, latest first.</param>
internal sealed record MilestoneThread(string Address, Page<ThreadEntry> Entries);
