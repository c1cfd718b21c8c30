using System.Globalization;
using Dapper;
using Npgsql;
using Portfolio.Accounts;
using Portfolio.Common;
using Portfolio.Funding.Decisions;

namespace Portfolio.Reporting.Capital.Papers;

/// <summary>Finds decisions for pages, and holds who may see them.</summary>
internal static class PaperHeads
{
    /// <summary>The head of a decision.</summary>
    /// <exception cref="NotFoundException">There is none of this key.</exception>
    /// <exception cref="PermissionDeniedException">It is not approved, and the actor may not see papers.</exception>
    public static async Task<PaperHead> GetAsync(
        NpgsqlConnection connection, NpgsqlTransaction? transaction, Actor actor, long id, CancellationToken ct)
    {
        var found = await connection.QueryAsync<Decision, More, (Decision Decision, More More)?>(
            new CommandDefinition(
                PaperSql.HeadSql, new { Id = id, Bodies = actor.Reach.Bodies?.ToArray() ?? [] }, transaction, cancellationToken: ct),
            (decision, more) => (decision, more),
            splitOn: "province_code");
        var (decision, more) = found.SingleOrDefault() ?? throw new NotFoundException("decision", id.ToString(CultureInfo.InvariantCulture));
        var place = Place.In(more.ProvinceCode);
        if (decision.Status != DecisionStatus.Approved)
            actor.Demand(Permission.ViewCapitalDrafts, place);
        var reasons = DecisionReasons.Shown(actor, more.ProvinceCode, more.Answers);
        return new PaperHead(
            decision.For(reasons, actor.May(Permission.ViewHistory, place)), place, more.CopiedName, more.ShowsIllustrative,
            BusinessCalendar.InVietNam(new DateTimeOffset(more.ReadAt)), reasons);
    }

    private sealed record More(string ProvinceCode, string? CopiedName, DateTime ReadAt, bool Answers, bool ShowsIllustrative);
}
