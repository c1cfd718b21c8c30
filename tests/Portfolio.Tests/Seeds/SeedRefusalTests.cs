using System.Text;
using Portfolio.Database.Seeds;
using Portfolio.Tests.Support;

namespace Portfolio.Tests.Seeds;

/// <summary>Each rule of the format: one fault in the real seeds, and it is named by file, line and column, and nothing is written.</summary>
internal sealed class SeedRefusalTests
{
    private const string Main = "plans/cb-ha-tang-2026-2030";
    private const string Long = "<a million characters>";

    private TestDatabase database = null!;
    private SeedCopy copy = null!;

    [OneTimeSetUp]
    public async Task PrepareAsync()
    {
        database = await LoadedDatabase.GetAsync();
        copy = new SeedCopy();
    }

    [SetUp]
    public void RestoreSeeds() => copy.Restore();

    [OneTimeTearDown]
    public void RemoveSeeds() => copy.Dispose();

    // Texts
    [TestCase(Main + "/projects.csv", 15, "sector", "raod", "\"raod\" is not one of road, urban")]
    [TestCase(Main + "/projects.csv", 0, "kind", "", "the field is empty")]
    [TestCase(Main + "/projects.csv", 0, "group", "d", "is not one of national, a, b, c")]
    [TestCase(Main + "/projects.csv", 0, "stage", "started", "is not one of preparation")]
    [TestCase(Main + "/projects.csv", 3, "name", "", "the field is empty")]
    [TestCase(Main + "/projects.csv", 3, "name", Long, "is 1000000 characters long, more than 500")]
    [TestCase(Main + "/projects.csv", 3, "description", Long, "more than 10000")]
    [TestCase(Main + "/projects.csv", 3, "name", "Đường\nmới", "holds a line break")]
    [TestCase(Main + "/projects.csv", 3, "name", "Đường\u0007mới", "the invisible character U+0007")]
    [TestCase(Main + "/projects.csv", 3, "name", "Đường\u200Bmới", "the invisible character U+200B")]
    [TestCase(Main + "/projects.csv", 3, "source_quote", "Đư\uFFFDng", "lost in conversion")]
    [TestCase(Main + "/projects.csv", 3, "source_file", "", "the field is empty")]
    [TestCase(Main + "/projects.csv", 3, "source_section", "", "the field is empty")]
    [TestCase(Main + "/projects.csv", 3, "source_item", " ", "the field is empty")]
    [TestCase(Main + "/indicators.csv", 0, "source_item", "", "the field is empty")]
    [TestCase("reference/ls/communes.csv", 64, "source_file", "", "the field is empty")]
    // Codes
    [TestCase(Main + "/projects.csv", 41, "code", "cb-gt-999", "is not written as a code")]
    [TestCase(Main + "/indicators.csv", 1, "code", "Quy-Hoach", "is not written as a code")]
    [TestCase(Main + "/indicators.csv", 1, "code", "quy--hoach", "is not written as a code")]
    [TestCase("reference/milestone_kinds.csv", 9, "code", "Other kind", "is not written as a code")]
    [TestCase("reference/cb/bodies.csv", 1, "code", "", "the field is empty")]
    // Keys
    [TestCase(Main + "/projects.csv", 5, "code", "CB-GT-001", "\"CB-GT-001\" stands already in line 2")]
    [TestCase("plans/ls-quy-hoach-2021-2030/projects.csv", 5, "code", "CB-GT-001", "stands already in plans/cb-ha-tang-2026-2030/projects.csv:2")]
    [TestCase("reference/ls/bodies.csv", 0, "code", "cb-ubnd-tinh", "stands already in reference/cb/bodies.csv:2")]
    [TestCase("reference/ls/land_steps.csv", 9, "code", "payment", "stands already in line 10")]
    [TestCase("reference/cb/land_steps.csv", 3, "after_step", "approval", "is no step before this one")]
    [TestCase("reference/cb/land_steps.csv", 3, "limit_unit", "", "a limit has a value and a unit, or neither")]
    [TestCase("reference/cb/land_steps.csv", 3, "law_parameter", "land.no_such", "is not in law.csv")]
    [TestCase("reference/ls/communes.csv", 1, "code", "ls-dong-dang", "stands already in line 2")]
    [TestCase("reference/provinces.csv", 1, "code", "cb", "stands already in line 2")]
    [TestCase(Main + "/duties.csv", 3, "position", "1", "stands already in line 2")]
    // References
    [TestCase(Main + "/projects.csv", 7, "programme", "giao-thongs", "is not in programmes.csv of the plan")]
    [TestCase(Main + "/projects.csv", 7, "parent", "CB-GT-999", "is not in projects.csv of the plan")]
    [TestCase(Main + "/projects.csv", 7, "parent", "LS-QT-001", "is a project of plan \"ls-quy-hoach-2021-2030\"")]
    [TestCase(Main + "/projects.csv", 0, "parent", "CB-GT-001", "is a part of itself")]
    [TestCase(Main + "/projects.csv", 7, "communes", "cb-tan-giang;cb-khong-co", "\"cb-khong-co\" is not in communes.csv")]
    [TestCase(Main + "/projects.csv", 7, "communes", "cb-tan-giang;cb-tan-giang", "stands twice in the list")]
    [TestCase(Main + "/projects.csv", 7, "communes", "cb-tan-giang;", "\"\" is no code")]
    [TestCase(Main + "/project_bodies.csv", 2, "body", "cb-so-khong-co", "is not in bodies.csv")]
    [TestCase(Main + "/project_bodies.csv", 2, "project", "CB-GT-999", "is not in projects.csv of the plan")]
    [TestCase(Main + "/milestones.csv", 2, "kind", "opened", "is not in reference/milestone_kinds.csv")]
    [TestCase(Main + "/milestones.csv", 2, "project", "LS-QT-001", "is a project of plan")]
    [TestCase(Main + "/outputs.csv", 2, "project", "CB-XX-001", "is not in projects.csv of the plan")]
    [TestCase(Main + "/reporting_obligations.csv", 4, "reporter", "cb-ai-do", "is not in bodies.csv")]
    [TestCase(Main + "/reporting_obligations.csv", 4, "recipient", "cb-ai-do", "is not in bodies.csv")]
    [TestCase(Main + "/duties.csv", 4, "body", "cb-ai-do", "is not in bodies.csv")]
    [TestCase(Main + "/plan.csv", 0, "issuer", "cb-ai-do", "is not in bodies.csv")]
    [TestCase(Main + "/plan.csv", 0, "province", "hn", "is not in reference/provinces.csv")]
    [TestCase(Main + "/plan.csv", 0, "code", "cb-ha-tang", "is not the name of the folder")]
    [TestCase("demo/needs.csv", 0, "source", "ngan-sach", "is not in reference/funding_sources.csv")]
    [TestCase("demo/needs.csv", 0, "project", "CB-GT-999", "is not in projects.csv of any plan")]
    [TestCase("demo/stages.csv", 0, "project", "CB-GT-999", "is not in projects.csv of any plan")]
    [TestCase("demo/stages.csv", 0, "stage", "", "the field is empty")]
    [TestCase("demo/accounts.csv", 0, "role", "king", "is not one of Finance, Owner, ")]
    [TestCase("demo/accounts.csv", 0, "province", "xx", "is not in reference/provinces.csv")]
    [TestCase("demo/accounts.csv", 0, "bodies", "cb-so-xay-dung", "an owner is bound to bodies, and nobody else is")]
    [TestCase("demo/accounts.csv", 1, "bodies", "cb-khong-co", "is not in bodies.csv of any province")]
    [TestCase("demo/accounts.csv", 1, "user_name", "tai-chinh", "stands already in line 2")]
    [TestCase("reference/milestone_sets.csv", 2, "kind", "opened", "is not in reference/milestone_kinds.csv")]
    [TestCase("reference/milestone_sets.csv", 2, "kind", "policy_approved", "\"construction policy_approved\" stands already in line 2")]
    [TestCase("reference/milestone_sets.csv", 2, "after", "completed", "\"completed\" stands in no earlier row of the set")]
    [TestCase("reference/milestone_sets.csv", 2, "project_kind", "bridge", "is not one of construction, planning")]
    [TestCase("reference/milestone_sets.csv", 2, "weight", "1001", "is not a whole number from 0 to 1000")]
    [TestCase("reference/warning_rules.csv", 2, "limit", "no_days", "\"milestone.due_soon no_days\" is no limit of a rule")]
    [TestCase("reference/warning_rules.csv", 2, "unit", "percent", "\"percent\" is not \"day\"")]
    [TestCase("reference/warning_rules.csv", 0, "value", "16", "16 is more than red_days, which is 15")]
    [TestCase("reference/warning_rules.csv", 0, "value", "0", "0 is no day from 1 to 1000")]
    [TestCase("reference/holidays.csv", 1, "day", "2026-01-01", "\"2026-01-01\" stands already in line 2")]
    [TestCase("reference/holidays.csv", 1, "day", "", "the field is empty")]
    // Numbers
    [TestCase(Main + "/programmes.csv", 0, "envelope_state", "-64571200000000", "is negative")]
    [TestCase(Main + "/programmes.csv", 0, "envelope_state", "64.571,2 tỷ", "is not a whole number of đồng")]
    [TestCase(Main + "/programmes.csv", 0, "envelope_state", "64571200000000.5", "is not a whole number of đồng")]
    [TestCase(Main + "/programmes.csv", 0, "envelope_state", "99999999999999999999999", "is more than 100000000000000000 đồng")]
    [TestCase(Main + "/programmes.csv", 0, "envelope_state", "100000000000000001", "is more than 100000000000000000 đồng")]
    [TestCase(Main + "/programmes.csv", 0, "envelope_state", "", "one envelope is stated, the other is not")]
    [TestCase(Main + "/programmes.csv", 0, "position", "0", "is not a whole number from 1 to")]
    [TestCase(Main + "/programmes.csv", 0, "position", "٣", "is not a whole number from 1 to")]
    [TestCase(Main + "/plan.csv", 0, "period_from", "1899", "is not a whole number from 1900 to 2200")]
    [TestCase(Main + "/plan.csv", 0, "period_to", "2025", "the period ends before it begins")]
    [TestCase(Main + "/plan.csv", 0, "stated_need_other", "", "a need is stated in part", "stated_need_total")]
    [TestCase(Main + "/plan.csv", 0, "stated_need_total", "93243100000001", "is not state and other together, 93243100000000")]
    [TestCase(Main + "/projects.csv", 0, "period_to", "2025", "the work ends before it begins")]
    [TestCase(Main + "/indicators.csv", 1, "value", "53,5", "is not a number of up to 15 digits")]
    [TestCase(Main + "/indicators.csv", 1, "value", "-53", "is not a number of up to 15 digits")]
    [TestCase(Main + "/indicators.csv", 1, "value", "1e9", "is not a number of up to 15 digits")]
    [TestCase(Main + "/indicators.csv", 1, "value", "", "comparator eq needs a value")]
    [TestCase(Main + "/indicators.csv", 1, "value_to", "60", "only comparator range has an upper value")]
    [TestCase(Main + "/indicators.csv", 1, "comparator", "range", "comparator range needs an upper value", "value_to")]
    [TestCase(Main + "/indicators.csv", 1, "comparator", "text", "comparator text has no value", "value")]
    [TestCase(Main + "/outputs.csv", 1, "comparator", "range", "comparator range needs an upper value", "value_to")]
    [TestCase("demo/needs.csv", 0, "amount", "0", "the amount is zero")]
    [TestCase("demo/needs.csv", 0, "amount", "-5", "is negative")]
    [TestCase("demo/needs.csv", 0, "amount", "", "the field is empty")]
    // Dates
    [TestCase(Main + "/milestones.csv", 0, "date", "19/5/2026", "is not a date")]
    [TestCase(Main + "/milestones.csv", 0, "date", "2026-02-29", "is not in the calendar")]
    [TestCase(Main + "/milestones.csv", 0, "date", "1026-05-19", "is not in the years 1900 to 2200")]
    [TestCase(Main + "/milestones.csv", 0, "date", "", "the field is empty")]
    [TestCase(Main + "/milestones.csv", 0, "precision", "month", "2026-05-19 is not the last day of a month", "date")]
    [TestCase(Main + "/milestones.csv", 0, "precision", "quarter", "is not the last day of a quarter", "date")]
    [TestCase(Main + "/milestones.csv", 0, "precision", "continuous", "continuous work has no date", "date")]
    [TestCase(Main + "/milestones.csv", 1, "date", "2026-06-30", "2026-06-30 is not the last day of a year")]
    [TestCase(Main + "/milestones.csv", 0, "precision", "week", "is not one of day, month")]
    [TestCase(Main + "/reporting_obligations.csv", 3, "month", "13", "is not a whole number from 1 to 12")]
    [TestCase(Main + "/reporting_obligations.csv", 3, "month", "", "month and day belong together")]
    [TestCase(Main + "/reporting_obligations.csv", 3, "day", "", "month and day belong together")]
    [TestCase(Main + "/reporting_obligations.csv", 3, "date", "2026-05-20", "only a report asked for once has a date")]
    [TestCase(Main + "/reporting_obligations.csv", 5, "day", "32", "is not a whole number from 1 to 31")]
    [TestCase("reference/law.csv", 0, "valid_to", "2025-12-31", "the value ends before it begins")]
    [TestCase("reference/law.csv", 0, "verified", "maybe", "is not one of yes, no")]
    // Bodies
    [TestCase("reference/cb/bodies.csv", 0, "commune", "cb-tan-giang", "only a body of kind commune has a commune")]
    [TestCase("reference/cb/bodies.csv", 0, "kind", "office", "is not one of committee")]
    public async Task A_faulty_field_is_named(string path, int row, string column, string value, string reason, string? namedAt = null)
    {
        var line = copy.Set(path, row, column, value == Long ? new string('Đ', 1_000_000) : value);
        var refusal = await RefusedAsync();
        var fault = refusal.Faults.FirstOrDefault(f =>
            f.File == path && f.Line == line && f.Reason.Contains(reason, StringComparison.Ordinal));
        Assert.That(fault, Is.Not.Null, refusal.Message);
        Assert.That(fault!.Column, Is.EqualTo(namedAt ?? column));
        Assert.That(fault.Remedy, Is.Not.Empty);
        Assert.That(fault.ToString(), Has.Length.LessThan(600).And.Not.Contain("\n"));
    }

