using Microsoft.Playwright;

namespace Portfolio.Web.Tests.Browser;

/// <summary>The checks do find what they look for.</summary>
internal sealed class PageChecksTests
{
    [Test]
    public async Task A_page_that_is_wrong_is_found_wrong()
    {
        await using var visitor = await Visitor.OpenAsync(width: 360);
        await visitor.GoAsync("/plans");
        await visitor.Page.EvaluateAsync(
            """
            () => {
              document.querySelector('main').insertAdjacentHTML('beforeend', '<p id="wide">stage.not_there</p><img src="data:,"><button></button>');
              document.querySelector('#wide').style.width = '400px';
              console.error('thrown by the test');
              setTimeout(() => { throw new Error('late'); });
            }
            """);

        Assert.That(await visitor.Page.OverflowAsync(), Does.Contain("stage.not_there"));
        Assert.That(await visitor.Page.MissingTextsAsync(), Is.EqualTo((string[])["stage.not_there"]));
        Assert.That(await visitor.Page.BarriersAsync(), Has.Some.Contains("image-alt").And.Some.Contains("button-name"));
        Assert.That(visitor.Complaints, Has.Some.Contains("thrown by the test").And.Some.Contains("late"));

        await visitor.Page.EvaluateAsync("() => document.body.append(document.createElement('iframe'))");
        Assert.That(visitor.Page.BarriersAsync, Throws.TypeOf<PlaywrightException>().With.Message.Contains("frame"));
    }
}
