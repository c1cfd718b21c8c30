using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Portfolio.Accounts;
using Portfolio.Common;
using Portfolio.Funding.Ceilings;
using Portfolio.Funding.Decisions;
using Portfolio.Funding.Drafts;
using Portfolio.Funding.Payments;

namespace Portfolio.Web.Tests.Support;

/// <summary>
/// A plan 2026-2030 of Cao Bằng for tests of capital: two programmes, and projects of which each has a need of 1.000 triệu đồng from
/// the first sources of the reference data.
/// </summary>
/// <param name="Host">The program.</param>
/// <param name="Code">Code of the plan.</param>
internal sealed record GridPlan(TestHost Host, string Code)
{
    public const string Provincial = "ngan-sach-tinh";
    public const string Central = "ngan-sach-trung-uong";

    public static readonly Actor Officer = new("officer", Role.Finance);

    private const string FillSql = """
        insert into plans.plan (code, province_code, kind, name, short_name, period_from, period_to, position, source_file, source_section, source_item)
        values (@Code, 'cb', 'infrastructure', 'Kế hoạch thử ' || @Code, 'Kế hoạch thử', 2026, 2030, 900, 'f', 's', 'i');

        insert into plans.programme (plan_id, code, name, short_name, position, source_file, source_section, source_item)
        select l.id, g.code, g.name, g.name, g.position, 'f', 's', 'i'
        from plans.plan l, (values ('giao-thong', 'Giao thông', 1), ('thuy-loi', 'Thủy lợi và cấp nước', 2)) g (code, name, position)
        where l.code = @Code;

        insert into funding.envelope (programme_id, source_class, amount)
        select g.id, c, null from plans.programme g join plans.plan l on l.id = g.plan_id, (values ('state'), ('other')) v (c) where l.code = @Code;

        insert into projects.project (code, plan_id, programme_id, kind, sector, name, period_from, period_to, source_file, source_section, source_item)
        select @Prefix || lpad(n::text, 4, '0'), l.id, g.id, 'construction', 'road',
            (array['Cải tạo, nâng cấp đường tỉnh', 'Xây dựng cầu', 'Kè chống sạt lở bờ suối', 'Hệ thống cấp nước sinh hoạt liên xã',
                'Đường nối khu kinh tế cửa khẩu với quốc lộ'])[1 + n % 5] || ' ' || (200 + n), 2026, 2030, 'f', 's', 'i'
        from generate_series(1, @Projects) n
        join plans.plan l on l.code = @Code
        join plans.programme g on g.plan_id = l.id and g.position = case when n <= (@Projects + 1) / 2 then 1 else 2 end;

        insert into funding.need_line (project_id, programme_id, source_code, source_class, amount, figure_basis, recorded_by)
        select p.id, p.programme_id, s.code, s.source_class, 1000000000, 'entered', 'test'
        from projects.project p join plans.plan l on l.id = p.plan_id, funding.source s
        where l.code = @Code and s.position <= @Sources;
        """;

    // An approval of the shortest kind: its lines come in one statement in the transaction that approves.
    private const string GiveAllSql = """
        insert into funding.decision (plan_id, kind, name, status, number, decided_on, signer, created_by, approved_at, approved_xact)
        select id, 'allocation', 'Giao vốn đầu kỳ', 'approved', '01/QĐ', '2026-01-05', 'Chủ tịch UBND tỉnh', 'test', now(), pg_current_xact_id()
        from plans.plan where code = @Code;

        insert into funding.allocation_line (decision_id, plan_id, programme_id, project_id, source_code, source_class, year, entry, amount)
        select d.id, d.plan_id, n.programme_id, n.project_id, n.source_code, n.source_class, y, 'allocated', 100000000
        from plans.plan l
        join funding.decision d on d.plan_id = l.id and d.number = '01/QĐ'
        join projects.project p on p.plan_id = l.id
        join funding.need n on n.project_id = p.id, generate_series(2026, 2030) y
        where l.code = @Code;

        analyze;
        """;

    private const string CloseSql = """
        insert into funding.decision
            (plan_id, kind, name, status, closes_year, number, decided_on, signer, created_by, approved_at, approved_xact)
        select id, 'closing', 'Khóa sổ', 'approved', @Year, 'KS-' || @Year, '2026-01-06', 'Chủ tịch UBND tỉnh', 'test', now(), pg_current_xact_id()
        from plans.plan where code = @Code
        """;

    /// <summary>Makes the plan.</summary>
    /// <param name="host">The program.</param>
    /// <param name="projects">How many projects.</param>
    /// <param name="sources">How many sources each needs.</param>
    public static async Task<GridPlan> MakeAsync(TestHost host, int projects = 6, int sources = 2)
    {
        var tag = Guid.NewGuid().ToString("N")[..4];
        var plan = new GridPlan(host, "thu-" + tag);
        await plan.RunAsync(FillSql, new { plan.Code, Prefix = plan.Prefix, Projects = projects, Sources = sources });
        return plan;
    }

    private string Prefix => Code["thu-".Length..].ToUpperInvariant() + "-";

