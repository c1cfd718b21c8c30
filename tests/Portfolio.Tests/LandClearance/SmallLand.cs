using Portfolio.Accounts;
using Portfolio.Common;
using Portfolio.LandClearance.Packages;
using Portfolio.Tests.Funding;
using Portfolio.Tests.Funding.Needs;

namespace Portfolio.Tests.LandClearance;

/// <summary>Project A-1 of an owner in commune c1 (and c2), a neighbour A-2 of nobody, committees of the communes, and a clock that a test turns.</summary>
internal sealed class SmallLand : IAsyncDisposable
{
    public static readonly PackageFacts Whole = new(null, "other", null);

    private SmallLand(SmallPortfolio portfolio)
    {
        Portfolio = portfolio;
        Clock = new TurnedClock(new DateTimeOffset(2026, 6, 15, 3, 0, 0, TimeSpan.Zero));
        Calendar = new BusinessCalendar(Clock);
        Packages = new PackageService(portfolio.Access, Calendar);
        Updates = new PackageUpdates(portfolio.Access, Calendar);
    }

    public SmallPortfolio Portfolio { get; }

    public TurnedClock Clock { get; }

    public BusinessCalendar Calendar { get; }

    public PackageService Packages { get; }

    public PackageUpdates Updates { get; }

    /// <summary>Somebody of the construction department.</summary>
    public static Actor Builder { get; } = new("so-xay-dung", Role.Construction) { Reach = new Reach("xx", null) };

    public static async Task<SmallLand> CreateAsync()
    {
        var land = new SmallLand(await SmallPortfolio.CreateAsync(null, null, 3));
        await land.Portfolio.ExecuteAsync("""
            insert into directory.province values ('yy', 'Tỉnh khác', 'Other province');
            insert into slippage.rule (code, position) values ('milestone.due_soon', 1), ('update.stale', 2), ('land.obstacle_open', 3);
            insert into slippage.rule_limit (rule_code, name, value, unit, position) values
                ('milestone.due_soon', 'first_days', 30, 'day', 1), ('update.stale', 'amber_days', 35, 'day', 2), ('land.obstacle_open', 'amber_days', 14, 'day', 3);
            insert into directory.commune (province_code, code, kind, name, source_file, source_section, source_item)
            select p, c, 'xa', 'Xã ' || c, 'f', 's', 'i' from (values ('xx', 'c1'), ('xx', 'c2'), ('xx', 'c3'), ('yy', 'c9')) v (p, c);
            insert into directory.body (province_code, code, kind, name, commune_id, source_file, source_section, source_item)
            select 'xx', 'b-' || code, 'commune', 'UBND ' || code, id, 'f', 's', 'i' from directory.commune where province_code = 'xx';
            insert into directory.body (province_code, code, kind, name, source_file, source_section, source_item)
            values ('xx', 'owner', 'pmu', 'Ban QLDA', 'f', 's', 'i'), ('xx', 'power', 'enterprise', 'Điện lực', 'f', 's', 'i');
            insert into projects.project_commune (project_id, commune_id)
            select p.id, c.id from projects.project p, directory.commune c where p.code = 'A-1' and c.code in ('c1', 'c2');
            insert into projects.project_body (project_id, body_id, role, as_written, source_file, source_section, source_item)
            select p.id, b.id, 'owner', 'x', 'f', 's', 'i' from projects.project p, directory.body b where p.code = 'A-1' and b.code = 'owner';
            insert into milestones.kind (code, name, name_en, position) values ('ground_broken', 'Khởi công', 'Ground broken', 1), ('completed', 'Xong', 'Done', 2);
            """);
        return land;
    }

    /// <summary>An owner's account of a body.</summary>
    public async Task<Actor> OfBodyAsync(string body) => new(body, Role.Owner)
    {
        Reach = new Reach("xx", new HashSet<long> { await Portfolio.NumberAsync($"select id from directory.body where code = '{body}'") }),
    };

    public Task<PackageReceipt> CreateAsync(LandFigures figures, PackageFacts? facts = null, string project = "A-1", string commune = "c1", Actor? actor = null) =>
        Packages.CreateAsync(actor ?? Builder, new CreatePackage(project, commune, facts ?? Whole, figures), default);

    public Task<PackageReceipt> EnterAsync(long id, string? reason, params (LandFigure Figure, long Value)[] figures) =>
        Updates.EnterAsync(Builder, News(id, reason, figures), default);

    public static UpdatePackage News(long id, string? reason, params (LandFigure Figure, long Value)[] figures) =>
        new(id, null, figures.ToDictionary(f => f.Figure, f => f.Value), reason);

    public Task<long> FigureAsync(long id, LandFigure figure) => Portfolio.NumberAsync($"select {figure.Code()} from land_clearance.package where id = {id}");

    /// <summary>Counters that are not what their entries lead to, entries that do not follow each other, and sums of projects that are not those of their packages.</summary>
    public Task<long> BrokenAsync() => Portfolio.NumberAsync("""
        with chain as (
            select package_id, field, was, now, lag(now, 1, 0::bigint) over w as before, row_number() over (partition by package_id, field order by id desc) as last
            from land_clearance.entry
            window w as (partition by package_id, field order by id)
        ), figure as (
            select p.id, f.key as field, f.value::bigint as value
            from land_clearance.package p, jsonb_each_text(to_jsonb(p)) f
            where f.key in ('area_needed', 'area_handed_over', 'households', 'notified', 'inventoried', 'plan_approved', 'paid', 'handed_over',
                'compensation_approved', 'compensation_paid', 'resettlement_needed', 'resettled')
        )
        select (select count(*) from chain where was <> before)
            + (select count(*) from figure f left join chain c on c.package_id = f.id and c.field = f.field and c.last = 1 where f.value <> coalesce(c.now, 0))
            + (select count(*) from land_clearance.project_land l
                full join (select project_id, count(*) as packages, sum(area_needed) as area, sum(paid) as paid, sum(compensation_paid) as money
                    from land_clearance.package group by 1) p using (project_id)
                where (l.packages, l.area_needed, l.paid, l.compensation_paid) is distinct from (p.packages, p.area, p.paid, p.money))
        """);

    public ValueTask DisposeAsync() => Portfolio.DisposeAsync();
}
