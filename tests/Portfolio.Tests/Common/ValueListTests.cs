using Portfolio.Common;

namespace Portfolio.Tests.Common;

internal sealed class ValueListTests
{
    [Test]
    public void Records_are_equal_while_their_lists_hold_equal_items_in_the_same_order()
    {
        var one = new Page([new Row("a", null), new Row("b", new Vnd(1))]);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(new Page([new Row("a", null), new Row("b", new Vnd(1))]), Is.EqualTo(one));
            Assert.That(new Page([new Row("a", null), new Row("b", new Vnd(1))]).GetHashCode(), Is.EqualTo(one.GetHashCode()));
            Assert.That(new Page([new Row("a", null), new Row("b", new Vnd(2))]), Is.Not.EqualTo(one));
            Assert.That(new Page([new Row("a", Vnd.Zero), new Row("b", new Vnd(1))]), Is.Not.EqualTo(one));
            Assert.That(new Page([new Row("b", new Vnd(1)), new Row("a", null)]), Is.Not.EqualTo(one));
            Assert.That(new Page([new Row("a", null)]), Is.Not.EqualTo(one));
            Assert.That(new Page([]), Is.Not.EqualTo(one));
        }
    }

    private sealed record Page(ValueList<Row> Rows);

    private sealed record Row(string Name, Vnd? Amount);
}
