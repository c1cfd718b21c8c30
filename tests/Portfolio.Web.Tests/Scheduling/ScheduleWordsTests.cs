using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Portfolio.Web.Scheduling;

namespace Portfolio.Web.Tests.Scheduling;

/// <summary>When a job runs, in words.</summary>
internal sealed class ScheduleWordsTests
{
    [TestCase("0 0 2 * * ?", "hằng ngày lúc 02:00", "every day at 02:00")]
    [TestCase("0 30 7,13 ? * *", "hằng ngày lúc 07:30, 13:30", "every day at 07:30, 13:30")]
    [TestCase("0 30 7 ? * MON-FRI", "thứ Hai đến thứ Sáu lúc 07:30", "Monday to Friday at 07:30")]
    [TestCase("0 0 6 ? * MON", "Thứ Hai hằng tuần lúc 06:00", "every Monday at 06:00")]
    [TestCase("0 5 0 1 * ?", "ngày 1 hằng tháng lúc 00:05", "on day 1 of every month at 00:05")]
    [TestCase("0 * * * * ?", "mỗi phút một lần", "every minute")]
    [TestCase("0/20 * * * * ?", "20 giây một lần", "every 20 seconds")]
    [TestCase("0 */5 * * * ?", "5 phút một lần", "every 5 minutes")]
    [TestCase("0 0 * * * ?", "mỗi giờ một lần", "every hour")]
    [TestCase("0 10 * * * ?", "mỗi giờ một lần, vào phút thứ 10", "every hour at minute 10")]
    [TestCase("0 0 0/6 * * ?", "6 giờ một lần", "every 6 hours")]
    [TestCase("7 0 2 L * ?", "7 0 2 L * ?", "7 0 2 L * ?")]
    public void A_schedule_is_said_in_words_where_there_are_some(string cron, string vietnamese, string english)
    {
        Assert.That(Say(cron, "vi"), Is.EqualTo(vietnamese));
        Assert.That(Say(cron, "en"), Is.EqualTo(english));
    }

    [Test]
    public void Every_schedule_in_use_has_words() =>
        Assert.That(Schedule.Jobs.Where(job => Words.Find(job.Cron) is null).Select(job => job.Cron), Is.Empty);

    private static ScheduleWords Words => SharedHost.Host.Services.GetRequiredService<ScheduleWords>();

    private static string Say(string cron, string language)
    {
        var before = CultureInfo.CurrentUICulture;
        try
        {
            CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);
            return Words.Of(cron);
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }
    }
}
