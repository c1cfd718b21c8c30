using Portfolio.Accounts;
using Portfolio.Common;
using Portfolio.Directories.Administration;
using Portfolio.Tests.Accounts;

namespace Portfolio.Tests.Directories;

internal sealed class BodyAdministrationTests
{
    private SmallOffice office = null!;

    [SetUp]
    public async Task OpenAsync() => office = await SmallOffice.CreateAsync();

    [TearDown]
    public async Task CloseAsync() => await office.DisposeAsync();

    [Test]
    public async Task A_body_is_entered_with_a_code_made_from_its_name()
    {
        var body = await EnterAsync("aa", "Ban Quản lý dự án Đầu tư – Xây dựng (số 2)", parent: "aa-ubnd");

        Assert.That((body.Code, body.Entered, body.Active, body.ParentCode, body.SourceFile), Is.EqualTo(
            ("aa-ban-quan-ly-du-an-dau-tu-xay-dung-so-2", true, true, "aa-ubnd", (string?)null)));
        Assert.That(await office.LastEventAsync(body.Code), Does.StartWith("directory.body_entered by chief in aa: - > {").And.Contain("\"parent\": \"aa-ubnd\""));
        Assert.That((await office.Bodies.GetAsync(office.Chief, "aa-ubnd", CancellationToken.None)).Under.Select(b => b.Code), Is.EqualTo([body.Code]));
    }

    [Test]
    public async Task A_made_code_that_others_have_gets_a_number_and_a_typed_one_is_refused()
    {
        var first = await EnterAsync("aa", "Công ty");
        var second = await EnterAsync("aa", "CÔNG-TY");

        Assert.That((first.Code, second.Code), Is.EqualTo(("aa-cong-ty", "aa-cong-ty-2")));
        Assert.That(await FaultAsync(() => EnterAsync("aa", "Khác", code: "aa-cong-ty")), Is.EqualTo("code directory.code_taken"));
    }

    [TestCase("Aa-ban", "aa")]
    [TestCase("aa-", "aa")]
    [TestCase("bb-ban-moi", "aa")]
    [TestCase("aa--ban", "aa")]
    [TestCase("aa-ban-moi\n", "aa")]
    [TestCase("aa-ban-moi", null)]
    public async Task A_typed_code_is_plain_and_led_by_its_province(string code, string? province) =>
        Assert.That(await FaultAsync(() => EnterAsync(province, "Mới", code: code, kind: province is null ? "central" : "pmu")), Is.EqualTo("code directory.code"));

    [Test]
    public void A_name_of_nothing_but_signs_still_makes_a_sound_code() =>
        Assert.That(BodyCodes.IsSound(BodyCodes.Make(new string('đ', 200), "aa"), "aa"));

    [Test]
    public async Task Names_are_there_of_one_line_and_of_one_body_of_the_province()
    {
        Assert.That(await FaultAsync(() => EnterAsync("aa", " ")), Is.EqualTo("name validation.missing"));
        Assert.That(await FaultAsync(() => EnterAsync("aa", "A\nB")), Is.EqualTo("name validation.control_characters"));
        Assert.That(await FaultAsync(() => EnterAsync("aa", new string('a', 501))), Is.EqualTo("name validation.too_long"));
        Assert.That(await FaultAsync(() => EnterAsync("aa", "ban a")), Is.EqualTo("name directory.name_taken"));
        Assert.That((await EnterAsync("bb", "Ban A")).Code, Is.EqualTo("bb-ban-a"));
    }

    [Test]
    public async Task Kind_province_and_commune_fit_each_other()
    {
        Assert.That(await FaultAsync(() => EnterAsync("aa", "Mới", kind: "club")), Is.EqualTo("kind directory.kind"));
        Assert.That(await FaultAsync(() => EnterAsync(null, "Mới")), Is.EqualTo("kind directory.central_without_province"));
        Assert.That(await FaultAsync(() => EnterAsync("aa", "Mới", kind: "central")), Is.EqualTo("kind directory.central_without_province"));
        Assert.That(await FaultAsync(() => EnterAsync("aa", "Mới", kind: "commune")), Is.EqualTo("commune directory.commune_of_committee"));
        Assert.That(await FaultAsync(() => EnterAsync("aa", "Mới", commune: "aa-xa")), Is.EqualTo("commune directory.commune_of_committee"));
        Assert.That(await FaultAsync(() => EnterAsync("aa", "Mới", kind: "commune", commune: "bb-xa")), Is.EqualTo("commune directory.commune_unknown"));
        Assert.That(await FaultAsync(() => EnterAsync("zz", "Mới")), Is.EqualTo("province accounts.province_unknown"));
        Assert.That((await EnterAsync("aa", "UBND xã A", kind: "commune", commune: "aa-xa")).CommuneName, Is.EqualTo("Xã A"));
        Assert.That((await EnterAsync(null, "Cục", kind: "central", parent: "tw-bo")).Code, Is.EqualTo("tw-cuc"));
    }

