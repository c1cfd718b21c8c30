using Portfolio.Common;
using Portfolio.Funding.Decisions;
using Portfolio.Funding.Drafts;

namespace Portfolio.Tests.Funding.Drafts;

/// <summary>Why a line of a paper changes capital.</summary>
internal sealed class LineReasonTests
{
    [Test]
    public async Task A_reason_stays_when_only_the_figure_changes_and_a_blank_one_takes_it_away()
    {
        await using var capital = await SmallCapital.CreateAsync();
        var paper = await capital.DraftAsync(DecisionKind.Allocation);

        Assert.That(await EditAsync(capital, paper.Id, 10, "  Mặt bằng đã bàn giao "), Is.EqualTo((10L, "Mặt bằng đã bàn giao")));
        Assert.That(await EditAsync(capital, paper.Id, 20, null), Is.EqualTo((20L, "Mặt bằng đã bàn giao")));
        Assert.That(await EditAsync(capital, paper.Id, 20, "Đủ khối lượng"), Is.EqualTo((20L, "Đủ khối lượng")));
        Assert.That(await EditAsync(capital, paper.Id, 20, " "), Is.EqualTo((20L, (string?)null)));
    }

    private static async Task<(long Change, string? Reason)> EditAsync(SmallCapital capital, long paper, long change, string? reason)
    {
        var receipt = await capital.Drafts.EditAsync(
            SmallCapital.Officer, new EditLines(paper, null, [new LineEdit("A-1", "s1", 2026, new Vnd(change), Reason: reason)]), default);
        var cell = receipt.Cells.Single();
        return (cell.Change.Dong, cell.Reason);
    }
}
