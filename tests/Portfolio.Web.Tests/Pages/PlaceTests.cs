namespace Portfolio.Web.Tests.Pages;

/// <summary>Bodies and communes with their projects.</summary>
internal sealed class PlaceTests
{
    [TestCase("/bodies?province=cb&q=so%20xay%20dung", "/bodies/cb-so-xay-dung")]
    [TestCase("/communes?province=cb&q=tra%20linh", "/communes/cb-tra-linh")]
    [TestCase("/bodies?province=ls&q=S%E1%BB%9E%20T%C3%80I", "/bodies/ls-so-tai-chinh")]
    public async Task A_place_is_found_without_accents_and_in_capitals(string path, string found)
    {
        var page = await SharedHost.Client.GetPageAsync(path);

        Assert.That(page, Does.Contain($"href=\"{found}\""));
        Assert.That(page, Does.Not.Contain("href=\"/bodies/cb-so-noi-vu\"").And.Not.Contain("href=\"/communes/cb-bao-lac\""));
    }

    [TestCase("/bodies/cb-so-xay-dung")]
    [TestCase("/communes/cb-tra-linh")]
    public async Task The_page_of_a_place_lists_its_projects(string path) =>
        Assert.That(await SharedHost.Client.GetPageAsync(path), Does.Contain($"href=\"/projects/{Addresses.Road}\""));

    [TestCase("/bodies/khong-co")]
    [TestCase("/communes/khong-co")]
    [TestCase("/plans/khong-co")]
    public async Task A_place_that_does_not_exist_is_said_not_to(string path)
    {
        using var response = await SharedHost.Client.GetAsync(new Uri(path, UriKind.Relative));

        Assert.That((int)response.StatusCode, Is.EqualTo(404));
        Assert.That(await response.Content.ReadAsStringAsync(), Does.Contain("khong-co").And.Contain("<h1>Không tìm thấy</h1>"));
    }
}
