using FsCheck;
using FsCheck.Fluent;
using Portfolio.Files;

namespace Portfolio.Tests.Files;

/// <summary>A name is nothing but a name.</summary>
internal sealed class FileNameTests
{
    [TestCase("Quyết định số 12-QĐ-UBND.pdf", "Quyết định số 12-QĐ-UBND.pdf")]
    [TestCase("Quye\u0302\u0301t.pdf", "Quyết.pdf")]
    [TestCase("C:\\Users\\x\\a.pdf", "a.pdf")]
    [TestCase("../../etc/passwd", "passwd")]
    [TestCase("a/", "file")]
    [TestCase("..", "file")]
    [TestCase(" . a .pdf", "a.pdf")]
    [TestCase(".pdf", "pdf")]
    [TestCase("a\"b*c:d<e>f?g|h%i;j.pdf", "a-b-c-d-e-f-g-h-i-j.pdf")]
    [TestCase("a\r\nSet-Cookie: b=c.pdf", "a--Set-Cookie- b=c.pdf")]
    [TestCase("a\0.pdf", "a-.pdf")]
    [TestCase("hop dong\u202Efdp.exe", "hop dong-fdp.exe")]
    [TestCase("a\u200Bb.pdf", "a-b.pdf")]
    [TestCase("a.tar.gz", "a.tar.gz")]
    [TestCase("ngày 1.5 và 2", "ngày 1.5 và 2")]
    [TestCase("\U0001F600.pdf", "\U0001F600.pdf")]
    [TestCase(null, "file")]
    public void A_hostile_name_loses_what_is_hostile_in_it(string? given, string name) => Assert.That(FileName.Of(given), Is.EqualTo(name));

    [Test]
    public void A_long_name_is_shortened_before_its_ending()
    {
        Assert.That(FileName.Of(new string('x', 300) + ".pdf"), Is.EqualTo(new string('x', FileName.Longest - 4) + ".pdf"));
        Assert.That(FileName.Of(string.Concat(Enumerable.Repeat("\U0001F600", 100)) + "x.pdf"), Has.Length.LessThanOrEqualTo(FileName.Longest).And.EndsWith("\U0001F600.pdf"));
    }

    [Test]
    public void Whatever_is_given_the_database_takes_it() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(2_000),
        Prop.ForAll(ArbMap.Default.ArbFor<string>(), given =>
        {
            var name = FileName.Of(given);
            return name.Length is > 0 and <= 200 && !name.Any(letter => char.IsControl(letter) || letter is '/' or '\\') && name == FileName.Of(name)
                && name.IsNormalized() && name == name.Trim();
        }));
}
