using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Dapper;
using Portfolio.Accounts;
using Portfolio.Common;
using Portfolio.Funding.Ceilings;
using Portfolio.Funding.Decisions;
using Portfolio.Funding.Drafts;
using Portfolio.Funding.Needs;
using Portfolio.Funding.Payments;

namespace Portfolio.Tests.Funding.Kills;

/// <summary>An officer of the worker: the only one in three projects, whose papers, needs and payments nobody else touches.</summary>
internal sealed class Clerk(PortfolioDatabase database, int number, int round, Random random)
{
    private static readonly string[] Sources = ["s1", "o1"];

    private readonly BusinessCalendar calendar = new(new StoppedClock());
    private readonly List<Paper> papers = [];
    private readonly List<Paid> payments = [];
    private int count;

    public int Number { get; } = number;

    /// <summary>Finds in the database what the programs before have left.</summary>
    public async Task LookAsync()
    {
        await using var connection = await database.OpenAsync(default);
        papers.Clear();
        payments.Clear();
        var lines = (await connection.QueryAsync<(long Paper, string Project, string Source, int Year, long Amount)>("""
            select l.decision_id, p.code, l.source_code, l.year, l.amount
            from funding.draft_line l join funding.decision d on d.id = l.decision_id join projects.project p on p.id = l.project_id
            where d.created_by = @Name and d.status in ('draft', 'submitted')
            """, new { Name })).ToLookup(l => l.Paper, l => new Deed.Cell(l.Project, l.Source, l.Year, l.Amount));
        papers.AddRange((await connection.QueryAsync<(long Id, string Name, string Status)>(
            "select id, name, status from funding.decision where created_by = @Name and status in ('draft', 'submitted') order by id", new { Name }))
            .Select(d => new Paper(d.Id, d.Name, d.Status, [.. lines[d.Id]])));
        payments.AddRange((await connection.QueryAsync<(long Id, string Document, string Status, long Amount)>("""
            select id, document_number, status, amount from funding.payment p
            where entered_by = @Name and reverses is null and not exists (select 1 from funding.payment r where r.reverses = p.id)
            order by id
            """, new { Name })).Select(p => new Paid(p.Id, p.Document, p.Status, p.Amount)));
    }

    /// <summary>What to do next, with what will be so then.</summary>
    public async Task<Deed> NextAsync()
    {
        var deed = random.Next(12) switch
        {
            0 => Begin(),
            1 => Needs(),
            2 => Ceiling(),
            < 7 when Some(DecisionStatus.Draft) is { } paper => Edit(paper),
            7 when papers.FirstOrDefault(p => p is { Status: DecisionStatus.Draft, Cells.Length: > 0 }) is { } paper => Step(paper, "submit", DecisionStatus.Submitted, ""),
            < 10 when Some(DecisionStatus.Submitted) is { } paper => Step(paper, "approve", DecisionStatus.Approved, $"{Number}.{round}.{count}/QĐ"),
            10 when payments.FirstOrDefault(p => p.Status == PaymentStatus.Entered) is not null => Confirm(),
            11 when random.Next(3) == 0 && payments.FirstOrDefault(p => p.Status == PaymentStatus.Confirmed) is { } paid => Reverse(paid),
            _ => await EnterAsync() ?? Begin(),
        };
        count++;
        return deed with { Officer = Number, Once = $"{Number}-{round}-{count}" };
    }

