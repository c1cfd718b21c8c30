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
internal static class Routes
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
    private static readonly string ApiPaper = $"{Decisions}/{CapitalRecords.Paper}";
    private const string Disbursements = "/api/v1/capital/disbursements";
    private static readonly string Disbursement = $"{Disbursements}/{CapitalRecords.Payment}";
    // A draft on the shelf of tests, and a project with a need from one source.
    private const string Paper = "/capital/decisions/900001";
    private const string Closing = "/capital/decisions/900005";
    private const string PlanDecisions = "/plans/cb-moi-truong-2026-2030/capital/decisions";
    private const string PlanCeilings = "/plans/cb-moi-truong-2026-2030/capital/ceilings";
    private const string PaperProject = Paper + "/projects/CB-MT-001";

    private static readonly string Package = $"/projects/{Project}/land/{LandRecords.Package}";
    private static readonly string Warning = $"/warnings/{WarningRecords.Warning}";
    private static readonly string Report = $"/reports/{ReportRecords.Report}";
    private static readonly string Obstacle = $"/obstacles/{LandRecords.Obstacle}";

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

    /// <summary>What names people, and what changes anything.</summary>
    private static readonly Route[] Held =
    [
        new("GET /projects/{code}/history", $"/projects/{Project}/history", Historians),
        new("GET /projects/{code}/needs", $"/projects/{Project}/needs", [Who.Finance]),
        new("POST /projects/{code}/needs", $"/projects/{Project}/needs", [Who.Finance]),
        new("PUT /api/v1/projects/{code}/needs", $"/api/v1/projects/{Project}/needs", [Who.Finance]) { Body = """{ "needs": [] }""" },
        new("POST /api/v1/projects/{code}/milestones", Milestones, Updaters) { Body = """{ "name": "A", "planned": "2030", "kind": "none" }""" },
        new("POST /api/v1/projects/{code}/milestones/standard-set", Milestones + "/standard-set", Updaters) { Body = """{ "dates": [ { "kind": "none", "planned": "2030" } ] }""" },
        new("POST /api/v1/projects/{code}/milestones/updates", Milestones + "/updates", Updaters) { Body = """{ "updates": [ { "milestone": "none", "percent": 5 } ] }""" },
        new("POST /api/v1/projects/{code}/milestones/baseline", Milestones + "/baseline", [Who.Finance, Who.Construction]) { Body = """{ "reason": "A", "milestones": [ "none" ] }""" },
        new("GET /api/v1/projects/{code}/milestones/standard-set", Milestones + "/standard-set", Who.All),
        new("POST /api/v1/projects/{code}/milestones/weights", Milestones + "/weights", Updaters) { Body = """{ "weights": [ { "milestone": "none", "weight": 5 } ] }""" },
        new("GET /api/v1/projects/{code}/milestones/{milestone}/thread", Milestones + "/hoan-thanh-gd1/thread", Historians),
        new("GET /api/v1/projects/{code}/milestones/{milestone}/files/{file}", Milestones + "/hoan-thanh-gd1/files/1", Historians),
        new("GET /api/v1/projects/{code}/milestones/{milestone}/files/{file}/thumbnail", Milestones + "/hoan-thanh-gd1/files/1/thumbnail", Historians),
        new("POST /api/v1/projects/{code}/milestones/{milestone}/remarks", Milestone + "/remarks", Updaters) { Body = """{ "percent": 5 }""" },
        new("GET /api/v1/provinces/{province}/confirmation", "/api/v1/provinces/cb/confirmation", ProvinceReaders),
        new("PUT /api/v1/provinces/{province}/confirmation", "/api/v1/provinces/cb/confirmation", [Who.Construction]) { Body = """{ "confirms": false, "reason": "" }""" },
        new("GET /api/v1/provinces/{province}/land-steps", "/api/v1/provinces/cb/land-steps", ProvinceReaders),
        new("GET /api/v1/provinces/{province}/land-steps/{step}", "/api/v1/provinces/cb/land-steps/plan", ProvinceReaders),
        new("PUT /api/v1/provinces/{province}/land-steps/{step}", "/api/v1/provinces/cb/land-steps/plan", [Who.Construction]) { Body = """{ "value": 5, "unit": "day", "reason": "" }""" },
        new("PATCH /api/v1/projects/{code}/milestones/{milestone}", Milestone, Updaters) { Body = """{ "percent": 5 }""" },
        new("POST /api/v1/projects/{code}/milestones/{milestone}/plan", Milestone + "/plan", Updaters) { Body = """{ "planned": "2030", "reasonCode": "land" }""" },
        new("POST /api/v1/projects/{code}/milestones/{milestone}/undo", Milestone + "/undo", Updaters) { Body = """{ "reason": "A" }""" },
        new("POST /api/v1/projects/{code}/milestones/{milestone}/confirm", Milestone + "/confirm", [Who.Construction]) { Body = """{ "reason": "A" }""" },
        new("POST /api/v1/projects/{code}/milestones/{milestone}/return", Milestone + "/return", [Who.Construction]) { Body = """{ "reason": "A" }""" },
        new("POST /api/v1/projects/{code}/milestones/{milestone}/drop", Milestone + "/drop", Updaters) { Body = """{ "reason": "A" }""" },
        new("POST /api/v1/projects/{code}/milestones/{milestone}/restore", Milestone + "/restore", Updaters) { Body = """{ "reason": "A" }""" },
        new("PUT /api/v1/projects/{code}/milestones/{milestone}/predecessors/{predecessor}", Milestone + "/predecessors/none", Updaters) { Body = """{ "lagDays": 5 }""" },
        new("DELETE /api/v1/projects/{code}/milestones/{milestone}/predecessors/{predecessor}", Milestone + "/predecessors/none", Updaters),
        new("PUT /api/v1/projects/{code}/milestones/{milestone}/land/{package}", Milestone + "/land/1", Updaters) { Body = """{ "lagDays": 5 }""" },
        new("DELETE /api/v1/projects/{code}/milestones/{milestone}/land/{package}", Milestone + "/land/1", Updaters),
        new("POST /plans/{code}/capital/decisions?handler=Begin", PlanDecisions + "?handler=Begin", [Who.Finance]),
        new("POST /plans/{code}/capital/decisions?handler=Close", PlanDecisions + "?handler=Close", [Who.Finance]),
        new("POST /plans/{code}/capital/ceilings", PlanCeilings, [Who.Finance]),
        new("POST /plans/{code}/capital/ceilings?handler=Keep", PlanCeilings + "?handler=Keep", [Who.Finance]),
        new("GET /capital/decisions/{id:long}", Paper, PaperReaders),
        new("GET /capital/decisions/{id:long}/annex.xlsx", Paper + "/annex.xlsx", PaperReaders),
        new("GET /capital/decisions/{id:long}/compare", Paper + "/compare", PaperReaders),
        new("GET /capital/decisions/{id:long}/carry", Closing + "/carry", [Who.Finance]),
        new("POST /capital/decisions/{id:long}/carry", Closing + "/carry", [Who.Finance]),
        new("POST /capital/decisions/{id:long}?handler=Rename", Paper + "?handler=Rename", [Who.Finance]),
        new("POST /capital/decisions/{id:long}?handler=Submit", Paper + "?handler=Submit", [Who.Finance]),
        new("POST /capital/decisions/{id:long}?handler=Return", Paper + "?handler=Return", [Who.Finance]),
        new("POST /capital/decisions/{id:long}?handler=Approve", Paper + "?handler=Approve", [Who.Finance]),
        new("POST /capital/decisions/{id:long}?handler=Discard", Paper + "?handler=Discard", [Who.Finance]),
        new("POST /capital/decisions/{id:long}?handler=Draw", Paper + "?handler=Draw", [Who.Finance]),
        new("POST /capital/decisions/{id:long}?handler=Copy", Paper + "?handler=Copy", [Who.Finance]),
        new("GET /capital/decisions/{id:long}/findings", Paper + "/findings", PaperReaders),
        new("GET /plans/{code}/capital/assistant", $"/plans/{Plan}/capital/assistant", [Who.Finance]),
        new("POST /plans/{code}/capital/assistant?handler=Propose", $"/plans/{Plan}/capital/assistant?handler=Propose", [Who.Finance]),
        new("POST /plans/{code}/capital/assistant?handler=Replan", $"/plans/{Plan}/capital/assistant?handler=Replan", [Who.Finance]),
        new("GET /capital/decisions/{id:long}/grid", Paper + "/grid", PaperReaders),
        new("GET /capital/decisions/{id:long}/grid/data", Paper + "/grid/data", PaperReaders),
        new("POST /capital/decisions/{id:long}/grid", Paper + "/grid", [Who.Finance]),
        new("GET /capital/decisions/{id:long}/projects", Paper + "/projects", PaperReaders),
        new("GET /capital/decisions/{id:long}/projects/{project}", PaperProject, PaperReaders),
        new("POST /capital/decisions/{id:long}/projects/{project}", PaperProject, [Who.Finance]),
        new("GET /capital/payments", null, Payers),
        new("POST /capital/payments?handler=Confirm", null, [Who.Finance, Who.FinanceElsewhere]),
        new("POST /capital/payments?handler=Return", null, [Who.Finance, Who.FinanceElsewhere]),
        new("GET /notices", null, [Who.Finance, Who.FinanceElsewhere, Who.Owner, Who.OwnerAbove, Who.OwnerElsewhere]),
        new("POST /notices", null, [Who.Finance, Who.FinanceElsewhere, Who.Owner, Who.OwnerAbove, Who.OwnerElsewhere]),
        new("GET /capital/ledger", null, Provers),
        new("POST /capital/ledger", null, Provers),
        new("GET /capital/payments/table", null, AllEnterers),
        new("POST /capital/payments/table", null, AllEnterers),
        new("POST /capital/payments/table?handler=Enter", null, AllEnterers),
        new("GET /capital/payments/template", null, AllEnterers),
        new("POST /projects/{code}/capital/payments", $"/projects/{Project}/capital/payments", Enterers),
        new("GET /projects/{code}/capital/payments/{id:long}", Payment,
            [Who.Finance, Who.Owner, Who.OwnerAbove, Who.Construction, Who.Leader, Who.Auditor, Who.AuditorHere]),
        new("GET /projects/{code}/capital/payments/{id:long}/file", Payment + "/file",
            [Who.Finance, Who.Owner, Who.OwnerAbove, Who.Construction, Who.Leader, Who.Auditor, Who.AuditorHere]),
        new("POST /projects/{code}/capital/terms", $"/projects/{Project}/capital/terms", [Who.Finance]),
        new("POST /projects/{code}/capital/curve", $"/projects/{Project}/capital/curve", Enterers),
        new("POST /projects/{code}/capital/curve?handler=Default", $"/projects/{Project}/capital/curve?handler=Default", Enterers),
        new("POST /projects/{code}/capital/payments/{id:long}?handler=Correct", Payment + "?handler=Correct", Enterers),
        new("POST /projects/{code}/capital/payments/{id:long}?handler=Withdraw", Payment + "?handler=Withdraw", Enterers),
        new("POST /projects/{code}/capital/payments/{id:long}?handler=Confirm", Payment + "?handler=Confirm", [Who.Finance]),
        new("POST /projects/{code}/capital/payments/{id:long}?handler=Return", Payment + "?handler=Return", [Who.Finance]),
        new("POST /projects/{code}/capital/payments/{id:long}?handler=Reverse", Payment + "?handler=Reverse", [Who.Finance]),
        new("GET /account", null, Who.SignedIn),
        new("POST /account", null, Who.SignedIn),
        new("GET /account/protection", null, Who.SignedIn),
        new("GET /account/protection?handler=SetUp", null, Who.SignedIn),
        new("POST /account/protection?handler=SetUp", null, Who.SignedIn),
        new("POST /account/protection?handler=Codes", null, Who.SignedIn),
        new("POST /account/protection?handler=Off", null, Who.SignedIn),
        new("POST /account/protection?handler=PasskeyOptions", null, Who.SignedIn),
        new("POST /account/protection?handler=Passkey", null, Who.SignedIn),
        new("POST /account/protection?handler=Rename", null, Who.SignedIn),
        new("POST /account/protection?handler=Remove", null, Who.SignedIn),
        new("GET /account/sessions", null, Who.SignedIn),
        new("POST /account/sessions?handler=End", null, Who.SignedIn),
        new("POST /account/sessions?handler=EndOthers", null, Who.SignedIn),
        new("GET /account/mail", null, Who.SignedIn),
        new("POST /account/mail", null, Who.SignedIn),
        new("GET /account/tokens", null, Who.SignedIn),
        new("POST /account/tokens", null, Who.SignedIn),
        new("POST /account/tokens?handler=Revoke", null, Who.SignedIn),
        new("GET /api/v1/me", null, Who.SignedIn),
        new("GET /audit", null, Trail),
        new("POST /audit", null, Trail),
        new("GET /audit.csv", null, Trail),
        new("GET /api/v1/audit-events", null, Trail),
        new("GET /permissions", null, Who.SignedIn),
        new("GET /admin/accounts", null, Trail),
        new("GET /admin/accounts/new", null, Administrators),
        new("POST /admin/accounts/new", null, Administrators),
        new("GET /admin/accounts/{username}", Account, [Who.Auditor, Who.AuditorHere, Who.Administrator, Who.AdministratorHere]),
        new("POST /admin/accounts/{username}", Account, [Who.Administrator, Who.AdministratorHere]),
        new("POST /admin/accounts/{username}?handler=Link", Account + "?handler=Link", [Who.Administrator, Who.AdministratorHere]),
        new("POST /admin/accounts/{username}?handler=SecondFactor", Account + "?handler=SecondFactor", [Who.Administrator, Who.AdministratorHere]),
        // Who sends no answer to whether it shall be active is refused before the account is looked at.
        new("POST /admin/accounts/{username}?handler=Active", Account + "?handler=Active", Administrators),
        new("GET /admin/bodies", null, Trail),
        new("GET /admin/bodies/new", null, Administrators),
        new("POST /admin/bodies/new", null, Administrators),
        new("GET /admin/bodies/{code}", Body, Trail),
        new("POST /admin/bodies/{code}", Body, [Who.Administrator, Who.AdministratorHere]),
        new("GET /admin/mail", null, Administrators),
        new("POST /admin/mail?handler=Test", null, Administrators),
        new("GET /admin/mail/addresses", null, Administrators),
        new("POST /admin/mail/addresses", null, Administrators),
        new("GET /admin/mail/preview/{kind}", "/admin/mail/preview/test", Administrators),
        new("GET /admin/mail/{id:long}", MailRecords.Mail, [Who.Administrator, Who.AdministratorHere]),
        new("GET /admin/mail/{id:long}?handler=Html", MailRecords.Mail + "?handler=Html", [Who.Administrator, Who.AdministratorHere]),
        new("GET /admin/mail/{id:long}?handler=Eml", MailRecords.Mail + "?handler=Eml", [Who.Administrator, Who.AdministratorHere]),
        new("POST /admin/mail/{id:long}?handler=Again", MailRecords.Mail + "?handler=Again", [Who.Administrator, Who.AdministratorHere]),
        new("GET /admin/settings", null, [Who.Administrator]),
        new("POST /admin/settings", null, [Who.Administrator]),
        new("GET /admin/jobs", null, [Who.Administrator]),
        new("GET /admin/jobs/{job}", Job, [Who.Administrator]),
        new("POST /admin/jobs/{job}?handler=Run", Job + "?handler=Run", [Who.Administrator]),
        new("POST /admin/jobs/{job}?handler=Pause", Job + "?handler=Pause", [Who.Administrator]),
        new("POST /admin/jobs/{job}?handler=Resume", Job + "?handler=Resume", [Who.Administrator]),
        new("GET /api/v1/jobs", null, [Who.Administrator]),
        new("GET /api/v1/jobs/{job}", ApiJob, [Who.Administrator]),
        new("POST /api/v1/jobs/{job}/run", ApiJob + "/run", [Who.Administrator]),
        new("POST /api/v1/jobs/{job}/pause", ApiJob + "/pause", [Who.Administrator]),
        new("POST /api/v1/jobs/{job}/resume", ApiJob + "/resume", [Who.Administrator]),
        new("GET /api/v1/accounts", null, Trail),
        new("POST /api/v1/accounts", null, [Who.Administrator, Who.AdministratorHere])
        {
            Body = """{ "userName": "who-api", "displayName": "A", "email": "a@b.vn", "role": "Owner", "province": "cb", "bodies": ["cb-so-xay-dung"] }""",
        },
        new("GET /api/v1/accounts/{username}", "/api/v1" + Account["/admin".Length..], [Who.Auditor, Who.AuditorHere, Who.Administrator, Who.AdministratorHere]),
        new("PUT /api/v1/accounts/{username}", "/api/v1" + Account["/admin".Length..], [Who.Administrator, Who.AdministratorHere])
        {
            Body = """{ "displayName": "A", "role": "Owner", "province": "cb", "bodies": ["cb-so-xay-dung"] }""",
        },
        new("POST /api/v1/bodies", null, [Who.Administrator, Who.AdministratorHere])
        {
            Body = """{ "kind": "pmu", "name": "A", "nameEn": "B", "shortName": "C", "province": "cb", "code": "cb-a", "parent": "cb-so-xay-dung" }""",
        },
    ];

    /// <summary>Capital over the API: papers, and everything that changes anything.</summary>
    private static readonly Route[] Capital =
    [
        new("GET /api/v1/capital/adjustments/{id}", $"/api/v1/capital/adjustments/{CapitalRecords.Adjustment}", PaperReaders),
        new("PUT /api/v1/capital/plans/{plan}/ceilings", $"/api/v1/capital/plans/{Plan}/ceilings", [Who.Finance])
        {
            Body = """{ "ceilings": [ { "source": "von-oda", "year": 2026, "ceiling": 1000 } ], "reason": "A" }""",
        },
        new("PUT /api/v1/capital/plans/{plan}/contingencies", $"/api/v1/capital/plans/{Plan}/contingencies", [Who.Finance])
        {
            Body = """{ "source": "von-oda", "name": "A", "amount": 10 }""",
        },
        new("POST /api/v1/capital/decisions", null, [Who.Finance])
        {
            Body = $$"""{ "plan": "{{Plan}}", "kind": "allocation", "name": "A", "reason": "B" }""",
        },
        new("POST /api/v1/capital/plans/{plan}/closings", $"/api/v1/capital/plans/{Plan}/closings", [Who.Finance])
        {
            Body = """{ "year": 2026, "name": "A" }""",
        },
        new("PUT /api/v1/capital/decisions/{id}", ApiPaper, [Who.Finance]) { Body = """{ "name": "A", "reason": "B" }""" },
        new("PUT /api/v1/capital/decisions/{id}/lines", ApiPaper + "/lines", [Who.Finance])
        {
            Body = """{ "lines": [ { "project": "CB-MT-011", "source": "ngan-sach-xa", "year": 2026, "change": 2, "was": 1, "inForce": 500, "reason": "A" } ] }""",
        },
        new("PUT /api/v1/capital/decisions/{id}/draws/{contingency}", $"{Decisions}/{CapitalRecords.Adjustment}/draws/1", [Who.Finance]) { Body = """{ "amount": 0 }""" },
        new("POST /api/v1/capital/decisions/{id}/submit", ApiPaper + "/submit", [Who.Finance]),
        new("POST /api/v1/capital/decisions/{id}/return", ApiPaper + "/return", [Who.Finance]) { Body = """{ "reason": "A" }""" },
        new("POST /api/v1/capital/decisions/{id}/approve", ApiPaper + "/approve", [Who.Finance])
        {
            Body = """{ "number": "ACCESS-2", "decidedOn": "2026-01-02", "signer": "A" }""",
        },
        new("POST /api/v1/capital/decisions/{id}/discard", ApiPaper + "/discard", [Who.Finance]),
        new("GET /api/v1/capital/disbursements", null, PaymentReaders),
        new("GET /api/v1/capital/disbursements/{id}", Disbursement, [Who.Finance, Who.Owner, Who.OwnerAbove, Who.Construction, Who.Leader, Who.Auditor, Who.AuditorHere]),
        new("POST /api/v1/capital/disbursements", null, [Who.Finance, Who.Owner, Who.OwnerAbove])
        {
            Body = """
                { "disbursements": [ { "project": "CB-MT-011", "source": "ngan-sach-xa", "year": 2026, "paidOn": "2026-01-06", "amount": 1, "documentNumber": "A", "note": "B" } ] }
                """,
        },
        new("POST /api/v1/capital/disbursements/confirm", null, [Who.Finance]) { Body = """{ "disbursements": [ { "id": 910001, "version": 1 } ] }""" },
        new("PUT /api/v1/capital/disbursements/{id}", Disbursement, [Who.Finance, Who.Owner, Who.OwnerAbove])
        {
            Body = """{ "source": "ngan-sach-xa", "year": 2026, "paidOn": "2026-01-06", "amount": 1, "documentNumber": "A", "note": "B" }""",
        },
        new("POST /api/v1/capital/disbursements/{id}/withdraw", Disbursement + "/withdraw", [Who.Finance, Who.Owner, Who.OwnerAbove]),
        new("POST /api/v1/capital/disbursements/{id}/return", Disbursement + "/return", [Who.Finance]) { Body = """{ "reason": "A" }""" },
        new("POST /api/v1/capital/disbursements/{id}/reverse", Disbursement + "/reverse", [Who.Finance]) { Body = """{ "reason": "A" }""" },
    ];

    /// <summary>Schedules, and the work of whoever keeps them.</summary>
    private static readonly Route[] Schedules =
    [
        new("GET /work", null, Workers),
        new("POST /work?handler=Say", null, Workers),
        new("GET /work/grid", null, Workers),
        new("POST /work/grid", null, Workers),
        new("GET /projects/{code}/schedule/moves", $"/projects/{Project}/schedule/moves", Historians),
        new("GET /projects/{code}/schedule/{milestone}/links", MilestonePage + "/links", Who.All),
        new("POST /projects/{code}/schedule/{milestone}/links?handler=Link", MilestonePage + "/links?handler=Link", Updaters),
        new("POST /projects/{code}/schedule/{milestone}/links?handler=Unlink", MilestonePage + "/links?handler=Unlink", Updaters),
        new("POST /projects/{code}/schedule/{milestone}/links?handler=Land", MilestonePage + "/links?handler=Land", Updaters),
        new("POST /projects/{code}/schedule/{milestone}/links?handler=UnlinkLand", MilestonePage + "/links?handler=UnlinkLand", Updaters),
        // Whether there is such a file is found out after whether one may see any of the project.
        new("GET /projects/{code}/schedule/{milestone}/files/{file:long}", MilestonePage + "/files/1", Historians),
        new("GET /projects/{code}/schedule/{milestone}/files/{file:long}/thumbnail", MilestonePage + "/files/1/thumbnail", Historians),
        new("GET /provinces", null, ProvinceIndex),
        new("GET /provinces/{province}/confirmation", "/provinces/cb/confirmation", ProvinceReaders),
        new("POST /provinces/{province}/confirmation", "/provinces/cb/confirmation", [Who.Construction]),
        new("GET /provinces/{province}/land-steps", "/provinces/cb/land-steps", ProvinceReaders),
        new("POST /provinces/{province}/land-steps", "/provinces/cb/land-steps", [Who.Construction]),
        new("GET /provinces/{province}/warning-rules", "/provinces/cb/warning-rules", ProvinceReaders),
        new("GET /provinces/{province}/warning-rules/{rule}", "/provinces/cb/warning-rules/milestone.overdue", ProvinceReaders),
        new("POST /provinces/{province}/warning-rules/{rule}", "/provinces/cb/warning-rules/milestone.overdue", [Who.Construction]),
        new("GET /projects/{code}/schedule/new", $"/projects/{Project}/schedule/new", Updaters),
        new("POST /projects/{code}/schedule/new?handler=Set", $"/projects/{Project}/schedule/new?handler=Set", Updaters),
        new("POST /projects/{code}/schedule/new?handler=Add", $"/projects/{Project}/schedule/new?handler=Add", Updaters),
        new("GET /projects/{code}/schedule/weights", $"/projects/{Project}/schedule/weights", Updaters),
        new("POST /projects/{code}/schedule/weights", $"/projects/{Project}/schedule/weights", Updaters),
        new("POST /projects/{code}/schedule/{milestone}?handler=Done", MilestonePage + "?handler=Done", Updaters),
        new("POST /projects/{code}/schedule/{milestone}?handler=Forecast", MilestonePage + "?handler=Forecast", Updaters),
        new("POST /projects/{code}/schedule/{milestone}?handler=Progress", MilestonePage + "?handler=Progress", Updaters),
        new("POST /projects/{code}/schedule/{milestone}?handler=Planned", MilestonePage + "?handler=Planned", Updaters),
        new("POST /projects/{code}/schedule/{milestone}?handler=Undo", MilestonePage + "?handler=Undo", Updaters),
        new("POST /projects/{code}/schedule/{milestone}?handler=Drop", MilestonePage + "?handler=Drop", Updaters),
        new("POST /projects/{code}/schedule/{milestone}?handler=Restore", MilestonePage + "?handler=Restore", Updaters),
        new("POST /projects/{code}/schedule/{milestone}?handler=Rebaseline", MilestonePage + "?handler=Rebaseline", [Who.Finance, Who.Construction]),
        new("POST /projects/{code}/schedule/{milestone}?handler=Confirm", MilestonePage + "?handler=Confirm", [Who.Construction]),
        new("POST /projects/{code}/schedule/{milestone}?handler=Return", MilestonePage + "?handler=Return", [Who.Construction]),
    ];

    /// <summary>Land to be cleared, and what holds it up.</summary>
    private static readonly Route[] Land =
    [
        new("GET /projects/{code}/land/new", $"/projects/{Project}/land/new", Clearers),
        new("POST /projects/{code}/land/new", $"/projects/{Project}/land/new", Clearers),
        new("POST /projects/{code}/land/{id:long}?handler=Update", Package + "?handler=Update", Clearers),
        new("POST /projects/{code}/land/{id:long}?handler=Edit", Package + "?handler=Edit", Clearers),
        new("POST /projects/{code}/land/{id:long}?handler=Step", Package + "?handler=Step", Clearers),
        new("GET /projects/{code}/land/obstacles/new", $"/projects/{Project}/land/obstacles/new", Clearers),
        new("POST /projects/{code}/land/obstacles/new", $"/projects/{Project}/land/obstacles/new", Clearers),
        new("GET /obstacles/{id:long}", Obstacle, ObstacleReaders),
        new("GET /obstacles/{id:long}/answers/{answer:long}/file", $"{Obstacle}/answers/{LandRecords.Answer}/file", ObstacleReaders),
        new("GET /obstacles/{id:long}/answers/{answer:long}/file/thumbnail", $"{Obstacle}/answers/{LandRecords.Answer}/file/thumbnail", ObstacleReaders),
        new("POST /obstacles/{id:long}?handler=Answer", Obstacle + "?handler=Answer", [.. Clearers, Who.Finance]),
        new("POST /obstacles/{id:long}?handler=Close", Obstacle + "?handler=Close", Clearers),
        new("PATCH /api/v1/projects/{code}/land/{id}", "/api/v1" + Package, Clearers) { Body = """{ "notified": 1 }""" },
        new("GET /api/v1/obstacles/{id}", "/api/v1" + Obstacle, ObstacleReaders),
        new("POST /api/v1/projects/{code}/obstacles", $"/api/v1/projects/{Project}/obstacles", Clearers)
        {
            Body = """{ "title": "A", "mustAct": "cb-so-xay-dung", "since": "2026-01-05" }""",
        },
    ];

    private static readonly Route[] Warnings =
    [
        new("GET /warnings", null, [.. Who.SignedIn]),
        new("GET /warnings/top", null, [.. Who.SignedIn]),
        new("GET /warnings/trend", null, [.. Who.SignedIn]),
        new("GET /warnings/{id:long}", Warning, ObstacleReaders),
        new("POST /warnings/{id:long}?handler=Acknowledge", Warning + "?handler=Acknowledge", Updaters),
        new("POST /warnings/{id:long}?handler=Say", Warning + "?handler=Say", Updaters),
        new("POST /warnings/{id:long}?handler=Assign", Warning + "?handler=Assign", [Who.Finance, Who.Construction]),
        new("GET /reports", null, [.. Who.SignedIn]),
        new("GET /reports/{id:long}", Report, ObstacleReaders),
        new("GET /reports/{id:long}/file", Report + "/file", ObstacleReaders),
        new("GET /reports/{id:long}/file/thumbnail", Report + "/file/thumbnail", ObstacleReaders),
        new("POST /reports/{id:long}?handler=HandIn", Report + "?handler=HandIn", Updaters),
        new("POST /reports/{id:long}?handler=TakeBack", Report + "?handler=TakeBack", Updaters),
    ];

    /// <summary>Who sees the history of the project.</summary>
    private static Who[] Historians =>
        [Who.Finance, Who.Owner, Who.OwnerAbove, Who.Construction, Who.Leader, Who.Auditor, Who.AuditorHere, Who.Administrator, Who.AdministratorHere];

    /// <summary>Who updates milestones, of some project at least.</summary>
    private static Who[] Workers => [.. Updaters, Who.FinanceElsewhere, Who.OwnerElsewhere, Who.ConstructionElsewhere];

    /// <summary>Who clears the land of the project.</summary>
    private static Who[] Clearers => [Who.Owner, Who.OwnerAbove, Who.Construction];

    /// <summary>Who sees what holds the project up.</summary>
    private static Who[] ObstacleReaders =>
        [Who.Finance, Who.Owner, Who.OwnerAbove, Who.Construction, Who.Leader, Who.Auditor, Who.AuditorHere, Who.Administrator, Who.AdministratorHere];

    /// <summary>Who sees what some province has ruled.</summary>
    private static Who[] ProvinceIndex => [.. Who.SignedIn];

    /// <summary>Who sees what the province has ruled.</summary>
    private static Who[] ProvinceReaders => [.. ObstacleReaders.Except([Who.Owner, Who.OwnerAbove])];

    /// <summary>Who updates milestones of the project.</summary>
    private static Who[] Updaters => [Who.Finance, Who.Owner, Who.OwnerAbove, Who.Construction];

    /// <summary>Who sees documents of payments, of some project at least.</summary>
    private static Who[] PaymentReaders => [.. Who.SignedIn.Except(Administrators)];

    /// <summary>Pages of the above in another state, with forms of their own.</summary>
    public static readonly Route[] OtherStates =
    [
        new("GET /capital/decisions/{id:long}", "/capital/decisions/900002", PaperReaders),
    ];

    /// <summary>Who sees papers on capital that are not approved.</summary>
    private static Who[] PaperReaders => [Who.Finance, Who.Construction, Who.Leader, Who.Auditor, Who.AuditorHere];

    private static Who[] Trail =>
        [Who.Auditor, Who.AuditorHere, Who.AuditorElsewhere, Who.Administrator, Who.AdministratorHere, Who.AdministratorElsewhere];

    /// <summary>Who proves the ledger.</summary>
    private static Who[] Provers => [Who.Finance, Who.FinanceElsewhere, .. Trail];

    /// <summary>Who sees payments, of some project at least.</summary>
    private static Who[] Payers => [.. Who.SignedIn.Where(who => who.Role != Portfolio.Accounts.Role.Administrator)];

    /// <summary>Who enters payments, of some project at least.</summary>
    private static Who[] AllEnterers => [.. Enterers, Who.FinanceElsewhere, Who.OwnerElsewhere];

    /// <summary>Who enters payments of the project.</summary>
    private static Who[] Enterers => [Who.Finance, Who.Owner, Who.OwnerAbove];

    private static Who[] Administrators => [Who.Administrator, Who.AdministratorHere, Who.AdministratorElsewhere];

    public static IEnumerable<Route> All => [.. Doors, .. Public, .. Held, .. Capital, .. Schedules, .. Land, .. Warnings];

    /// <summary>Closed to who has not signed in where the public view is off.</summary>
    public static IEnumerable<Route> Closed => [.. Public, .. Held, .. Capital, .. Schedules, .. Land, .. Warnings];
}
