using System.Text;
using Dapper;
using Npgsql;
using Portfolio.Accounts;
using Portfolio.Common;
using Portfolio.Files;
using Portfolio.Tests.Support;

namespace Portfolio.Tests.Files;

/// <summary>What is stored comes back as it was, belongs to its transaction, and stays.</summary>
internal sealed class FileStoreTests
{
    private static readonly Actor Officer = new("can-bo", Role.Owner) { AccountId = 7 };

    private TestDatabase database = null!;
    private PortfolioDatabase access = null!;

    [SetUp]
    public async Task OpenAsync()
    {
        database = await TestDatabase.CreateAsync();
        // One connection is all there is: whoever keeps it makes everybody else wait.
        access = new PortfolioDatabase(new NpgsqlConnectionStringBuilder(database.ConnectionString) { MaxPoolSize = 1, Timeout = 5 }.ConnectionString);
    }

    [TearDown]
    public async Task CloseAsync()
    {
        await access.DisposeAsync();
        await database.DisposeAsync();
    }

    [TestCase(1)]
    [TestCase(ContentStream.Piece - 1)]
    [TestCase(ContentStream.Piece)]
    [TestCase(ContentStream.Piece + 1)]
    [TestCase((5 * ContentStream.Piece / 2) + 3)]
    public async Task Bytes_come_back_as_they_went_in(int size)
    {
        var bytes = Letters(size);
        var opened = await OpenedAsync(await StoreAsync("a.txt", bytes));
        using var read = new MemoryStream();
        await using var content = opened.OpenRead();
        await content.CopyToAsync(read, 7_777);

        Assert.That(read.ToArray().AsSpan().SequenceEqual(bytes), Is.True);
        Assert.That(opened.File.Size, Is.EqualTo(size));
    }

    [Test]
    public async Task A_slow_reader_keeps_no_connection()
    {
        var opened = await OpenedAsync(await StoreAsync("a.txt", Letters(3 * ContentStream.Piece)));
        await using var content = opened.OpenRead();
        await content.ReadExactlyAsync(new byte[ContentStream.Piece + 5]);

        Assert.That(await access.IsReadyAsync(CancellationToken.None), Is.True);
    }

    [Test]
    public async Task A_file_says_what_it_is_and_who_stored_it_when()
    {
        var first = await StoreAsync("Chứng từ.csv", Letters(10));
        var second = await StoreAsync("b.txt", Letters(20));
        await using var connection = await access.OpenAsync(CancellationToken.None);
        var files = await FileStore.FindAsync(connection, null, [first, second, 999], CancellationToken.None);

        Assert.That(files.Keys, Is.EquivalentTo(new[] { first, second }));
        var file = files[first];
        Assert.That((file.Id, file.Name, file.MediaType, file.Size, file.StoredBy), Is.EqualTo((first, "Chứng từ.csv", "text/csv", 10, "can-bo")));
        Assert.That(file.StoredAt, Is.EqualTo(DateTimeOffset.UtcNow).Within(TimeSpan.FromMinutes(1)));
        Assert.That(await NumberAsync("select account_id from files.file limit 1"), Is.EqualTo(7));
    }

    [Test]
    public async Task The_same_content_is_stored_once_under_all_its_names()
    {
        var first = await StoreAsync("a.txt", Letters(50));
        var second = await StoreAsync("b.csv", Letters(50));

        Assert.That(second, Is.Not.EqualTo(first));
        Assert.That(await NumberAsync("select count(*) from files.content"), Is.EqualTo(1));
        Assert.That((await OpenedAsync(second)).File.Name, Is.EqualTo("b.csv"));
    }

