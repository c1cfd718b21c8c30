using Portfolio.Web.Commands;

namespace Portfolio.Web.Tests.Commands;

/// <summary>What is a setting, what a command, and what an option of it.</summary>
public sealed class ArgumentsTests
{
    [TestCase("", "", "")]
    [TestCase("--urls http://localhost:1 --Seeds:Demo=false", "--urls http://localhost:1 --Seeds:Demo=false", "")]
    [TestCase("--Seeds:Demo false /Seeds:Plans=true urls=http://localhost:1", "--Seeds:Demo false /Seeds:Plans=true urls=http://localhost:1", "")]
    [TestCase("seed", "", "seed")]
    [TestCase("seed --Seeds:Demo=true --Seeds:Plans false", "--Seeds:Demo=true --Seeds:Plans false", "seed")]
    [TestCase("--Embedded:DataFolder /tmp/x seed --help", "--Embedded:DataFolder /tmp/x", "seed --help")]
    [TestCase("--Seeds:Demo=true seed", "--Seeds:Demo=true", "seed")]
    [TestCase("token --account an --scope=read --AllowedHosts=x --urls http://localhost:1", "--AllowedHosts=x --urls http://localhost:1", "token --account an --scope=read")]
    [TestCase("--help", "", "--help")]
    [TestCase("--urls", "--urls", "")]
    public void Settings_are_told_from_words(string line, string settings, string words)
    {
        var arguments = Arguments.Read(line.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        Assert.That((string.Join(' ', arguments.Settings), string.Join(' ', arguments.Words)), Is.EqualTo((settings, words)));
    }

    [Test]
    public void Options_of_commands_are_written_so_that_they_are_not_taken_for_settings() => Assert.That(
        from command in ConsoleCommands.All()
        from option in command.Options
        from name in (string[])[option.Name, .. option.Aliases]
        where Arguments.Read([command.Name, name]).Settings.Length > 0
        select $"{command.Name} {name}",
        Is.Empty);
}