    /// <summary>Code of a project, from 1 on.</summary>
    public string Project(int number) => $"{Prefix}{number:0000}";

    /// <summary>Gives every project 100 triệu đồng from each of its sources in each year.</summary>
    public Task GiveAllAsync() => RunAsync(GiveAllSql, new { Code });

    /// <summary>Pays out of the capital of 2026; in triệu đồng.</summary>
    public async Task PayAsync(int project, string source, long amount)
    {
        var payment = new EnterPayment(Project(project), source, 2026, new DateOnly(2026, 1, 20), new Vnd(amount * Vnd.Million), "UNC-" + Project(project));
        await Service<PaymentDesk>().ConfirmAsync(Officer, await Service<PaymentEntry>().EnterAsync(Officer, [payment], default), default);
    }

    /// <summary>Closes a budget year, without carrying anything over.</summary>
    public Task CloseAsync(int year) => RunAsync(CloseSql, new { Code, Year = year });

    /// <summary>Begins a paper.</summary>
    public async Task<long> PaperAsync(string kind = DecisionKind.Allocation, string name = "Phương án thử") =>
        (await Service<DecisionPapers>().BeginAsync(Officer, new BeginDecision(Code, kind, name, null, null), default)).Id;

    /// <summary>Edits cells of a paper as another officer would; amounts in triệu đồng.</summary>
    public Task EditAsync(long paper, params (int Project, string Source, int Year, long Change)[] lines) => Service<DraftService>().EditAsync(
        Officer, new EditLines(paper, null, [.. lines.Select(l => new LineEdit(Project(l.Project), l.Source, l.Year, new Vnd(l.Change * Vnd.Million)))]), default);

    /// <summary>Brings lines in force by a decision of its own; amounts in triệu đồng.</summary>
    public async Task DecideAsync(string number, params (int Project, string Source, int Year, long Change)[] lines)
    {
        var paper = await PaperAsync(name: number);
        await EditAsync(paper, lines);
        await SubmitAsync(paper);
        await Service<DecisionFlow>().ApproveAsync(
            Officer, new ApproveDecision(paper, null, number, new DateOnly(2026, 1, 5), "Chủ tịch UBND tỉnh"), default);
    }

    /// <summary>Submits a paper.</summary>
    public Task SubmitAsync(long paper) => Service<DecisionFlow>().SubmitAsync(Officer, paper, null, default);

    /// <summary>Sets the ceilings of a source in every year; in triệu đồng.</summary>
    public Task SetCeilingsAsync(string source, long amount) => Service<CeilingService>().SetAsync(
        Officer, new SetCeilings(Code, null, [.. Enumerable.Range(2026, 5).Select(y => new CeilingEdit(source, y, new Vnd(amount * Vnd.Million)))], null), default);

    /// <summary>Keeps a contingency back; in triệu đồng.</summary>
    public Task KeepAsync(string source, long amount) => Service<CeilingService>().KeepAsync(
        Officer, new KeepContingency(Code, null, source, "Dự phòng", new Vnd(amount * Vnd.Million)), default);

    /// <summary>Draws on the contingency of a source; in triệu đồng.</summary>
    public async Task DrawAsync(long paper, string source, long amount)
    {
        var ceilings = await Service<CeilingService>().GetAsync(Officer, Code, default);
        await Service<ContingencyDraws>().SetAsync(
            Officer, new DrawContingency(paper, null, ceilings.Contingencies.Single(c => c.Source == source).Id, new Vnd(amount * Vnd.Million)), default);
    }

    /// <summary>Says what a project costs in all; in triệu đồng.</summary>
    public Task CostsAsync(int project, long amount) =>
        RunAsync("update projects.project set total_investment = @Amount where code = @Code", new { Amount = amount * Vnd.Million, Code = Project(project) });

    /// <summary>What a paper changes in a cell, whole đồng.</summary>
    public Task<long> ChangeAsync(long paper, int project, string source, int year) => Host.AskAsync<long>("""
        select coalesce(sum(d.amount), 0)::bigint from funding.draft_line d join projects.project p on p.id = d.project_id
        where d.decision_id = @paper and p.code = @code and d.source_code = @source and d.year = @year
        """, new { paper, code = Project(project), source, year });

    /// <summary>Why a paper changes a cell.</summary>
    public Task<string?> ReasonAsync(long paper, int project, string source, int year) => Host.AskAsync<string?>("""
        select max(d.reason) from funding.draft_line d join projects.project p on p.id = d.project_id
        where d.decision_id = @paper and p.code = @code and d.source_code = @source and d.year = @year
        """, new { paper, code = Project(project), source, year });

    private T Service<T>()
        where T : notnull => Host.Services.GetRequiredService<T>();

    private async Task RunAsync(string sql, object values)
    {
        await using var connection = new NpgsqlConnection(Host.OwnerConnectionString);
        await connection.OpenAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await connection.ExecuteAsync(sql, values, transaction, commandTimeout: 600);
        await transaction.CommitAsync();
    }
}