    /// <summary>Does it, by the services.</summary>
    /// <returns>The deed with the keys of what it made.</returns>
    public async Task<Deed> DoAsync(Deed deed)
    {
        var actor = new Actor(Name, Role.Finance, deed.Once) { AccountId = Number, Once = new OnceKey(deed.Once, SHA256.HashData(Encoding.UTF8.GetBytes(deed.Once))) };
        var flow = new DecisionFlow(database, calendar);
        switch (deed.Kind)
        {
            case "begin":
                return deed with { Id = (await new DecisionPapers(database).BeginAsync(actor, new BeginDecision("p", DecisionKind.Allocation, deed.Name, null, null), default)).Id };
            case "edit":
                await new DraftService(database).EditAsync(
                    actor, new EditLines(deed.Id, null, [.. deed.Cells.Select(c => new LineEdit(c.Project, c.Source, c.Year, new Vnd(c.Amount)))]), default);
                break;
            case "submit":
                await flow.SubmitAsync(actor, deed.Id, null, default);
                break;
            case "approve":
                await flow.ApproveAsync(actor, new ApproveDecision(deed.Id, null, deed.Number, calendar.Today, "Chủ tịch"), default);
                break;
            case "needs":
                await new NeedService(database).SetAsync(
                    actor, new SetNeeds(deed.Name, null, [.. deed.Cells.Select(c => new SourceAmount(c.Source, new Vnd(c.Amount)))], null), default);
                break;
            case "ceiling":
                await new CeilingService(database).SetAsync(
                    actor, new SetCeilings("p", null, [.. deed.Cells.Select(c => new CeilingEdit(c.Source, c.Year, new Vnd(c.Amount)))], null), default);
                break;
            case "enter":
                return deed with
                {
                    Ids = await new PaymentEntry(database, calendar).EnterAsync(
                        actor, [.. deed.Cells.Select((c, i) => new EnterPayment(c.Project, c.Source, c.Year, calendar.Today, new Vnd(c.Amount), Document(deed.Name, i)))], default),
                };
            case "confirm":
                await new PaymentDesk(database, calendar).ConfirmAsync(actor, deed.Ids, default);
                break;
            case "reverse":
                await new PaymentDesk(database, calendar).ReverseAsync(actor, deed.Id, "Nhập nhầm", default);
                break;
        }
        return deed;
    }

    /// <summary>Remembers what was done.</summary>
    public void Keep(Deed deed)
    {
        var at = papers.FindIndex(p => p.Id == deed.Id);
        switch (deed.Kind)
        {
            case "begin":
                papers.Add(new Paper(deed.Id, deed.Name, DecisionStatus.Draft, []));
                break;
            case "edit" when at >= 0:
                papers[at] = papers[at] with { Cells = Merged(papers[at], deed.Cells) };
                break;
            case "submit" when at >= 0:
                papers[at] = papers[at] with { Status = DecisionStatus.Submitted };
                break;
            case "approve" when at >= 0:
                papers.RemoveAt(at);
                break;
            case "enter":
                payments.AddRange(deed.Cells.Select((c, i) => new Paid(deed.Ids[i], Document(deed.Name, i), PaymentStatus.Entered, c.Amount)));
                break;
            case "confirm":
                payments.AddRange([.. payments.Where(p => deed.Ids.Contains(p.Id)).Select(p => p with { Status = PaymentStatus.Confirmed })]);
                payments.RemoveAll(p => deed.Ids.Contains(p.Id) && p.Status == PaymentStatus.Entered);
                break;
            case "reverse":
                payments.RemoveAll(p => p.Id == deed.Id);
                break;
        }
    }

    private string Name => string.Create(CultureInfo.InvariantCulture, $"officer {Number}");