    [Test]
    public async Task The_same_content_stored_by_many_at_once_is_stored_once()
    {
        await using var many = new PortfolioDatabase(database.ConnectionString);
        var ids = await Task.WhenAll(Enumerable.Range(0, 12).Select(number => StoreAsync(many, $"{number}.txt", Letters(2_000_000))));

        Assert.That(ids, Is.Unique);
        Assert.That(await NumberAsync("select count(*) from files.content"), Is.EqualTo(1));
        Assert.That(await NumberAsync("select count(*) from files.file"), Is.EqualTo(12));
    }

    [Test]
    public async Task What_is_rolled_back_leaves_nothing()
    {
        await using (var connection = await access.OpenAsync(CancellationToken.None))
        await using (var transaction = await connection.BeginTransactionAsync())
            await FileStore.StoreAsync(connection, transaction, Officer, await NewAsync("a.txt", Letters(5)), CancellationToken.None);

        Assert.That(await NumberAsync("select (select count(*) from files.file) + (select count(*) from files.content)"), Is.Zero);
    }

    [Test]
    public async Task There_is_no_file_that_was_never_stored() => Assert.That(
        (await Assert.ThrowsAsync<NotFoundException>(() => OpenedAsync(5)))!.Code, Is.EqualTo("file.not_found"));

    [TestCase("update files.content set bytes = 'x'")]
    [TestCase("delete from files.content")]
    [TestCase("truncate files.content cascade")]
    [TestCase("update files.file set name = 'x'")]
    [TestCase("delete from files.file")]
    public async Task What_is_stored_is_neither_changed_nor_deleted(string sql)
    {
        await StoreAsync("a.txt", Letters(5));
        foreach (var connection in (NpgsqlConnection[])[await database.OpenAsync(), await database.OpenAsOwnerAsync()])
        {
            await using (connection)
                await Assert.ThrowsAsync<PostgresException>(() => connection.ExecuteAsync(sql));
        }
    }

    [TestCase("insert into files.content (sha256, size, bytes) values (sha256('b'), 1, 'a')", "content_is_what_it_says")]
    [TestCase("insert into files.content (sha256, size, bytes) values (sha256('a'), 2, 'a')", "content_is_what_it_says")]
    [TestCase("insert into files.content (sha256, size, bytes) values (sha256(''), 0, '')", "content_is_what_it_says")]
    public async Task The_database_takes_no_content_that_is_not_what_it_says(string sql, string constraint)
    {
        await using var connection = await database.OpenAsync();
        var refusal = await Assert.ThrowsAsync<PostgresException>(() => connection.ExecuteAsync(sql));

        Assert.That(refusal!.ConstraintName, Is.EqualTo(constraint));
    }

    private Task<long> StoreAsync(string name, byte[] bytes) => StoreAsync(access, name, bytes);

    private static async Task<long> StoreAsync(PortfolioDatabase into, string name, byte[] bytes)
    {
        var file = await NewAsync(name, bytes);
        await using var connection = await into.OpenAsync(CancellationToken.None);
        await using var transaction = await connection.BeginTransactionAsync();
        var id = await FileStore.StoreAsync(connection, transaction, Officer, file, CancellationToken.None);
        await transaction.CommitAsync();
        return id;
    }

    private static Task<NewFile> NewAsync(string name, byte[] bytes) =>
        new FileIntake(new FileLimits()).ReadAsync(name, new MemoryStream(bytes), CancellationToken.None);

    private async Task<OpenFile> OpenedAsync(long id)
    {
        await using var connection = await access.OpenAsync(CancellationToken.None);
        return await FileStore.OpenAsync(access, connection, null, id, CancellationToken.None);
    }

    private async Task<long> NumberAsync(string sql)
    {
        await using var connection = await database.OpenAsync();
        return await connection.ExecuteScalarAsync<long>(sql);
    }

    private static byte[] Letters(int count)
    {
        var letters = new StringBuilder(count);
        for (var random = new Random(count); letters.Length < count;)
            letters.Append((char)random.Next('a', 'z' + 1));
        return Encoding.ASCII.GetBytes(letters.ToString());
    }
}
