using Dapper;
using Npgsql;
using Portfolio.Tests.Support;

namespace Portfolio.Tests.Database.Migrations;

public sealed class AppendOnlyTests
{
    private const string Event = """
        insert into audit.event (actor_name, actor_role, kind, subject_type, subject_code)
        values ('someone', 'finance', 'funding.needs_set', 'project', 'CB-GT-001')
        """;

    [Test]
    public async Task Updating_deleting_and_truncating_are_refused_on_append_only_tables(
        [Values("audit.event", "audit.check_run", "funding.need_line")] string table,
        [Values("update {0} set id = default", "delete from {0}", "truncate {0}")] string statement)
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var connection = await database.OpenAsOwnerAsync();
        var verb = statement.Split(' ')[0];
        // Refused even where there is no row to change.
        var refusal = (await Assert.ThrowsAsync<PostgresException>(
            () => connection.ExecuteAsync(string.Format(null, statement, table))))!;
        Assert.Multiple(() =>
        {
            Assert.That(refusal.MessageText, Is.EqualTo($"table {table} is append-only: {verb} is not allowed"));
            Assert.That(refusal.SqlState, Is.EqualTo(PostgresErrorCodes.RestrictViolation));
            Assert.That(refusal.ConstraintName, Is.EqualTo("append_only"));
        });
    }

    [Test]
    public async Task Every_append_only_table_is_guarded_against_all_three()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var connection = await database.OpenAsOwnerAsync();
        // Bits of tgtype: 2 before, 8 delete, 16 update, 32 truncate; no bit 1 = once a statement.
        var guarded = await connection.QueryAsync<string>(
            """
            select tgrelid::regclass::text
            from pg_trigger
            where tgfoid = 'common.refuse_change'::regproc and tgtype = 2 + 8 + 16 + 32
            order by 1
            """);
        Assert.That(guarded, Is.EqualTo(new[]
        {
            "audit.check_run", "audit.event", "files.content", "files.file", "files.thumbnail", "funding.allocation_line", "funding.ceiling_line", "funding.ledger_check", "funding.ledger_fault",
            "funding.need_line", "funding.payment_line", "land_clearance.limit_ruling", "milestones.photo", "slippage.colour_statement", "slippage.remark", "slippage.ruling", "slippage.scan",
        }));
    }

    [Test]
    public async Task Tables_that_demonstration_leaves_again_are_guarded_as_well_and_let_go_of_that_alone()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var connection = await database.OpenAsOwnerAsync();
        // Bits of tgtype: 1 for each row, 2 before, 8 delete, 16 update, 32 truncate.
        var guarded = (await connection.QueryAsync<string>(
            """
            select r.tgrelid::regclass::text
            from pg_trigger r
            join pg_trigger c on c.tgrelid = r.tgrelid and c.tgfoid = 'common.refuse_change'::regproc and c.tgtype = 2 + 16 + 32
            where r.tgfoid = 'common.refuse_real_delete'::regproc and r.tgtype = 1 + 2 + 8
            order by 1
            """)).ToList();
        Assert.That(guarded, Is.EqualTo(new[] { "land_clearance.answer", "land_clearance.entry", "milestones.date_entry", "milestones.remark" }));
        Assert.That(
            await connection.ExecuteScalarAsync<long>("select count(*) from pg_trigger where tgfoid = 'common.refuse_real_delete'::regproc"), Is.EqualTo(guarded.Count));
    }

    [Test]
    public async Task An_event_can_be_added_and_then_stays_as_it_is()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var connection = await database.OpenAsOwnerAsync();
        await connection.ExecuteAsync(Event);
        await Assert.ThrowsAsync<PostgresException>(() => connection.ExecuteAsync("update audit.event set actor_name = 'other'"));
        Assert.That(await connection.QuerySingleAsync<string>("select actor_name from audit.event"), Is.EqualTo("someone"));
    }

    [Test]
    public async Task A_cascade_does_not_get_round_the_guard()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var connection = await database.OpenAsOwnerAsync();
        await Assert.ThrowsAsync<PostgresException>(() => connection.ExecuteAsync("truncate projects.project cascade"));
    }
}
