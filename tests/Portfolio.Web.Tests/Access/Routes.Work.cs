namespace Portfolio.Web.Tests.Access;

/// <content>Schedules, land, warnings and reports.</content>
internal static partial class Routes
{
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

    /// <summary>Warnings, and the reports that bodies owe.</summary>
    private static readonly Route[] Warnings =
    [
        new("GET /warnings", null, [.. Who.SignedIn]),
        new("GET /warnings/top", null, [.. Who.SignedIn]),
        new("GET /warnings/trend", null, [.. Who.SignedIn]),
        new("GET /warnings/{id:long}", Warning, ObstacleReaders),
        new("POST /warnings/{id:long}?handler=Acknowledge", Warning + "?handler=Acknowledge", Updaters),
        new("POST /warnings/{id:long}?handler=Say", Warning + "?handler=Say", Updaters),
        new("POST /warnings/{id:long}?handler=Assign", Warning + "?handler=Assign", [Who.Finance, Who.Construction]),
        new("GET /projects/{code}/colour", $"/projects/{Project}/colour", ObstacleReaders),
        new("POST /projects/{code}/colour", $"/projects/{Project}/colour", Updaters),
        new("GET /api/v1/projects/{code}/colour", $"/api/v1/projects/{Project}/colour", ObstacleReaders),
        new("POST /api/v1/projects/{code}/colour", $"/api/v1/projects/{Project}/colour", Updaters) { Body = """{ "colour": "red" }""" },
        new("GET /api/v1/warnings", null, [.. Who.SignedIn]),
        new("GET /api/v1/warnings/{id}", "/api/v1" + Warning, ObstacleReaders),
        new("POST /api/v1/warnings/{id}/acknowledge", $"/api/v1{Warning}/acknowledge", Updaters) { Body = """{ "expectedOn": "2027-01-05" }""" },
        new("POST /api/v1/warnings/{id}/remarks", $"/api/v1{Warning}/remarks", Updaters) { Body = """{ "text": "A" }""" },
        new("POST /api/v1/warnings/{id}/assign", $"/api/v1{Warning}/assign", [Who.Finance, Who.Construction]) { Body = """{ "body": "cb-so-xay-dung" }""" },
        new("GET /reports", null, [.. Who.SignedIn]),
        new("GET /reports/{id:long}", Report, ObstacleReaders),
        new("GET /reports/{id:long}/file", Report + "/file", ObstacleReaders),
        new("GET /reports/{id:long}/file/thumbnail", Report + "/file/thumbnail", ObstacleReaders),
        new("POST /reports/{id:long}?handler=HandIn", Report + "?handler=HandIn", Updaters),
        new("POST /reports/{id:long}?handler=TakeBack", Report + "?handler=TakeBack", Updaters),
    ];
}