    [Test]
    public async Task It_stands_under_a_body_of_its_province_or_of_the_centre()
    {
        Assert.That(await FaultAsync(() => EnterAsync("aa", "Mới", parent: "bb-ban")), Is.EqualTo("parent directory.parent_unknown"));
        Assert.That(await FaultAsync(() => EnterAsync("aa", "Mới", parent: "khong-co")), Is.EqualTo("parent directory.parent_unknown"));
        Assert.That(await FaultAsync(() => EnterAsync(null, "Mới", kind: "central", parent: "aa-ubnd")), Is.EqualTo("parent directory.parent_unknown"));
        Assert.That((await EnterAsync("aa", "Mới", parent: "tw-bo")).ParentCode, Is.EqualTo("tw-bo"));
    }

    [Test]
    public async Task Nothing_stands_under_itself_over_however_many_steps()
    {
        var first = await EnterAsync("aa", "Một");
        var second = await EnterAsync("aa", "Hai", parent: first.Code);
        var third = await EnterAsync("aa", "Ba", parent: second.Code);

        var refusal = await Assert.ThrowsAsync<ValidationFailedException>(() => ChangeAsync(first, c => c with { Fields = c.Fields with { Parent = third.Code } }));
        Assert.That(refusal!.Failures[0].Code, Is.EqualTo("directory.circle"));
        Assert.That(refusal.Failures[0].Arguments["path"], Is.EqualTo("Một → Ba → Hai → Một"));
        Assert.That(await FaultAsync(() => ChangeAsync(first, c => c with { Fields = c.Fields with { Parent = first.Code } })), Is.EqualTo("parent directory.circle"));
    }

    [Test]
    public async Task Two_bodies_that_are_put_under_each_other_at_once_make_no_circle()
    {
        var first = await EnterAsync("aa", "Một");
        var second = await EnterAsync("aa", "Hai");
        var outcomes = await office.WhileLockedAsync("select pg_advisory_xact_lock(20261122, 5)", () => Task.WhenAll(
            FaultAsync(() => ChangeAsync(first, c => c with { Fields = c.Fields with { Parent = second.Code } })),
            FaultAsync(() => ChangeAsync(second, c => c with { Fields = c.Fields with { Parent = first.Code } }))));

        Assert.That(outcomes, Is.EquivalentTo(["done", "parent directory.circle"]));
    }

    [Test]
    public async Task Of_a_body_that_documents_name_only_its_place_and_activity_change()
    {
        var body = await office.Bodies.GetAsync(office.Chief, "aa-ban", CancellationToken.None);

        foreach (var change in (Func<BodyFields, BodyFields>[])[f => f with { Name = "Khác" }, f => f with { NameEn = "Other" }, f => f with { ShortName = "K" }, f => f with { Kind = "other" }])
            Assert.That(await FaultAsync(() => ChangeAsync(body, c => c with { Fields = change(c.Fields) })), Is.EqualTo("directory.body_of_document"));
        var after = await ChangeAsync(body, c => c with { Fields = c.Fields with { Parent = "aa-ubnd" }, Active = false, Reason = "giải thể" });
        Assert.That((after.ParentCode, after.Active, after.Entered), Is.EqualTo(("aa-ubnd", false, false)));
        Assert.That(
            await office.LastEventAsync("aa-ban"), Does.StartWith("directory.body_changed by chief in aa because giải thể: ").And.Contain("\"active\": false"));
        Assert.That((await office.Bodies.ChoicesAsync(office.Chief, "aa", CancellationToken.None)).Bodies.Select(b => b.Code), Does.Not.Contain("aa-ban"));
    }

