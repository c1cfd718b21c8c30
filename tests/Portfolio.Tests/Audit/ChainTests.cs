using Dapper;
using Npgsql;
using Portfolio.Tests.Support;

namespace Portfolio.Tests.Audit;

/// <summary>What the trigger of the event table makes of an event.</summary>
internal sealed class ChainTests
{
    private TestDatabase database = null!;
    private NpgsqlConnection connection = null!;

    [SetUp]
    public async Task PrepareAsync()
    {
        database = await TestDatabase.CreateAsync();
        connection = await database.OpenAsync();
    }

    [TearDown]
    public async Task DropAsync()
    {
        await connection.DisposeAsync();
        await database.DisposeAsync();
    }

    [Test]
    public async Task Each_event_carries_the_hash_of_the_one_before_it()
    {
        await Trail.WriteAsync(connection, null, "cb");
        await Trail.WriteAsync(connection, null, "cb", events: 3);
        await Trail.WriteAsync(connection, null, "cb");

        var links = await Trail.LinksAsync(connection, "cb");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(links.Select(l => (l.Lane, l.Position)), Is.EqualTo(Enumerable.Range(1, 5).Select(n => ((short)1, (long)n))));
            Assert.That(links.Select(l => l.Id), Is.Ordered.And.Unique);
            Assert.That(links[0].PreviousHash, Is.Empty);
            Assert.That(links.Skip(1).Select(l => l.PreviousHash), Is.EqualTo(links.SkipLast(1).Select(l => l.Hash)));
            Assert.That(links.Select(l => l.Hash), Is.EqualTo(links.Select(l => l.Proven)).And.All.Length.EqualTo(32));
            Assert.That(await HeadsAsync(), Is.EqualTo(new[] { ("cb", (short)1, 5L) }));
        }
    }

    [Test]
    public async Task Every_province_has_a_chain_of_its_own_and_so_has_what_belongs_to_none()
    {
        await using var transaction = await connection.BeginTransactionAsync();
        foreach (var province in (string?[])["cb", "ls", null, "cb", null])
            await Trail.WriteAsync(connection, transaction, province);
        await transaction.CommitAsync();

        Assert.That(await HeadsAsync(), Is.EqualTo(new[] { ("", (short)1, 2L), ("cb", (short)1, 2L), ("ls", (short)1, 1L) }));
    }

    [Test]
    public async Task What_the_caller_says_of_key_time_and_place_does_not_count()
    {
        await Trail.WriteAsync(connection, null, "cb");
        await connection.ExecuteAsync("""
            insert into audit.event (id, occurred_at, actor_name, actor_role, kind, subject_type, subject_code, province_code, lane, position, previous_hash, hash)
            values (900, '2001-01-01', 'x', 'x', 'x', 'x', 'x', 'cb', 9, 77, '\x01', '\x02')
            """);

        var links = await Trail.LinksAsync(connection, "cb");
        Assert.That((links[1].Id, links[1].Lane, links[1].Position), Is.EqualTo((links[0].Id + 1, (short)1, 2L)));
        Assert.That(links[1].Hash, Is.EqualTo(links[1].Proven));
        Assert.That(
            await connection.ExecuteScalarAsync<bool>("select bool_and(occurred_at > now() - interval '1 minute') from audit.event"), Is.True);
    }

    [Test]
    public async Task Writers_that_overlap_use_lanes_of_their_own_and_do_not_wait_for_each_other()
    {
        await using var second = await database.OpenAsync();
        await using var third = await database.OpenAsync();
        await using var first = await connection.BeginTransactionAsync();
        await using var other = await second.BeginTransactionAsync();
        await Trail.WriteAsync(connection, first, "cb");
        // Nothing of the first is committed; a wait for it would never end.
        await second.ExecuteAsync("set statement_timeout = '5s'");
        await third.ExecuteAsync("set statement_timeout = '5s'");
        await Trail.WriteAsync(second, other, "cb");
        await Trail.WriteAsync(third, null, "cb");
        await first.CommitAsync();
        // The lane that became free meanwhile is not taken by who works in another one already.
        await Trail.WriteAsync(second, other, "cb");
        await other.CommitAsync();
        await Trail.WriteAsync(connection, null, "cb");

        Assert.That(
            (await Trail.LinksAsync(connection, "cb")).Select(l => (l.Lane, l.Position)),
            Is.EqualTo(new[] { ((short)1, 1L), ((short)1, 2L), ((short)2, 1L), ((short)2, 2L), ((short)3, 1L) }));
    }

    [Test]
    public async Task Where_all_lanes_are_taken_a_writer_waits_for_one()
    {
        var holders = new List<NpgsqlConnection>();
        try
        {
            for (var n = 1; n <= 16; n++)
            {
                holders.Add(await database.OpenAsync());
                await Trail.WriteAsync(holders[^1], await holders[^1].BeginTransactionAsync(), "cb");
            }
            var waiting = Trail.WriteAsync(connection, null, "cb");
            Assert.That(await Task.WhenAny(waiting, Task.Delay(300)), Is.Not.SameAs(waiting));
            foreach (var holder in holders)
                await holder.ExecuteAsync("commit");
            await waiting;
        }
        finally
        {
            foreach (var holder in holders)
                await holder.DisposeAsync();
        }
        Assert.That((await HeadsAsync()).Sum(h => h.Position), Is.EqualTo(17));
    }

    [Test]
    public async Task What_is_rolled_back_leaves_no_gap_not_even_by_a_savepoint()
    {
        await using (var transaction = await connection.BeginTransactionAsync())
        {
            await Trail.WriteAsync(connection, transaction, "cb");
            await transaction.SaveAsync("here");
            await Trail.WriteAsync(connection, transaction, "cb", events: 2);
            await transaction.RollbackAsync("here");
            await Trail.WriteAsync(connection, transaction, "cb", events: 2);
            await transaction.CommitAsync();
        }
        await using (var transaction = await connection.BeginTransactionAsync())
        {
            await Trail.WriteAsync(connection, transaction, "cb");
            await transaction.RollbackAsync();
        }
        await Trail.WriteAsync(connection, null, "cb");

        var links = await Trail.LinksAsync(connection, "cb");
        Assert.That(links.Select(l => l.Position), Is.EqualTo(new[] { 1L, 2, 3, 4 }));
        Assert.That(links.Skip(1).Select(l => l.PreviousHash), Is.EqualTo(links.SkipLast(1).Select(l => l.Hash)));
    }

    [Test]
    public async Task A_writer_with_an_old_snapshot_is_refused_rather_than_linked_to_an_old_head()
    {
        await using var second = await database.OpenAsync();
        await Trail.WriteAsync(connection, null, "cb");
        await using var old = await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead);
        await connection.ExecuteAsync("select 1 from audit.event");
        await Trail.WriteAsync(second, null, "cb");

        await Assert.ThrowsAsync<PostgresException>(() => Trail.WriteAsync(connection, old, "cb"));
    }

    [Test]
    public async Task A_thousand_events_of_many_writers_stand_in_whole_lanes()
    {
        await Task.WhenAll(Enumerable.Range(0, 20).Select(async writer =>
        {
            await using var own = await database.OpenAsync();
            for (var n = 0; n < 25; n++)
            {
                await using var transaction = await own.BeginTransactionAsync();
                await Trail.WriteAsync(own, transaction, n % 5 == 0 ? null : "cb");
                await Trail.WriteAsync(own, transaction, writer % 2 == 0 ? "cb" : "ls");
                await transaction.CommitAsync();
            }
        }));

        var heads = await HeadsAsync();
        Assert.That(heads.Sum(h => h.Position), Is.EqualTo(1000));
        Assert.That(heads.Select(h => h.Lane), Is.All.InRange(1, 16));
        foreach (var lane in new[] { "", "cb", "ls" }.SelectMany(chain => Trail.LinksAsync(connection, chain).Result.GroupBy(l => (chain, l.Lane))))
        {
            var links = lane.ToList();
            Assert.That(links.Select(l => l.Position), Is.EqualTo(Enumerable.Range(1, links.Count).Select(n => (long)n)));
            Assert.That(links.Skip(1).Select(l => l.PreviousHash), Is.EqualTo(links.SkipLast(1).Select(l => l.Hash)));
            Assert.That(links.Select(l => l.Hash), Is.EqualTo(links.Select(l => l.Proven)));
        }
    }

    [Test]
    public async Task The_program_itself_may_neither_write_heads_nor_take_part_in_the_chaining()
    {
        await Trail.WriteAsync(connection, null, "cb", events: 2);
        foreach (var attack in (string[])
            [
                "update audit.lane set position = 0", "insert into audit.lane values ('cb', 2, 0, '')", "delete from audit.lane",
                "select audit.take_lane('cb')", "select setval('audit.event_id_seq', 1)", "alter table audit.event disable trigger all",
            ])
        {
            Assert.That(
                (await Assert.ThrowsAsync<PostgresException>(() => connection.ExecuteAsync(attack))).SqlState,
                Is.EqualTo(PostgresErrorCodes.InsufficientPrivilege), attack);
        }
        // A forged hint leads nowhere: only a lane that is locked is taken.
        await connection.ExecuteAsync("""select set_config('audit.lanes', '{"cb": 99}', false)""");
        await Trail.WriteAsync(connection, null, "cb");
        Assert.That(
            (await Trail.LinksAsync(connection, "cb")).Select(l => (l.Lane, l.Position)),
            Is.EqualTo(new[] { ((short)1, 1L), ((short)1, 2L), ((short)1, 3L) }));
    }

    private async Task<IReadOnlyList<(string Chain, short Lane, long Position)>> HeadsAsync() =>
        [.. await connection.QueryAsync<(string, short, long)>("select chain, lane, position from audit.lane order by chain, lane")];
}