    private Deed Begin()
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"{Number}-{round}-{count}");
        return new Deed { Kind = "begin", Name = name, Facts = Fact($"paper {name}", "draft|") };
    }

    private Deed Edit(Paper paper)
    {
        Deed.Cell[] cells = [.. Enumerable.Range(0, 1 + random.Next(4)).Select(_ => Cell(300)).DistinctBy(c => (c.Project, c.Source, c.Year))];
        return new Deed { Kind = "edit", Id = paper.Id, Name = paper.Name, Cells = cells, Facts = Fact($"paper {paper.Name}", $"draft|{Text(Merged(paper, cells))}") };
    }

    private static Deed Step(Paper paper, string kind, string status, string number) => new()
    {
        Kind = kind,
        Id = paper.Id,
        Name = paper.Name,
        Number = number,
        Facts = Fact($"paper {paper.Name}", $"{$"{status} {number}".Trim()}|{Text(paper.Cells)}"),
    };

    private Deed Needs()
    {
        var project = Cell(1).Project;
        Deed.Cell[] cells = [.. Sources.Order(StringComparer.Ordinal).Select(s => new Deed.Cell(project, s, 0, 500_000 + random.Next(500_000)))];
        return new Deed { Kind = "needs", Name = project, Cells = cells, Facts = Fact($"need {project}", string.Join(';', cells.Select(c => $"{c.Source}={c.Amount}"))) };
    }

    private Deed Ceiling()
    {
        var cell = new Deed.Cell("", Sources[random.Next(2)], 2026 + Number, 1_000_000 + random.Next(1_000_000));
        return new Deed { Kind = "ceiling", Cells = [cell], Facts = Fact($"ceiling {cell.Source}/{cell.Year}", cell.Amount.ToString(CultureInfo.InvariantCulture)) };
    }

    private async Task<Deed?> EnterAsync()
    {
        await using var connection = await database.OpenAsync(default);
        var open = (await connection.QueryAsync<(string Project, string Source)>("""
            select p.code, a.source_code from funding.allocation a join projects.project p on p.id = a.project_id
            where a.year = 2026 and a.payable > a.paid + 100 and p.code like @Own
            order by 1, 2
            """, new { Own = $"{Number}-%" })).ToList();
        if (open.Count == 0)
            return null;
        var name = string.Create(CultureInfo.InvariantCulture, $"CT{Number}-{round}-{count}");
        Deed.Cell[] cells = [.. Enumerable.Range(0, 1 + random.Next(3)).Select(_ => open[random.Next(open.Count)]).Select(o => new Deed.Cell(o.Project, o.Source, 2026, 1 + random.Next(20)))];
        return new Deed
        {
            Kind = "enter",
            Name = name,
            Cells = cells,
            Facts = cells.Select((c, i) => (Key: $"payment {Document(name, i)}", Value: $"entered {c.Amount}, 0 lines of 0")).ToDictionary(f => f.Key, f => f.Value),
        };
    }

    private Deed Confirm()
    {
        List<Paid> waiting = [.. payments.Where(p => p.Status == PaymentStatus.Entered).Take(1 + random.Next(3))];
        return new Deed
        {
            Kind = "confirm",
            Ids = [.. waiting.Select(p => p.Id)],
            Facts = waiting.ToDictionary(p => $"payment {p.Document}", p => $"confirmed {p.Amount}, 1 lines of {p.Amount}"),
        };
    }

    private static Deed Reverse(Paid paid) =>
        new() { Kind = "reverse", Id = paid.Id, Facts = Fact($"payment {paid.Document}", $"confirmed {paid.Amount}, 2 lines of 0") };

    private Paper? Some(string status) => papers.Where(p => p.Status == status).OrderBy(_ => random.Next()).FirstOrDefault();

    private Deed.Cell Cell(int most) => new(
        string.Create(CultureInfo.InvariantCulture, $"{Number}-{1 + random.Next(3)}"), Sources[random.Next(2)], 2026 + random.Next(3), 1 + random.Next(most));

    private static Deed.Cell[] Merged(Paper paper, IReadOnlyList<Deed.Cell> cells) =>
        [.. paper.Cells.Where(c => !cells.Any(n => (n.Project, n.Source, n.Year) == (c.Project, c.Source, c.Year))), .. cells];

    private static string Text(IEnumerable<Deed.Cell> cells) => string.Join(
        ';', cells.OrderBy(c => c.Project, StringComparer.Ordinal).ThenBy(c => c.Source, StringComparer.Ordinal).ThenBy(c => c.Year));

    private static string Document(string name, int row) => string.Create(CultureInfo.InvariantCulture, $"{name}.{row}");

    private static Dictionary<string, string> Fact(string key, string value) => new() { [key] = value };

    private sealed record Paper(long Id, string Name, string Status, Deed.Cell[] Cells);

    private sealed record Paid(long Id, string Document, string Status, long Amount);

    private sealed class StoppedClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(2026, 6, 15, 3, 0, 0, TimeSpan.Zero);
    }
}
