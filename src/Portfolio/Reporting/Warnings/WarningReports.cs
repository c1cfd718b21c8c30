using System.Globalization;
using Dapper;
using Portfolio.Accounts;
using Portfolio.Common;
using Portfolio.Slippage.Answers;
using Portfolio.Slippage.Rulings;

namespace Portfolio.Reporting.Warnings;

/// <summary>One warning with what was said to it.</summary>
public sealed class WarningReports(PortfolioDatabase database, BusinessCalendar calendar)
{
    private const int RemarksShown = 200;

    private const string OneSql = $"""
        -- Reporting.Warnings.One
        select
        {WarningSql.Columns}, {WarningSql.Illustrative} as illustrative,
        {WarningSql.Said}
        {WarningSql.Tables}
        {WarningSql.Talk}
        where e.id = @Id
        """;

    private const string PlaceSql = $"""
        -- Reporting.Warnings.Place
        select coalesce(p.province_code, b.province_code) as province_code,
            {AnswerRecords.MayAnswer} as bodies
        from slippage.episode e
        left join projects.project x on x.id = e.project_id
        left join plans.plan p on p.id = x.plan_id
        left join directory.body b on b.id = e.body_id
        where e.id = @Id
        """;

    private const string RemarksSql = """
        -- Reporting.Warnings.Remarks
        select r.id, r.kind, r.text, r.expected_on, b.name as body_name, b.name_en as body_name_en, r.entered_by, r.entered_at
        from slippage.remark r
        left join directory.body b on b.id = r.body_id
        where r.episode_id = @Id
        order by r.id
        limit @Limit
        """;

    private const string LimitsSql = """
        -- Reporting.Warnings.Limits
        select f.name, f.value, f.usual, f.unit, f.ruled
        from slippage.limit_in_force f
        join slippage.rule_limit l on l.rule_code = f.rule_code and l.name = f.name
        where f.province_code = @Province and f.rule_code = @Rule
        order by l.position
        """;

    /// <summary>A warning with what was said to it.</summary>
    /// <param name="actor">Who asks; needs <see cref="Permission.ViewWarnings"/> on the project, or for the body that must act.</param>
    /// <param name="id">Warning.</param>
    /// <param name="ct">Cancels the call.</param>
    /// <exception cref="NotFoundException">There is no such warning.</exception>
    /// <exception cref="OutOfReachException">It is not one of the actor's.</exception>
    public async Task<WarningReport> GetAsync(Actor actor, long id, CancellationToken ct)
    {
        actor.Demand(Permission.ViewWarnings);
        await using var connection = await database.OpenAsync(ct);
        var warning = await connection.QuerySingleOrDefaultAsync<WarningRow?>(new CommandDefinition(OneSql, new { Id = id }, cancellationToken: ct))
            ?? throw new NotFoundException("warning", id.ToString(CultureInfo.InvariantCulture));
        var place = (await connection.QuerySingleAsync<PlaceRow>(new CommandDefinition(PlaceSql, new { Id = id }, cancellationToken: ct))).Place;
        actor.Demand(Permission.ViewWarnings, place);
        var remarks = await connection.QueryAsync<WarningRemark>(new CommandDefinition(RemarksSql, new { Id = id, Limit = RemarksShown }, cancellationToken: ct));
        var bodies = warning.ResolvedOn is null && actor.May(Permission.AssignWarnings, place)
            ? await WhoActs.OfProvinceAsync(connection, place.Province, ct)
            : [];
        var limits = await connection.QueryAsync<ProvinceLimit>(new CommandDefinition(LimitsSql, new { place.Province, warning.Rule }, cancellationToken: ct));
        return new WarningReport(warning, [.. remarks], place, bodies, [.. limits], calendar.Today);
    }

    // Not by constructor: Dapper matches no array there.
    private sealed record PlaceRow
    {
        public string? ProvinceCode { get; init; }

        public long[] Bodies { get; init; } = [];

        public Place Place => new(ProvinceCode, Bodies);
    }
}

/// <summary>A warning with what was said to it.</summary>
/// <param name="Warning">The warning.</param>
/// <param name="Remarks">What was said, first said first.</param>
/// <param name="Place">Who may answer it.</param>
/// <param name="Bodies">Bodies that can be told to act, for whoever may tell them.</param>
/// <param name="Limits">Limits of its rule in force in its province, in their order.</param>
/// <param name="Today">Business date.</param>
public sealed record WarningReport(
    WarningRow Warning, IReadOnlyList<WarningRemark> Remarks, Place Place, IReadOnlyList<BodyChoice> Bodies, IReadOnlyList<ProvinceLimit> Limits, DateOnly Today)
{
    /// <summary>Last day on which its mails are not repeated where it is expected by a day: counted from its first acknowledgement since it opened or turned red.</summary>
    public DateOnly PausedUntil(DateOnly expected) => AnswerPause.LastDay(
        Remarks.Where(r => r.Kind == "acknowledged").Select(r => DayOf(r.EnteredAt)).Where(day => day >= (Warning.RedOn ?? Warning.OpenedOn)).DefaultIfEmpty(Today).Min(),
        expected);

    private static DateOnly DayOf(DateTime utc) =>
        DateOnly.FromDateTime(BusinessCalendar.InVietNam(new DateTimeOffset(DateTime.SpecifyKind(utc, DateTimeKind.Utc))).DateTime);
}

/// <summary>What somebody said to a warning.</summary>
/// <param name="Id">Key.</param>
/// <param name="Kind">acknowledged, said or assigned.</param>
/// <param name="Text">What was said; null = nothing beside the day or the body.</param>
/// <param name="ExpectedOn">Day by which it is expected to be put right.</param>
/// <param name="BodyName">Body that was told to act.</param>
/// <param name="BodyNameEn">Its name in English.</param>
/// <param name="EnteredBy">Who.</param>
/// <param name="EnteredAt">When, UTC.</param>
public sealed record WarningRemark(
    long Id, string Kind, string? Text, DateOnly? ExpectedOn, string? BodyName, string? BodyNameEn, string EnteredBy, DateTime EnteredAt);
