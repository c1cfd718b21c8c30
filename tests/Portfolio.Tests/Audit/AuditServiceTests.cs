using Dapper;
using FsCheck;
using FsCheck.Fluent;
using Portfolio.Accounts;
using Portfolio.Audit;
using Portfolio.Common;
using Portfolio.Tests.Support;

namespace Portfolio.Tests.Audit;

/// <summary>What of the trail is shown to whom, by which filter, in which order.</summary>
internal sealed class AuditServiceTests
{
    private static readonly Actor Auditor = new("Kiểm toán", Role.Auditor);
    private static readonly string[] Names = ["Nguyễn Văn An", "Trần Thị Bình", "NGUYEN van Cường", "100% _thử_", "system"];
    private static readonly string?[] Provinces = ["cb", "ls", null];
    private static readonly DateOnly FirstDay = new(2026, 3, 1);

    private TestDatabase database = null!;
    private PortfolioDatabase access = null!;
    private AuditService audit = null!;
    private IReadOnlyList<AuditEntry> all = [];

    [OneTimeSetUp]
    public async Task PrepareAsync()
    {
        database = await TestDatabase.CreateAsync();
        access = new PortfolioDatabase(database.ConnectionString);
        audit = new AuditService(access);
        await using var connection = await database.OpenAsOwnerAsync();
        var random = new Random(11);
        for (var n = 0; n < 300; n++)
        {
            await AuditLog.WriteAsync(
                connection, null, new Actor(Names[random.Next(Names.Length)], Role.Finance), "kind." + (char)('a' + random.Next(3)),
                random.Next(2) == 0 ? "project" : "plan", [new AuditChange("S-" + random.Next(5), Provinces[random.Next(3)], new { n }, null)], null,
                CancellationToken.None);
        }
        // Ten days, and many events at one instant; some at the very borders of a Vietnamese day.
        await Trail.TamperAsync(connection, """
            update audit.event set occurred_at = case id % 5
                when 0 then timestamptz '2026-03-01 00:00+07' + (id % 10) * interval '1 day'
                when 1 then timestamptz '2026-03-01 23:59:59.999999+07' + (id % 10) * interval '1 day'
                else timestamptz '2026-03-01 08:00+07' + (id % 7) * interval '31 hours' end
            """);
        all = await ToListAsync(new AuditFilter());
    }

    [OneTimeTearDown]
    public async Task DropAsync()
    {
        await access.DisposeAsync();
        await database.DisposeAsync();
    }

    [Test]
    public void The_newest_come_first_and_none_is_lost()
    {
        Assert.That(all, Has.Count.EqualTo(300));
        Assert.That(all.Select(e => (e.OccurredAt, e.Id)), Is.EqualTo(all.OrderByDescending(e => e.OccurredAt).ThenByDescending(e => e.Id).Select(e => (e.OccurredAt, e.Id))));
    }

    [Test]
    public void Any_filter_in_stretches_of_any_size_gives_just_what_passes_it()
    {
        var filters =
            from day in Gen.Choose(-1, 11)
            from days in Gen.Choose(-1, 6)
            from actor in Gen.Elements(null, null, "nguyen", "TRAN THI", "100%", "_", "nobody")
            from type in Gen.Elements(null, "project", "plan")
            from code in Gen.Elements(null, null, "S-1", "S-4", "S-9")
            from kind in Gen.Elements(null, null, "kind.a", "kind.c")
            from province in Gen.Elements(null, "cb", "ls", AuditFilter.NoProvince, "xx")
            from size in Gen.Choose(1, 60)
            select (Filter: new AuditFilter
            {
                From = day < 0 ? null : FirstDay.AddDays(day),
                To = days < 0 ? null : FirstDay.AddDays(Math.Max(day, 0) + days),
                Actor = actor,
                SubjectType = type,
                SubjectCode = code,
                Kind = kind,
                Province = province,
            }, Size: size);
        Prop.ForAll(Arb.From(filters), asked =>
        {
            var found = InStretchesAsync(asked.Filter, asked.Size).GetAwaiter().GetResult();
            return found.SequenceEqual(all.Where(e => Passes(asked.Filter, e)).Select(e => e.Id));
        }).QuickCheckThrowOnFailure();
    }

    [Test]
    public async Task The_whole_list_for_a_file_is_the_same_as_in_stretches() => Assert.That(
        (await ToListAsync(new AuditFilter { Kind = "kind.b" })).Select(e => e.Id),
        Is.EqualTo(await InStretchesAsync(new AuditFilter { Kind = "kind.b" }, 7)));

