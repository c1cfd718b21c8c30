using FsCheck;
using FsCheck.Fluent;
using Portfolio.Common;

namespace Portfolio.Tests.Funding.Properties;

/// <summary>Draws random operations, so mixed that a good part of them succeeds.</summary>
internal static class Operations
{
    public const int Projects = 6;
    public const int Sources = 3;
    public const int Years = 5;
    private const int Many = 1000;

    /// <summary>Sequences for officers who work at once.</summary>
    public static Gen<Operation[][]> Sequences(int officers, int steps) => Gen.ArrayOf(Gen.ArrayOf(One(), steps), officers);

    private static Gen<Operation> One() => Gen.Frequency(
        (3, Ceilings()),
        (2, from source in Gen.Choose(0, Sources - 1) from name in Gen.Choose(0, 1) from amount in Amounts(1200) select (Operation)new Operation.KeepBack(source, name, amount)),
        (6, Needs()),
        (2, from project in Project() from source in Source() from amount in Amounts(600) select (Operation)new Operation.Illustrate(project, source, amount)),
        (2, from project in Project() from source in Source() from amount in Amounts(600) select (Operation)new Operation.GiveWay(project, source, amount)),
        (3, from project in Project() from amount in Gen.OneOf(Gen.Constant((long?)null), Amounts(4000).Select(a => (long?)a)) select (Operation)new Operation.SetInvestment(project, amount)),
        (5, from adjustment in Seldom(3)
            from copies in Seldom(3)
            from copy in Pick()
            from twice in Seldom(6)
            select (Operation)new Operation.Begin(adjustment, copies ? copy : null, twice)),
        (1, from paper in Pick() from outdated in Seldom(4) select (Operation)new Operation.Rename(paper, outdated)),
        (1, from paper in Pick() select (Operation)new Operation.Discard(paper)),
        (12, from paper in Pick() from cells in Cells(1, 4, 400) from manner in Manners() select (Operation)new Operation.Edit(paper, cells, manner)),
        (3, from paper in Pick() from contingency in Pick() from amount in Amounts(120) select (Operation)new Operation.Draw(paper, contingency, amount)),
        (7, from paper in Pick() from outdated in Seldom(8) select (Operation)new Operation.Submit(paper, outdated)),
        (2, from paper in Pick() select (Operation)new Operation.Return(paper)),
        (8, from paper in Pick() from day in Days() from same in Seldom(3) select (Operation)new Operation.Approve(paper, day, same)),
        (7, from cells in Cells(1, 5, 250) select (Operation)new Operation.Decide(cells)),
        (6, from giver in Pick() from to in Cell(150) from draws in Seldom(3) from contingency in Pick() select (Operation)new Operation.Move(giver, to, draws ? contingency : null)),
        (10, from cells in Cells(1, 3, 120)
             from day in Gen.Choose(0, 420)
             from same in Seldom(8)
             from twice in Seldom(6)
             from astray in Seldom(4)
             select (Operation)new Operation.Enter(cells, day, same, twice, !astray)),
        (3, from payment in Pick() from cell in Cell(120) select (Operation)new Operation.Correct(payment, cell)),
        (1, from payment in Pick() select (Operation)new Operation.Withdraw(payment)),
        (8, from count in Gen.Choose(1, 3) from payments in Gen.ArrayOf(Pick(), count) from twice in Seldom(6) select (Operation)new Operation.Confirm(payments, twice)),
        (2, from payment in Pick() select (Operation)new Operation.ReturnPayment(payment)),
        (4, from payment in Pick() select (Operation)new Operation.Reverse(payment)),
        (6, from payment in Pick() select (Operation)new Operation.ReverseClosed(payment)),
        (8, from cell in Pick()
            from percent in Gen.Choose(20, 125)
            from day in Gen.Choose(0, 420)
            from confirm in Gen.Choose(0, 2)
            select (Operation)new Operation.PayAgain(cell, percent, day, confirm > 0)),
        (2, from days in Gen.Choose(1, 60) select (Operation)new Operation.TurnClock(days)),
        (2, from carry in Gen.Choose(0, 110) from turn in Seldom(3) from approve in Gen.Choose(0, 3) select (Operation)new Operation.CloseYear(carry, turn, approve > 0)));

    private static Gen<Operation> Ceilings() =>
        from cells in Cells(1, 3, 2500) from lift in Seldom(5) from outdated in Seldom(6) select (Operation)new Operation.SetCeilings(cells, lift, outdated);

    private static Gen<Operation> Needs() =>
        from project in Project()
        from amounts in Gen.ArrayOf(Amounts(1600), Sources)
        from outdated in Seldom(8)
        select (Operation)new Operation.SetNeeds(project, amounts, outdated);

    private static Gen<int> Project() => Gen.Choose(0, Projects - 1);

    private static Gen<int> Source() => Gen.Choose(0, Sources - 1);

    // The first years are where most of the work is.
    private static Gen<int> Year() => Gen.Frequency((5, Gen.Constant(0)), (3, Gen.Constant(1)), (2, Gen.Choose(0, Years - 1)));

    private static Gen<int> Pick() => Gen.Choose(0, Many);

    private static Gen<bool> Seldom(int inHowMany) => Gen.Choose(1, inHowMany).Select(n => n == 1);

    private static Gen<Operation.Manner> Manners() => Gen.Frequency(
        (5, Gen.Constant(Operation.Manner.Plain)), (3, Gen.Constant(Operation.Manner.Fresh)), (1, Gen.Constant(Operation.Manner.Stale)),
        (1, Gen.Constant(Operation.Manner.Versioned)), (1, Gen.Constant(Operation.Manner.Outdated)));

    private static Gen<Operation.Day> Days() => Gen.Frequency(
        (6, Gen.Constant(Operation.Day.Today)), (3, Gen.Constant(Operation.Day.Latest)), (1, Gen.Constant(Operation.Day.Before)), (1, Gen.Constant(Operation.Day.Ahead)));

    // Now and then nothing, a little too much, or absurdly much.
    private static Gen<long> Amounts(int usual) => Gen.Frequency(
        (40, Gen.Choose(1, usual).Select(n => (long)n)), (3, Gen.Constant(0L)), (2, Gen.Constant(usual * 10L)),
        (1, Gen.Elements(VndText.Largest, VndText.Largest + 1, -1L)));

    private static Gen<Operation.Cell> Cell(int usual) =>
        from project in Project()
        from source in Source()
        from year in Year()
        from amount in Amounts(usual)
        select new Operation.Cell(project, source, year, amount);

    private static Gen<Operation.Cell[]> Cells(int least, int most, int usual) =>
        from count in Gen.Choose(least, most)
        from cells in Gen.ArrayOf(Cell(usual), count)
        select cells.DistinctBy(c => (c.Project, c.Source, c.Year)).ToArray();
}
