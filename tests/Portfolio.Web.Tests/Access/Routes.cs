namespace Portfolio.Web.Tests.Access;

/// <summary>A page or an endpoint, and who may use it.</summary>
/// <param name="Name">Method and pattern, as the route table has them; <c>POST /x?handler=y</c> for a handler of a page.</param>
/// <param name="Path">What to ask for; null = the pattern itself.</param>
/// <param name="Allowed">Who may.</param>
internal sealed record Route(string Name, string? Path, Who[] Allowed)
{
    /// <summary>What is sent to the API: good in shape, so that the question whether one may is reached.</summary>
    public string? Body { get; init; }

    public HttpMethod Method => new(Name.Split(' ')[0]);

    public string Address => Path ?? Name.Split(' ')[1];

    public bool IsApi => Address.StartsWith("/api", StringComparison.Ordinal);

    public override string ToString() => Name;
}

/// <summary>Every route, with an expectation for everybody. A new route without one fails.</summary>
internal static partial class Routes
{
    /// <summary>A project of Cao Bằng led by the department of construction.</summary>
    public const string Project = "CB-GT-001";

    private const string Plan = "cb-ha-tang-2026-2030";

    // Whether it is there is found out after whether one may see payments of the project at all.
    private const string Payment = $"/projects/{Project}/capital/payments/1";

    // Whether there is such a milestone is found out after whether one may change any of the project.
    private const string Milestones = $"/api/v1/projects/{Project}/milestones";
    private const string Milestone = Milestones + "/none";

    // One that a document names; what is sent to it says nothing, so that nothing is changed.
    private const string MilestonePage = $"/projects/{Project}/schedule/hoan-thanh-gd1";

    // An account of Cao Bằng that nobody signs in with, and a body of it.
    private const string Account = "/admin/accounts/" + Who.Idle;
    private const string Body = "/admin/bodies/cb-so-xay-dung";

    private const string Job = "/admin/jobs/housekeeping";
    private const string ApiJob = "/api/v1/jobs/housekeeping";

    private const string Decisions = "/api/v1/capital/decisions";
    private static string ApiPaper => $"{Decisions}/{CapitalRecords.Paper}";
    private const string Disbursements = "/api/v1/capital/disbursements";
    private static string Disbursement => $"{Disbursements}/{CapitalRecords.Payment}";
    // A draft on the shelf of tests, and a project with a need from one source.
    private const string Paper = "/capital/decisions/900001";
    private const string Closing = "/capital/decisions/900005";
    private const string PlanDecisions = "/plans/cb-moi-truong-2026-2030/capital/decisions";
    private const string PlanCeilings = "/plans/cb-moi-truong-2026-2030/capital/ceilings";
    private const string PaperProject = Paper + "/projects/CB-MT-001";

    private static string Package => $"/projects/{Project}/land/{LandRecords.Package}";
    private static string Warning => $"/warnings/{WarningRecords.Warning}";
    private static string Report => $"/reports/{ReportRecords.Report}";
    private static string Obstacle => $"/obstacles/{LandRecords.Obstacle}";

    /// <summary>Open even where nobody who has not signed in sees anything else.</summary>
    public static readonly Route[] Doors =
    [
        new("GET /account/sign-in", null, Who.All),
        new("POST /account/sign-in", null, Who.All),
        new("POST /account/sign-in?handler=PasskeyOptions", null, Who.All),
        new("POST /account/sign-in?handler=Passkey", null, Who.All),
        new("GET /account/second-factor", null, Who.All),
        new("POST /account/second-factor", null, Who.All),
        new("POST /account/second-factor?handler=Recovery", null, Who.All),
        new("GET /account/sign-out", null, Who.All),
        new("POST /account/sign-out", null, Who.All),
        new("GET /account/forgot", null, Who.All),
        new("POST /account/forgot", null, Who.All),
        new("GET /account/reset", null, Who.All),
        new("POST /account/reset", null, Who.All),
        new("GET /account/next/password", null, Who.All),
        new("POST /account/next/password", null, Who.All),
        new("GET /account/next/second-factor", null, Who.All),
        new("POST /account/next/second-factor", null, Who.All),
        new("POST /account/next/second-factor?handler=PasskeyOptions", null, Who.All),
        new("POST /account/next/second-factor?handler=Passkey", null, Who.All),
        new("GET /account/single-sign-on", null, Who.All),
        new("POST /account/single-sign-on", null, Who.All),
        new("GET /answer", null, Who.All),
        new("POST /answer?handler=Known", null, Who.All),
        new("POST /answer?handler=Met", null, Who.All),
        new("POST /answer?handler=Forecast", null, Who.All),
        new("GET /language", null, Who.All),
        new("POST /language", null, Who.All),
        new("GET /error", null, Who.All),
        new("POST /error", null, Who.All),
    ];