    private static IEnumerable<TestCaseData> Structures()
    {
        const string Path = Main + "/programmes.csv";
        yield return Case("a missing file", c => c.Remove(Path), Path, null, "the file is missing");
        yield return Case("an empty file", c => c.Write(Path, ""), Path, 1, "the file is empty");
        yield return Case("a file of one byte order mark", c => c.Write(Path, "\uFEFF"), Path, 1, "the file is empty");
        yield return Case("UTF-16 with its mark", c => c.Write(Path, Encoding.Unicode.GetPreamble().Concat(Encoding.Unicode.GetBytes(c.Text(Path))).ToArray()), Path, 1, "the file is UTF-16");
        yield return Case("UTF-16 without its mark", c => c.Write(Path, Encoding.BigEndianUnicode.GetBytes(c.Text(Path))), Path, 1, "a NUL character");
        yield return Case("Latin-1", c => c.Write(Path, Encoding.Latin1.GetBytes(c.Text(Path))), Path, null, "is not UTF-8");
        yield return Case("a wrong byte in line 3", c => Spoil(c, Path, 3), Path, 3, "byte 0xE1 is not UTF-8");
        yield return Case("semicolons", c => c.Write(Path, c.Text(Path).Replace(',', ';')), Path, 1, "separated by semicolons");
        yield return Case("a missing column", c => c.Replace(Path, "code,name,short_name", "code,name"), Path, 1, "the column is missing");
        yield return Case("an unknown column", c => c.Replace(Path, "short_name", "shortname"), Path, 1, "unknown column \"shortname\"");
        yield return Case("a column twice", c => c.Replace(Path, "short_name", "name"), Path, 1, "the column stands twice");
        yield return Case("too few fields", c => c.Replace(Path, "quy-hoach,Quy", "Quy"), Path, 4, "the row has 8 fields, the header has 9");
        yield return Case("too many fields", c => c.Replace(Path, "quy-hoach,Quy", "quy-hoach,x,Quy"), Path, 4, "the row has 10 fields, the header has 9");
        yield return Case("a quote never closed", c => c.Replace(Path, "quy-hoach,Quy", "quy-hoach,\"Quy"), Path, 4, "quote");
        yield return Case("a quote within a field", c => c.Replace(Path, "quy-hoach,Quy hoạch", "quy-hoach,Quy \"hoạch\""), Path, 4, "a quote stands inside a field");
        yield return Case("an unknown file", c => c.Write(Main + "/project.csv", "code\n"), Main + "/project.csv", null, "knows no such file");
        yield return Case("a folder that is no province", c => c.Write("reference/hn/communes.csv", c.Text("reference/cb/communes.csv").Split('\n')[0]), "reference/hn", null, "bears the name of no province");
        yield return Case("a file of 21 MB", c => c.Write(Path, new byte[21 << 20]), Path, null, "larger than 20 MB");
        yield return Case("a plan without a row", c => c.Write(Main + "/plan.csv", c.Lines(Main + "/plan.csv")[0]), Main + "/plan.csv", null, "the file has no row");
        yield return Case("a plan with two rows", c => c.Write(Main + "/plan.csv", c.Text(Main + "/plan.csv") + c.Lines(Main + "/plan.csv")[1]), Main + "/plan.csv", 3, "more than one row");
        yield return Case("programmes that do not add up", c => c.Replace(Path, "315200000000,0", "315200000001,0"), Main + "/plan.csv", 2, "is not the sum of the programmes' envelopes, 75162400000001");
        yield return Case("a circle of parents", Circle, Main + "/projects.csv", 3, "is a part of itself");
        yield return Case("illustrative needs that do not use the envelope up", c => c.Set("demo/needs.csv", 0, "amount", "4499999999999"), "demo/needs.csv", null, "add up to 64571199999999, its envelope is 64571200000000");
        yield return Case("no plan at all", c => { foreach (var p in c.Paths.Where(p => p.StartsWith("plans/", StringComparison.Ordinal))) c.Remove(p); }, "plans", null, "the folder holds no plan");
    }

