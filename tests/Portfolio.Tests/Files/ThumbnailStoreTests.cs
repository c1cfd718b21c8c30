using Dapper;
using Portfolio.Accounts;
using Portfolio.Common;
using Portfolio.Files;
using Portfolio.Files.Thumbnails;
using Portfolio.Tests.Support;

namespace Portfolio.Tests.Files;

/// <summary>A small picture is made once, however often and by however many it is asked for.</summary>
internal sealed class ThumbnailStoreTests
{
    private TestDatabase database = null!;
    private PortfolioDatabase access = null!;

    [SetUp]
    public async Task OpenAsync()
    {
        database = await TestDatabase.CreateAsync();
        access = new PortfolioDatabase(database.ConnectionString);
    }

    [TearDown]
    public async Task CloseAsync()
    {
        await access.DisposeAsync();
        await database.DisposeAsync();
    }

    [Test]
    public async Task Many_who_ask_at_once_get_the_same_and_one_is_kept()
    {
        var photo = Pictures.Jpeg(900, 600);
        var (first, second) = (await StoreAsync("a.jpg", photo), await StoreAsync("b.jpg", photo));
        var made = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => ThumbnailStore.FindOrMakeAsync(access, i % 2 == 0 ? first : second, default)));
        Assert.That(made.Select(m => m!.Bytes.Length).Distinct().Count(), Is.EqualTo(1));
        Assert.That(await KeptAsync(), Is.EqualTo((1, 1)));
    }

    [Test]
    public async Task That_none_can_be_made_is_kept_too()
    {
        var id = await StoreAsync("a.png", Pictures.HugePng(30_000, 30_000));
        Assert.That(await ThumbnailStore.FindOrMakeAsync(access, id, default), Is.Null);
        Assert.That(await ThumbnailStore.FindOrMakeAsync(access, id, default), Is.Null);
        Assert.That(await KeptAsync(), Is.EqualTo((1, 0)));
    }

    [Test]
    public async Task Of_what_is_no_photo_none_is_tried()
    {
        Assert.That(await ThumbnailStore.FindOrMakeAsync(access, await StoreAsync("a.txt", "chữ"u8.ToArray()), default), Is.Null);
        Assert.That(await ThumbnailStore.FindOrMakeAsync(access, 404, default), Is.Null);
        Assert.That(await KeptAsync(), Is.EqualTo((0, 0)));
    }

    private async Task<long> StoreAsync(string name, byte[] bytes)
    {
        var file = await new FileIntake(new FileLimits()).ReadAsync(name, new MemoryStream(bytes), default);
        await using var connection = await access.OpenAsync(default);
        await using var transaction = await connection.BeginTransactionAsync();
        var id = await FileStore.StoreAsync(connection, transaction, Actor.System, file, default);
        await transaction.CommitAsync();
        return id;
    }

    private async Task<(int All, int Pictures)> KeptAsync()
    {
        await using var connection = await access.OpenAsync(default);
        return await connection.QuerySingleAsync<(int, int)>("select count(*)::int, count(bytes)::int from files.thumbnail");
    }
}