    [Test]
    public async Task Who_is_bound_to_a_province_sees_its_events_only_whatever_he_asks()
    {
        var bound = Auditor with { Reach = new Reach("ls", null) };
        var seen = await audit.ListAsync(bound, new AuditFilter(), null, 200, CancellationToken.None);
        Assert.That(seen.Items.Select(e => e.Id), Is.EqualTo(all.Where(e => e.Province == "ls").Select(e => e.Id)));

        foreach (var province in (string[])["cb", AuditFilter.NoProvince])
            await Assert.ThatAsync(
                () => audit.ListAsync(bound, new AuditFilter { Province = province }, null, 200, CancellationToken.None), Throws.InstanceOf<OutOfReachException>());
        // A place in the trail of somebody else leads to nothing else either.
        var elsewhere = (await audit.ListAsync(Auditor, new AuditFilter { Province = "cb" }, null, 1, CancellationToken.None)).Next;
        Assert.That((await audit.ListAsync(bound, new AuditFilter(), elsewhere, 200, CancellationToken.None)).Items.Select(e => e.Province), Is.All.EqualTo("ls"));
    }

    [Test]
    public async Task Only_auditors_and_administrators_read_the_trail([Values] Role role)
    {
        var may = role is Role.Auditor or Role.Administrator or Role.System;
        await Assert.ThatAsync(
            () => audit.ListAsync(new Actor("x", role), new AuditFilter(), null, 1, CancellationToken.None),
            may ? Throws.Nothing : Throws.InstanceOf<PermissionDeniedException>());
    }

    [TestCase("")]
    [TestCase("x")]
    [TestCase("1-2-3")]
    [TestCase("-1-2")]
    [TestCase("99999999999999999999-1")]
    [TestCase("999999999999999999-1")]
    public async Task A_place_that_is_none_of_ours_is_refused(string after) => await Assert.ThatAsync(
        () => audit.ListAsync(Auditor, new AuditFilter(), after, 1, CancellationToken.None), Throws.InstanceOf<ValidationFailedException>());

    [Test]
    public async Task The_choices_are_what_the_trail_holds()
    {
        var choices = await audit.ChoicesAsync(Auditor, CancellationToken.None);
        Assert.That(choices.Kinds, Is.EqualTo(new[] { "kind.a", "kind.b", "kind.c" }));
        Assert.That(choices.SubjectTypes, Is.EqualTo(new[] { "plan", "project" }));
    }

    [TestCase("1", "2", "value", "1", "2")]
    [TestCase("[1]", null, "value", "[1]", null)]
    [TestCase("""{"a": true, "same": 1}""", """{"a": null, "same": 1}""", "a", "true", null)]
    [TestCase(null, """{"a": {"b": [1, "x"]}}""", "a", null, """{"b": [1, "x"]}""")]
    public async Task Whatever_stands_before_and_after_is_shown_field_by_field(string? before, string? after, string field, string? was, string? now)
    {
        await using var own = await TestDatabase.CreateAsync();
        await using var connection = await own.OpenAsync();
        await connection.ExecuteAsync(
            "insert into audit.event (actor_name, actor_role, kind, subject_type, subject_code, before, after) values ('x', 'x', 'x', 'x', 'x', @before::jsonb, @after::jsonb)",
            new { before, after });
        await using var reach = new PortfolioDatabase(own.ConnectionString);
        var entry = (await new AuditService(reach).ListAsync(Auditor, new AuditFilter(), null, 1, CancellationToken.None)).Items.Single();
        Assert.That(entry.Changes, Is.EqualTo(new[] { new FieldChange(field, was, now) }));
    }

    private static bool Passes(AuditFilter filter, AuditEntry entry)
    {
        var day = DateOnly.FromDateTime(entry.OccurredAt.DateTime);
        return (filter.From is null || day >= filter.From) && (filter.To is null || day <= filter.To)
            && (filter.Actor is null || Folded(entry.ActorName).Contains(Folded(filter.Actor), StringComparison.Ordinal))
            && (filter.SubjectType is null || entry.SubjectType == filter.SubjectType)
            && (filter.SubjectCode is null || entry.SubjectCode == filter.SubjectCode)
            && (filter.Kind is null || entry.Kind == filter.Kind)
            && (filter.Province is null || (entry.Province ?? AuditFilter.NoProvince) == filter.Province);
    }

    private static string Folded(string text) => string.Concat(text.Normalize(System.Text.NormalizationForm.FormD)
        .Where(c => System.Globalization.CharUnicodeInfo.GetUnicodeCategory(c) != System.Globalization.UnicodeCategory.NonSpacingMark)).ToLowerInvariant();

    private async Task<List<long>> InStretchesAsync(AuditFilter filter, int size)
    {
        var ids = new List<long>();
        string? after = null;
        do
        {
            var stretch = await audit.ListAsync(Auditor, filter, after, size, CancellationToken.None);
            Assert.That(stretch.Items, Has.Count.LessThanOrEqualTo(size));
            ids.AddRange(stretch.Items.Select(e => e.Id));
            after = stretch.Next;
        }
        while (after is not null);
        return ids;
    }

    private async Task<IReadOnlyList<AuditEntry>> ToListAsync(AuditFilter filter)
    {
        var entries = new List<AuditEntry>();
        await foreach (var entry in audit.AllAsync(Auditor, filter, CancellationToken.None))
            entries.Add(entry);
        return entries;
    }
}
