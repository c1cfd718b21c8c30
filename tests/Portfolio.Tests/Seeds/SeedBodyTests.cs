using Dapper;
using Portfolio.Tests.Support;

namespace Portfolio.Tests.Seeds;

/// <summary>What the files say of bodies, beside what administrators have entered and bound.</summary>
internal sealed class SeedBodyTests
{
    private const string Bodies = "reference/cb/bodies.csv";

    private SeedCopy copy = null!;
    private TestDatabase database = null!;

    [SetUp]
    public async Task LoadAsync()
    {
        copy = new SeedCopy();
        database = await TestDatabase.CreateAsync();
        AddBody("cb-ban-moi", "Ban mới");
        await database.LoadAsync(copy.Folder, demo: false, plans: false);
    }

    [TearDown]
    public async Task RemoveAsync()
    {
        copy.Dispose();
        await database.DisposeAsync();
    }

    [Test]
    public async Task A_body_that_an_account_is_bound_to_is_not_taken_out()
    {
        await ExecuteAsync("""
            with made as (
                insert into accounts.account (user_name, user_key, display_name, role, province_code, security_stamp, concurrency_stamp)
                values ('chu-dau-tu', 'CHU-DAU-TU', 'x', 'Owner', 'cb', 's', 's') returning id)
            insert into accounts.account_body select made.id, b.id from made, directory.body b where b.code = 'cb-ban-moi'
            """);
        copy.Restore();
        await RefusedAsync("reference: body \"cb-ban-moi\" was taken out of bodies.csv, but account \"chu-dau-tu\" in the database refers to it; put the row back");
    }

    [Test]
    public async Task A_body_that_others_stand_under_is_not_taken_out_unless_they_go_too()
    {
        AddBody("cb-ban-con", "Ban con");
        await database.LoadAsync(copy.Folder, demo: false, plans: false);
        await ExecuteAsync("update directory.body set parent_id = (select id from directory.body where code = 'cb-ban-moi') where code = 'cb-ban-con'");
        var both = copy.Text(Bodies);
        copy.Restore();
        AddBody("cb-ban-con", "Ban con");
        await RefusedAsync("body \"cb-ban-moi\" was taken out of bodies.csv, but body \"cb-ban-con\" in the database refers to it");

        copy.Write(Bodies, both);
        copy.Restore();
        await database.LoadAsync(copy.Folder, demo: false, plans: false);
        Assert.That(await OneAsync("select count(*) from directory.body where code in ('cb-ban-moi', 'cb-ban-con')"), Is.Zero);
    }

    [Test]
    public async Task Communes_and_provinces_that_entered_bodies_and_accounts_need_stay()
    {
        copy.Replace("reference/provinces.csv", "\nls,", "\nzz,Tỉnh thử,Test\nls,");
        string[] files = ["bodies.csv", "communes.csv", "land_steps.csv"];
        foreach (var file in files)
            copy.Write("reference/zz/" + file, copy.Lines("reference/cb/" + file)[0] + "\n");
        copy.Write("reference/cb/communes.csv", copy.Text("reference/cb/communes.csv").TrimEnd('\n') + "\ncb-xa-moi,xa,Mới,f,s,i\n");
        await database.LoadAsync(copy.Folder, demo: false, plans: false);
        await ExecuteAsync("""
            insert into directory.body (province_code, code, kind, name, commune_id, entered)
            select 'zz', 'zz-ubnd', 'commune', 'UBND', id, true from directory.commune where code = 'cb-xa-moi';
            insert into accounts.account (user_name, user_key, display_name, role, province_code, security_stamp, concurrency_stamp)
            values ('chu-dau-tu', 'CHU-DAU-TU', 'x', 'Leader', 'zz', 's', 's');
            """);
        var communes = copy.Text("reference/cb/communes.csv");
        copy.Replace("reference/cb/communes.csv", "cb-xa-moi,xa,Mới,f,s,i\n", "");
        await RefusedAsync("commune \"cb-xa-moi\" was taken out of communes.csv, but body \"zz-ubnd\" in the database refers to it");

        copy.Write("reference/cb/communes.csv", communes);
        copy.Replace("reference/provinces.csv", "\nzz,Tỉnh thử,Test", "");
        foreach (var file in files)
            copy.Remove("reference/zz/" + file);
        Directory.Delete(Path.Combine(copy.Folder, "reference/zz"));
        await RefusedAsync("province \"zz\" was taken out, but has accounts in the database");
        await RefusedAsync("province \"zz\" was taken out, but has bodies that administrators entered in the database");
    }

    [Test]
    public async Task What_an_administrator_says_of_a_body_of_documents_and_what_he_entered_survive_a_load()
    {
        await ExecuteAsync("""
            update directory.body set active = false, parent_id = (select id from directory.body where code = 'cb-ubnd-tinh') where code = 'cb-ban-moi';
            insert into directory.body (province_code, code, kind, name, entered) values ('cb', 'cb-da-nhap', 'pmu', 'Đã nhập', true);
            """);
        copy.Replace(Bodies, "Ban mới", "Ban rất mới");
        await database.LoadAsync(copy.Folder, demo: false, plans: false);

        Assert.That(await OneAsync("select count(*) from directory.body where code = 'cb-ban-moi' and name = 'Ban rất mới' and not active and parent_id is not null"), Is.EqualTo(1));
        Assert.That(await OneAsync("select count(*) from directory.body where code = 'cb-da-nhap' and entered"), Is.EqualTo(1));
    }

    [Test]
    public async Task A_document_takes_over_a_body_that_an_administrator_entered_before()
    {
        await ExecuteAsync("insert into directory.body (province_code, code, kind, name, entered) values ('cb', 'cb-ban-sau', 'other', 'Ban sau', true)");
        AddBody("cb-ban-sau", "Ban sau, theo văn bản");
        await database.LoadAsync(copy.Folder, demo: false, plans: false);

        Assert.That(await OneAsync(
            "select count(*) from directory.body where code = 'cb-ban-sau' and not entered and name = 'Ban sau, theo văn bản' and source_file = 'f'"), Is.EqualTo(1));
        Assert.That(await OneAsync("""
            select count(*) from audit.event where kind = 'directory.body_taken_over' and subject_code = 'cb-ban-sau' and province_code = 'cb'
                and before ->> 'name' = 'Ban sau' and after ->> 'name' = 'Ban sau, theo văn bản'
            """), Is.EqualTo(1));
        await database.LoadAsync(copy.Folder, demo: false, plans: false);
        Assert.That(await OneAsync("select count(*) from audit.event where kind = 'directory.body_taken_over'"), Is.EqualTo(1));
    }

    private void AddBody(string code, string name) =>
        copy.Write(Bodies, copy.Text(Bodies).TrimEnd('\n') + $"\n{code},pmu,\"{name}\",,,,f,s,i\n");

    private async Task RefusedAsync(string reason) =>
        Assert.That((await database.RefuseAsync(copy.Folder, demo: false, plans: false)).Message, Does.Contain(reason));

    private async Task ExecuteAsync(string sql)
    {
        await using var connection = await database.OpenAsync();
        await connection.ExecuteAsync(sql);
    }

    private async Task<long> OneAsync(string sql)
    {
        await using var connection = await database.OpenAsync();
        return await connection.ExecuteScalarAsync<long>(sql);
    }
}
