using System.Globalization;
using System.Text;
using Dapper;
using Npgsql;
using Portfolio.Web.Tests.Support;

namespace Portfolio.Web.Tests.Pages;

/// <summary>The list as a file for Excel.</summary>
internal sealed class CsvTests
{
    [Test]
    public async Task It_opens_in_a_Vietnamese_Excel_with_its_accents()
    {
        var bytes = await SharedHost.Client.GetByteArrayAsync(new Uri("/projects.csv?q=giai%20phong", UriKind.Relative));

        Assert.That(bytes.Take(3), Is.EqualTo(Encoding.UTF8.Preamble.ToArray()));
        var lines = Lines(bytes);
        Assert.That(lines[0], Does.StartWith("Mã;Tên;Kế hoạch;Chương trình;Lĩnh vực;"));
        Assert.That(lines.Skip(1), Is.Not.Empty.And.All.Contains("iải phóng").IgnoreCase);
    }

    [Test]
    public async Task In_English_the_separator_is_a_comma() =>
        Assert.That(
            Lines(await SharedHost.Client.GetByteArrayAsync(new Uri("/projects.csv?lang=en&sector=airport", UriKind.Relative)))[0],
            Does.Match("^[A-Z][a-z]+,[A-Z][a-z]+,[A-Z][a-z]+,"));

    [Test]
    public async Task It_holds_every_project_of_the_list_and_amounts_to_the_dong()
    {
        var lines = Lines(await SharedHost.Client.GetByteArrayAsync(new Uri("/projects.csv?plan=" + Addresses.MainPlan, UriKind.Relative)));
        var head = lines[0].Split(';');
        var total = Array.IndexOf(head, "Tổng nhu cầu (đồng)");

        Assert.That(lines, Has.Length.EqualTo(1 + 42));
        // No cell of a project behind its name and plan holds a separator, so the columns can be counted from the end.
        Assert.That(lines.Skip(1).Sum(line => long.Parse(line.Split(';')[^(head.Length - total)], CultureInfo.InvariantCulture)),
            Is.EqualTo(93_243_100_000_000));
    }

    [Test]
    public async Task A_name_that_a_spreadsheet_would_reckon_stays_text()
    {
        await using var host = await TestHost.StartAsync(demo: false);
        await using var connection = new NpgsqlConnection(host.ConnectionString);
        foreach (var name in (string[])["=1+1", "+84 khu đô thị", "-2 làn xe", "@SUM(A1)"])
        {
            await connection.ExecuteAsync("update projects.project set name = @name where code = 'CB-GT-001'", new { name });

            var lines = Lines(await host.Client.GetByteArrayAsync(new Uri("/projects.csv?q=CB-GT-001", UriKind.Relative)));

            Assert.That(lines[1], Does.StartWith($"CB-GT-001;\"'{name}\";").Or.StartWith($"CB-GT-001;'{name};"));
        }
    }

    private static string[] Lines(byte[] file) => Encoding.UTF8.GetString(file)[1..].Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
}