    [Test]
    public async Task An_entered_body_changes_wholly_but_not_unseen()
    {
        var body = await EnterAsync("aa", "Một");
        Assert.That((await ChangeAsync(body, c => c)).Version, Is.EqualTo(body.Version));
        Assert.That(await office.EventsAsync(body.Code), Is.EqualTo(1));

        var after = await ChangeAsync(body, c => c with { Fields = new BodyFields("commune", "UBND xã", "Committee", "UBND", "aa-xa", null) });
        Assert.That((after.Kind, after.Name, after.NameEn, after.ShortName, after.CommuneCode), Is.EqualTo(("commune", "UBND xã", "Committee", "UBND", "aa-xa")));
        Assert.That(() => ChangeAsync(body, c => c), Throws.InstanceOf<StaleException>());
    }

    [Test]
    public async Task An_administrator_of_a_province_keeps_its_bodies_only()
    {
        Assert.That((await EnterAsync("aa", "Mới", actor: office.OfProvince)).Code, Is.EqualTo("aa-moi"));
        Assert.That(() => EnterAsync("bb", "Mới", actor: office.OfProvince), Throws.InstanceOf<OutOfReachException>());
        Assert.That(() => EnterAsync(null, "Mới", kind: "central", actor: office.OfProvince), Throws.InstanceOf<OutOfReachException>());
        foreach (var beyond in (string[])["bb-ban", "tw-bo"])
        {
            var body = await office.Bodies.GetAsync(office.OfProvince, beyond, CancellationToken.None);
            Assert.That(() => ChangeAsync(body, c => c with { Active = false }, office.OfProvince), Throws.InstanceOf<OutOfReachException>());
        }
        var seen = await office.Bodies.ListAsync(office.OfProvince, new BodyFilter(null, null, null), CancellationToken.None);
        Assert.That(seen.Items.Select(b => b.Code), Is.EquivalentTo(["aa-ban", "aa-moi", "aa-ubnd", "tw-bo"]));
        Assert.That(
            () => office.Bodies.ListAsync(office.OfProvince, new BodyFilter(null, "bb", null), CancellationToken.None), Throws.InstanceOf<OutOfReachException>());
    }

    [Test]
    public async Task The_list_is_read_in_stretches()
    {
        for (var n = 0; n < 55; n++)
            await office.ExecuteAsync("insert into directory.body (province_code, code, kind, name, entered) values ('aa', 'aa-x-' || @n, 'other', 'Ban', true)", new { n });
        var first = await office.Bodies.ListAsync(office.Chief, new BodyFilter("ban", "aa", null), CancellationToken.None);
        var second = await office.Bodies.ListAsync(office.Chief, new BodyFilter("ban", "aa", first.Next), CancellationToken.None);

        Assert.That((first.Items.Count, second.Items.Count, second.Next), Is.EqualTo((50, 6, (string?)null)));
        Assert.That(first.Items.Concat(second.Items).Select(b => b.Code), Is.Unique);
    }

    [Test]
    public async Task The_same_body_sent_again_is_entered_once()
    {
        var once = office.Chief with { Once = new OnceKey("k", [1]) };
        var first = await EnterAsync("aa", "Mới", actor: once);
        var again = await EnterAsync("aa", "Mới", actor: once);
        Assert.That((again.Id, again.Version), Is.EqualTo((first.Id, first.Version)));
        Assert.That(await office.EventsAsync("aa-moi"), Is.EqualTo(1));
    }

    private Task<BodyDetails> EnterAsync(
        string? province, string name, string kind = "pmu", string? parent = null, string? commune = null, string? code = null, Actor? actor = null) =>
        office.Bodies.EnterAsync(actor ?? office.Chief, new EnterBody(province, code, new BodyFields(kind, name, null, null, commune, parent)), CancellationToken.None);

    private Task<BodyDetails> ChangeAsync(BodyDetails body, Func<ChangeBody, ChangeBody> change, Actor? actor = null) =>
        office.Bodies.ChangeAsync(actor ?? office.Chief, change(new ChangeBody(body.Code, body.Version, body.Fields, body.Active, null)), CancellationToken.None);

    private static async Task<string> FaultAsync(Func<Task> work)
    {
        try
        {
            await work();
            return "done";
        }
        catch (ValidationFailedException fault)
        {
            return fault.Failures[0].Field + " " + fault.Failures[0].Code;
        }
        catch (RuleException fault)
        {
            return fault.Code;
        }
    }
}
