using System.Data;
using System.Runtime.CompilerServices;
using Dapper;
using Portfolio.Accounts;
using Portfolio.Common;
using Portfolio.Funding.Decisions;

namespace Portfolio.Reporting.Capital.Papers;

/// <summary>All lines of a decision or draft, for the annex that is printed with it.</summary>
public sealed class PaperAnnexes(PortfolioDatabase database)
{
    private const int Stretch = 500;

    /// <summary>The head of the annex.</summary>
    /// <param name="actor">Who asks; needs <see cref="Permission.ViewPortfolio"/>, and <see cref="Permission.ViewCapitalDrafts"/> unless it is approved.</param>
    /// <param name="id">Decision.</param>
    /// <param name="ct">Cancels the call.</param>
    /// <exception cref="NotFoundException">There is none.</exception>
    public async Task<PaperHead> HeadAsync(Actor actor, long id, CancellationToken ct)
    {
        actor.Demand(Permission.ViewPortfolio);
        await using var connection = await database.OpenAsync(ct);
        return await PaperHeads.GetAsync(connection, null, actor, id, ct);
    }

    /// <summary>Every project a decision touches, in the order of the programmes, read in stretches of one snapshot. A closing has none here.</summary>
    /// <param name="actor">Who asks; needs the same as for the head.</param>
    /// <param name="id">Decision.</param>
    /// <param name="ct">Cancels the call.</param>
    /// <exception cref="NotFoundException">There is none.</exception>
    public async IAsyncEnumerable<ProjectEffect> AllAsync(Actor actor, long id, [EnumeratorCancellation] CancellationToken ct)
    {
        actor.Demand(Permission.ViewPortfolio);
        await using var connection = await database.OpenAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, ct);
        var head = await PaperHeads.GetAsync(connection, transaction, actor, id, ct);
        if (head.Decision.Kind == DecisionKind.Closing)
            yield break;
        var sums = await connection.QueryAsync<ProjectSum>(new CommandDefinition(PaperReports.ProjectsSql, new { Id = id }, transaction, cancellationToken: ct));
        foreach (var stretch in sums.Chunk(Stretch))
        {
            foreach (var effect in await PaperReports.EffectsAsync(connection, transaction, head, stretch, ct))
                yield return effect;
        }
    }
}
