using System.Globalization;
using Portfolio.Accounts;
using Portfolio.Common;
using Portfolio.Reporting.Warnings;
using Portfolio.Slippage.Answers;
using Portfolio.Tests.Funding;

namespace Portfolio.Tests.Slippage;

/// <summary>Warnings of two projects of a province on 15 June 2026: most capital hangs on the second, which has but amber ones; and a third of another body.</summary>
internal sealed class BoardField : IAsyncDisposable
{
    public static readonly DateOnly Today = new(2026, 6, 15);

    public static readonly Actor Construction = new("Sở Xây dựng", Role.Construction) { Reach = new Reach("xx", null) };

    public static readonly Actor Owner = new("Ban quản lý", Role.Owner) { AccountId = 7, Reach = new Reach("xx", new HashSet<long> { 1 }) };

    private const string Sql = """
        insert into projects.project (id, code, plan_id, programme_id, kind, sector, name, source_file, source_section, source_item)
        overriding system value values (2, 'A-2', 1, 1, 'construction', 'urban', 'Dự án 2', 'f', 's', 'i'), (3, 'B-1', 1, 1, 'construction', 'road', 'Dự án 3', 'f', 's', 'i');
        insert into projects.project_body (project_id, body_id, role, as_written, source_file, source_section, source_item)
        values (2, 1, 'owner', 'x', 'f', 's', 'i'), (3, 2, 'owner', 'x', 'f', 's', 'i');
        insert into milestones.milestone (id, project_id, plan_id, code, kind_code, name, planned_on, planned_precision, planned_text, baseline_on, baseline_precision, baseline_text)
        overriding system value values (1, 1, 1, 'm1', 'other', 'Mốc 1', '2026-05-10', 'day', '10/5/2026', '2026-05-10', 'day', '10/5/2026');
        insert into slippage.project_state (project_id, body_id, at_risk, amber, red) values (1, 1, 500, 1, 1), (2, 1, 9000, 1, 0), (3, 2, 800, 0, 1);
        insert into slippage.episode (id, rule_code, subject_type, subject_id, project_id, severity, since, until, opened_on, red_on, resolved_on)
        overriding system value values
            (1, 'milestone.overdue', 'milestone', 1, 1, 'red', '2026-05-11', '2026-05-10', '2026-05-11', '2026-05-25', null),
            (2, 'update.stale', 'project', 1, 1, 'amber', '2026-05-01', null, '2026-06-05', null, null),
            (3, 'update.stale', 'project', 2, 2, 'amber', '2026-05-01', null, '2026-06-05', null, null),
            (4, 'capital.idle', 'project', 3, 3, 'red', null, null, '2026-04-01', '2026-06-30', null),
            (5, 'milestone.overdue', 'milestone', 9, 2, 'red', null, null, '2026-03-02', '2026-03-17', '2026-04-20'),
            (6, 'milestone.due_soon', 'milestone', 1, 1, 'notice', null, '2026-06-20', '2026-06-01', null, null);
        select setval(pg_get_serial_sequence('slippage.episode', 'id'), 100);
        """;

    private readonly RuleField field;
    private readonly PortfolioDatabase access;

    private BoardField(RuleField field)
    {
        this.field = field;
        access = new PortfolioDatabase(field.ConnectionString);
        var calendar = new BusinessCalendar(new TurnedClock(new DateTimeOffset(2026, 6, 15, 3, 0, 0, TimeSpan.Zero)));
        (Board, Top, Trend) = (new BoardReports(access, calendar), new TopReports(access, calendar), new TrendReports(access, calendar));
        (Warnings, Answers) = (new WarningReports(access, calendar), new WarningAnswers(access, calendar));
    }

    public BoardReports Board { get; }

    public TopReports Top { get; }

    public TrendReports Trend { get; }

    public WarningReports Warnings { get; }

    public WarningAnswers Answers { get; }

    public static async Task<BoardField> CreateAsync()
    {
        var board = new BoardField(await RuleField.CreateAsync());
        await board.field.DoAsync(Sql);
        return board;
    }

    /// <summary>One value of the database.</summary>
    public async Task<string?> AskAsync(string sql)
    {
        await using var connection = await field.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return Convert.ToString(await command.ExecuteScalarAsync(), CultureInfo.InvariantCulture);
    }

    public async ValueTask DisposeAsync()
    {
        await access.DisposeAsync();
        await field.DisposeAsync();
    }
}
