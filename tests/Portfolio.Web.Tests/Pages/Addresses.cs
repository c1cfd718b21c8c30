namespace Portfolio.Web.Tests.Pages;

/// <summary>The pages people work on.</summary>
internal static class Addresses
{
    public const string MainPlan = "cb-ha-tang-2026-2030";

    /// <summary>A road of the main plan, with illustrative needs on a host with demo figures.</summary>
    public const string Road = "CB-GT-001";

    /// <summary>Decisions of the demonstration: an allocation and an adjustment in force, and an adjustment that is being worked on.</summary>
    public const string Decided = "/capital/decisions/1";
    public const string Adjusted = "/capital/decisions/2";
    public const string Draft = "/capital/decisions/3";

    /// <summary>An address without a page, and one whose record does not exist.</summary>
    public static readonly string[] Missing = ["/khong-co-trang-nay", "/projects/KHONG-CO"];

    public static readonly string[] All =
    [
        "/", "/?plan=all", "/?plan=cb-moi-truong-2026-2030", "/plans", "/plans/" + MainPlan, "/plans/ls-quy-hoach-2021-2030",
        "/projects", "/projects?q=giai%20phong", "/projects?q=khong-co-du-an-nao", "/projects/" + Road, $"/projects/{Road}/needs", $"/projects/{Road}/capital", $"/projects/{Road}/capital/payments",
        $"/plans/{MainPlan}/capital/decisions", $"/plans/{MainPlan}/capital/decisions?project={Road}", $"/plans/{MainPlan}/capital/ceilings", $"/plans/{MainPlan}/capital/ceilings?edit=true",
        Decided, Decided + "?programme=giao-thong", Adjusted, Draft, Draft + "/projects", Draft + "/projects?q=quoc%20lo", $"{Draft}/projects/{Road}", Draft + "/compare", Draft + "/grid", Decided + "/compare?with=2",
        $"/plans/{MainPlan}/capital", $"/projects/{Road}/capital/curve", $"/projects/{Road}/capital/terms", $"/plans/{MainPlan}/capital/curve", "/bodies/cb-so-xay-dung/capital/curve", "/capital/curve/cb",
        "/capital/payments", "/capital/payments?status=confirmed", "/capital/payments/table", "/capital/ledger",
        $"/plans/{MainPlan}/capital/as-of", $"/plans/{MainPlan}/capital/changes",
        $"/plans/{MainPlan}/capital/lines?year=2026", $"/plans/{MainPlan}/capital/sources/ngan-sach-tinh", "/bodies/cb-so-xay-dung/capital",
        $"/projects/{Road}/schedule/hoan-thanh-gd1", $"/projects/{Road}/schedule/new", $"/projects/{Road}/schedule/weights", "/provinces", "/provinces/cb/confirmation", "/provinces/cb/land-steps",
        "/provinces/cb/warning-rules", "/provinces/cb/warning-rules/milestone.overdue",
        $"/projects/{Road}/land", "/communes/cb-tra-linh/land", "/bodies/cb-so-xay-dung/land", "/land/cb",
        "/progress", $"/progress?plan={MainPlan}&slips=finish&sort=percent", "/progress?q=khong-co-du-an-nao", "/progress/months", $"/progress/due?plan={MainPlan}&year=2026&month=12",
        "/work", "/work?kind=late", "/work/grid", "/work/grid?show=stale",
        "/warnings", "/warnings?severity=red&days=7", "/warnings/top", "/warnings/trend", "/projects/CB-GT-001/colour", "/reports", "/reports?state=due&body=cb-so-xay-dung",
        "/bodies", "/bodies/cb-so-xay-dung", "/communes", "/communes/cb-tra-linh", .. Missing,
    ];

    public static int Status(string path) => Missing.Contains(path) ? 404 : 200;

    /// <summary>A file name that tells the page.</summary>
    public static string FileName(string path)
    {
        var name = string.Concat(Uri.UnescapeDataString(path).Select(letter => char.IsAsciiLetterOrDigit(letter) ? letter : '-')).Trim('-');
        return name.Length == 0 ? "dashboard" : name;
    }
}
