namespace Portfolio.Web.Tests.Access;

/// <content>Capital over the API.</content>
internal static partial class Routes
{
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
}
