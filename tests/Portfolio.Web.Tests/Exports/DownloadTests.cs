using System.Net.Http.Headers;
using Portfolio.Web.Exports;

namespace Portfolio.Web.Tests.Exports;

/// <summary>What a file is called when it is saved.</summary>
internal sealed class DownloadTests
{
    [TestCase("du-an-2026-06-01.csv", "attachment; filename=\"du-an-2026-06-01.csv\"")]
    [TestCase("kế hoạch Đường 2026.xlsx", "attachment; filename=\"ke hoach Duong 2026.xlsx\"; filename*=UTF-8''k%E1%BA%BF%20ho%E1%BA%A1ch%20%C4%90%C6%B0%E1%BB%9Dng%202026.xlsx")]
    [TestCase("..\\..\\etc/passwd", "attachment; filename=\"-..-etc-passwd\"")]
    [TestCase("a\"; filename=\"b.exe", "attachment; filename=\"a-- filename=-b.exe\"")]
    [TestCase("a\r\nSet-Cookie: b=c.csv", "attachment; filename=\"a--Set-Cookie- b=c.csv\"")]
    [TestCase("vsc\u202Eexe.csv", "attachment; filename=\"vsc-exe.csv\"")]
    [TestCase("\U0001F600.csv", "attachment; filename=\"--.csv\"")]
    [TestCase(" . ", "attachment; filename=\"download\"")]
    public void A_name_holds_nothing_that_is_more_than_a_name(string name, string expected) =>
        Assert.That(Download.Disposition(name), Is.EqualTo(expected));

    [TestCase("kế hoạch Đường 2026.xlsx")]
    [TestCase("Nhu cầu vốn (đợt 2), tỷ đồng.csv")]
    public void A_browser_reads_the_name_as_it_is(string name) =>
        Assert.That(ContentDispositionHeaderValue.Parse(Download.Disposition(name)).FileNameStar, Is.EqualTo(name));
}