    /// <summary>The public figures.</summary>
    private static readonly Route[] Public =
    [
        new("GET /", null, Who.All),
        new("GET /plans", null, Who.All),
        new("GET /plans/{code}", "/plans/" + Plan, Who.All),
        new("GET /plans/{code}/capital", $"/plans/{Plan}/capital", Who.All),
        new("GET /plans/{code}/capital/as-of", $"/plans/{Plan}/capital/as-of", Who.All),
        new("GET /plans/{code}/capital/lines", $"/plans/{Plan}/capital/lines?year=2026", Who.All),
        new("GET /plans/{code}/capital/sources/{source}", $"/plans/{Plan}/capital/sources/ngan-sach-tinh", Who.All),
        new("GET /bodies/{code}/capital", "/bodies/cb-so-xay-dung/capital", Who.All),
        new("GET /plans/{code}/capital/changes", $"/plans/{Plan}/capital/changes", Who.All),
        new("GET /plans/{code}/capital/decisions", PlanDecisions, Who.All),
        new("GET /plans/{code}/capital/ceilings", PlanCeilings, Who.All),
        new("GET /plans/{code}/capital.xlsx", $"/plans/{Plan}/capital.xlsx", Who.All),
        new("GET /plans/{code}/capital/as-of.xlsx", $"/plans/{Plan}/capital/as-of.xlsx", Who.All),
        new("GET /bodies/{code}/capital.xlsx", "/bodies/cb-so-xay-dung/capital.xlsx", Who.All),
        new("GET /api/v1/capital/plans/{plan}/balance", $"/api/v1/capital/plans/{Plan}/balance", Who.All),
        new("GET /api/v1/capital/plans/{plan}/as-of", $"/api/v1/capital/plans/{Plan}/as-of", Who.All),
        new("GET /api/v1/capital/plans/{plan}/as-of/projects", $"/api/v1/capital/plans/{Plan}/as-of/projects", Who.All),
        new("GET /projects", null, Who.All),
        new("GET /projects.csv", null, Who.All),
        new("GET /progress", null, Who.All),
        new("GET /progress/months", null, Who.All),
        new("GET /progress/due", $"/progress/due?plan={Plan}&year=2026", Who.All),
        new("GET /projects/{code}", "/projects/" + Project, Who.All),
        new("GET /projects/{code}/schedule", $"/projects/{Project}/schedule", Who.All),
        new("GET /projects/{code}/schedule/{milestone}", MilestonePage, Who.All),
        new("GET /projects/{code}/capital", $"/projects/{Project}/capital", Who.All),
        new("GET /projects/{code}/capital/payments", $"/projects/{Project}/capital/payments", Who.All),
        new("GET /projects/{code}/capital/curve", $"/projects/{Project}/capital/curve", Who.All),
        new("GET /projects/{code}/capital/terms", $"/projects/{Project}/capital/terms", Who.All),
        new("GET /plans/{code}/capital/curve", $"/plans/{Plan}/capital/curve", Who.All),
        new("GET /bodies/{code}/capital/curve", "/bodies/cb-so-xay-dung/capital/curve", Who.All),
        new("GET /capital/curve/{province}", "/capital/curve/cb", Who.All),
        new("GET /bodies", null, Who.All),
        new("GET /bodies/{code}", "/bodies/cb-so-xay-dung", Who.All),
        new("GET /communes", null, Who.All),
        new("GET /communes/{code}", "/communes/cb-tra-linh", Who.All),
        new("GET /projects/{code}/land", $"/projects/{Project}/land", Who.All),
        new("GET /projects/{code}/land/{id:long}", Package, Who.All),
        new("GET /communes/{code}/land", $"/communes/{LandRecords.Commune}/land", Who.All),
        new("GET /bodies/{code}/land", "/bodies/cb-so-xay-dung/land", Who.All),
        new("GET /land/{province}", "/land/cb", Who.All),
        new("GET /api/v1/projects/{code}/land", $"/api/v1/projects/{Project}/land", Who.All),
        new("GET /api/v1/projects/{code}/land/{id}", "/api/v1" + Package, Who.All),
        new("GET /api/v1/portfolio/summary", null, Who.All),
        new("GET /api/v1/portfolio/progress", null, Who.All),
        new("GET /api/v1/plans/{code}/milestone-months", $"/api/v1/plans/{Plan}/milestone-months", Who.All),
        new("GET /api/v1/plans", null, Who.All),
        new("GET /api/v1/plans/{code}", "/api/v1/plans/" + Plan, Who.All),
        new("GET /api/v1/indicators", null, Who.All),
        new("GET /api/v1/reporting-obligations", null, Who.All),
        new("GET /api/v1/discrepancies", null, Who.All),
        new("GET /api/v1/projects", null, Who.All),
        new("GET /api/v1/projects/{code}", "/api/v1/projects/" + Project, Who.All),
        new("GET /api/v1/projects/{code}/needs", $"/api/v1/projects/{Project}/needs", Who.All),
        new("GET /api/v1/projects/{code}/milestones", Milestones, Who.All),
        new("GET /api/v1/projects/{code}/milestones/{milestone}", Milestones + "/hoan-thanh-gd1", Who.All),
        new("GET /api/v1/bodies", null, Who.All),
        new("GET /api/v1/bodies/{code}", "/api/v1/bodies/cb-so-xay-dung", Who.All),
        new("GET /api/v1/communes", null, Who.All),
        new("GET /api/v1/capital/plans/{plan}/ceilings", $"/api/v1/capital/plans/{Plan}/ceilings", Who.All),
        new("GET /api/v1/capital/decisions", null, Who.All),
        new("GET /api/v1/capital/decisions/{id}", $"{Decisions}/{CapitalRecords.Approved}", Who.All),
        new("GET /api/v1/capital/decisions/{id}/lines", $"{Decisions}/{CapitalRecords.Approved}/lines", Who.All),
    ];

    /// <summary>Pages of the above in another state, with forms of their own.</summary>
    public static readonly Route[] OtherStates =
    [
        new("GET /capital/decisions/{id:long}", "/capital/decisions/900002", PaperReaders),
    ];

    public static IEnumerable<Route> All => [.. Doors, .. Public, .. Held, .. Capital, .. Schedules, .. Land, .. Warnings];

    /// <summary>Closed to who has not signed in where the public view is off.</summary>
    public static IEnumerable<Route> Closed => [.. Public, .. Held, .. Capital, .. Schedules, .. Land, .. Warnings];
}