    [TestCaseSource(nameof(Structures))]
    public async Task A_faulty_file_is_named(Action<SeedCopy> spoil, string path, int? line, string reason)
    {
        spoil(copy);
        var refusal = await RefusedAsync();
        Assert.That(
            refusal.Faults.Any(f => f.File == path && (line is null || f.Line == line) && f.Reason.Contains(reason, StringComparison.Ordinal)),
            refusal.Message);
    }

    [Test]
    public async Task Every_fault_of_every_file_is_listed_in_order_and_what_follows_from_an_unreadable_file_is_not()
    {
        copy.Set(Main + "/projects.csv", 4, "sector", "raod");
        copy.Set(Main + "/projects.csv", 2, "programme", "khong-co");
        copy.Set(Main + "/milestones.csv", 0, "precision", "week");
        copy.Write("reference/ls/bodies.csv", "code,kind\n");
        var refusal = await RefusedAsync();
        Assert.That(refusal.Faults.Select(f => $"{f.File}:{f.Line}").Distinct(), Is.EqualTo(new[]
        {
            Main + "/milestones.csv:2", Main + "/projects.csv:4", Main + "/projects.csv:6", "reference/ls/bodies.csv:1",
        }));
    }

    [Test]
    public async Task Thousands_of_faults_are_counted_and_the_first_are_listed()
    {
        var rows = Enumerable.Range(0, 3000).Select(i => FormattableString.Invariant($"CB-GT-001,tin-{i},-1"));
        copy.Write("demo/needs.csv", "project,source,amount\n" + string.Join('\n', rows));
        var refusal = await RefusedAsync();
        Assert.That(refusal.Faults, Has.Count.EqualTo(200));
        Assert.That(refusal.Total, Is.EqualTo(6000));
        Assert.That(refusal.Message, Does.EndWith("… and 5800 more."));
    }

