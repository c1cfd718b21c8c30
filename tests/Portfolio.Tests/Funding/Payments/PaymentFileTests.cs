using System.Text;
using Portfolio.Accounts;
using Portfolio.Common;
using Portfolio.Files;
using Portfolio.Funding.Decisions;
using Portfolio.Funding.Payments;

namespace Portfolio.Tests.Funding.Payments;

/// <summary>The document of a payment goes with it, and only those who see the payment see it.</summary>
internal sealed class PaymentFileTests
{
    private static readonly Actor Owner = new("ban", Role.Owner) { Reach = new Reach("xx", new HashSet<long>()) };

    private SmallCapital capital = null!;
    private PaymentFiles files = null!;

    [SetUp]
    public async Task GiveAsync()
    {
        capital = await SmallCapital.CreateAsync();
        files = new PaymentFiles(capital.Portfolio.Access);
        await capital.DecideAsync(DecisionKind.Allocation, "01/QĐ", ("A-1", "s1", 2026, 300));
    }

    [TearDown]
    public async Task EndAsync() => await capital.DisposeAsync();

    [Test]
    public async Task It_comes_back_as_it_was_attached()
    {
        var id = await EnterAsync(await FileAsync("Ủy nhiệm chi.txt", "một trăm"));
        Assert.That(await ReadAsync(id), Is.EqualTo("một trăm"));
        Assert.That((await files.OpenAsync(SmallCapital.Officer, "A-1", id, default)).File.Name, Is.EqualTo("Ủy nhiệm chi.txt"));
        Assert.That(await capital.Portfolio.NumberAsync("select count(*) from audit.event where after ->> 'payment_file' = 'Ủy nhiệm chi.txt'"), Is.EqualTo(1));
    }

    [Test]
    public async Task A_correction_keeps_it_replaces_it_or_takes_it_off()
    {
        var id = await EnterAsync(await FileAsync("a.txt", "một"));
        await CorrectAsync(id, null);
        Assert.That(await ReadAsync(id), Is.EqualTo("một"));
        await CorrectAsync(id, await FileAsync("b.txt", "hai"));
        Assert.That(await ReadAsync(id), Is.EqualTo("hai"));
        await CorrectAsync(id, null, drop: true);
        Assert.That((await Assert.ThrowsAsync<NotFoundException>(() => ReadAsync(id)))!.Code, Is.EqualTo("file.not_found"));
        // What was attached once is found again in the history.
        Assert.That(await capital.Portfolio.NumberAsync("select count(*) from audit.event where before ->> 'payment_file' = 'b.txt' and after ->> 'payment_file' is null"), Is.EqualTo(1));
    }

    [Test]
    public async Task A_payment_that_is_refused_stores_nothing()
    {
        var file = await FileAsync("a.txt", "một");
        Assert.That(() => capital.Entry.EnterAsync(SmallCapital.Officer, [Of(301, file)], default), Throws.InstanceOf<ValidationFailedException>());
        Assert.That(await capital.Portfolio.NumberAsync("select (select count(*) from files.file) + (select count(*) from files.content)"), Is.Zero);
    }

    [Test]
    public async Task It_opens_only_under_its_project_and_for_whoever_sees_the_payment()
    {
        var id = await EnterAsync(await FileAsync("a.txt", "một"));
        Assert.That(() => files.OpenAsync(SmallCapital.Officer, "A-2", id, default), Throws.InstanceOf<NotFoundException>());
        Assert.That(() => files.OpenAsync(SmallCapital.Officer, "A-1", id + 1, default), Throws.InstanceOf<NotFoundException>());
        Assert.That(() => files.OpenAsync(Owner, "A-1", id, default), Throws.InstanceOf<OutOfReachException>());
        Assert.That(() => files.OpenAsync(new Actor("khách", Role.Visitor), "A-1", id, default), Throws.InstanceOf<PermissionDeniedException>());
    }

    private static Task<NewFile> FileAsync(string name, string text) =>
        new FileIntake(new FileLimits(1)).ReadAsync(name, new MemoryStream(Encoding.UTF8.GetBytes(text)), default);

    private static EnterPayment Of(long amount, NewFile? file, bool drop = false) =>
        new("A-1", "s1", 2026, new DateOnly(2026, 6, 10), new Vnd(amount), "a", File: file, DropFile: drop);

    private async Task<long> EnterAsync(NewFile file) => (await capital.Entry.EnterAsync(SmallCapital.Officer, [Of(100, file)], default))[0];

    private Task CorrectAsync(long id, NewFile? file, bool drop = false) => capital.Entry.CorrectAsync(SmallCapital.Officer, id, null, Of(110, file, drop), default);

    private async Task<string> ReadAsync(long id)
    {
        await using var content = (await files.OpenAsync(SmallCapital.Officer, "A-1", id, default)).OpenRead();
        using var reader = new StreamReader(content);
        return await reader.ReadToEndAsync();
    }
}