    [Test]
    public async Task A_folder_that_is_not_there_is_refused()
    {
        var refusal = await database.RefuseAsync(Path.Combine(copy.Folder, "nowhere"));
        Assert.That(refusal.Message, Does.Contain("the folder is not in"));
    }

    private async Task<SeedRefusedException> RefusedAsync()
    {
        var before = await Snapshot.TakeAsync(database);
        var refusal = await database.RefuseAsync(copy.Folder);
        Assert.That(await Snapshot.TakeAsync(database), Is.EqualTo(before), "something was written");
        return refusal;
    }

    private static void Spoil(SeedCopy copy, string path, int line)
    {
        var bytes = copy.Bytes(path).ToArray();
        var at = 0;
        for (var seen = 1; seen < line; at++)
            seen += bytes[at] == '\n' ? 1 : 0;
        bytes[at + 2] = 0xE1;
        bytes[at + 3] = (byte)'n';
        copy.Write(path, bytes);
    }

    private static void Circle(SeedCopy copy)
    {
        copy.Set(Main + "/projects.csv", 1, "parent", "CB-GT-003");
        copy.Set(Main + "/projects.csv", 2, "parent", "CB-GT-002");
    }

    private static TestCaseData Case(string name, Action<SeedCopy> spoil, string path, int? line, string reason) =>
        new TestCaseData(spoil, path, line, reason).SetArgDisplayNames(name);
}
