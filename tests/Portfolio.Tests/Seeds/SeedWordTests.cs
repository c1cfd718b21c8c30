using System.Reflection;
using System.Text.RegularExpressions;
using Dapper;
using Portfolio.Database.Seeds.Tables;
using Portfolio.Reporting.Projects;
using Portfolio.Tests.Support;

namespace Portfolio.Tests.Seeds;

/// <summary>The lists of codes that stand in the program are those of the database's checks.</summary>
internal sealed partial class SeedWordTests
{
    /// <summary>The columns that hold the words of a list.</summary>
    private static readonly Dictionary<string, string[]> ColumnsOf = new()
    {
        [nameof(SeedWords.CommuneKinds)] = ["directory.commune.kind"],
        [nameof(SeedWords.BodyKinds)] = ["directory.body.kind"],
        [nameof(SeedWords.SourceClasses)] = ["funding.source.source_class", "funding.envelope.source_class"],
        [nameof(SeedWords.PlanKinds)] = ["plans.plan.kind"],
        [nameof(SeedWords.ProjectKinds)] = ["projects.project.kind", "milestones.standard.project_kind"],
        [nameof(SeedWords.Sectors)] = ["projects.project.sector"],
        [nameof(SeedWords.Groups)] = ["projects.project.size_group"],
        [nameof(SeedWords.Stages)] = ["projects.project.stage"],
        [nameof(SeedWords.Roles)] = ["projects.project_body.role"],
        [nameof(SeedWords.AccountRoles)] = ["accounts.account.role"],
        [nameof(SeedWords.Precisions)] = ["milestones.milestone.planned_precision"],
        [nameof(SeedWords.Comparators)] = ["plans.indicator.comparator", "projects.output.comparator"],
        [nameof(SeedWords.LimitUnits)] = ["slippage.rule_limit.unit"],
        [nameof(SeedWords.Frequencies)] = ["plans.reporting_obligation.frequency"],
    };

    // Bases tell whence the program knows a figure, and what accounts do happens in the program; no file may say that.
    private static readonly string[] NotInFiles =
    [
        "projects.project.stage_basis", "funding.need_line.figure_basis", "funding.need.figure_basis",
        // A few words of the decisions and payments made up for demonstration stand beside their tables.
        "funding.decision.kind", "funding.decision.status", "funding.decision.figure_basis", "funding.ceiling_line.figure_basis",
        "funding.allocation_line.entry", "funding.source_year.ceiling_basis", "funding.payment.status", "funding.payment.figure_basis",
        "funding.project_terms.size_group", "files.file.media_type", "milestones.open_count.unit",
        "milestones.milestone.figure_basis", "milestones.date_entry.field", "milestones.date_entry.reason_code", "milestones.date_entry.figure_basis",
        "milestones.forecast.cause", "milestones.remark.figure_basis", "land_clearance.package.land_use", "land_clearance.package.figure_basis",
        "land_clearance.entry.field", "land_clearance.entry.figure_basis", "land_clearance.package_step.figure_basis",
        "land_clearance.obstacle.figure_basis", "land_clearance.answer.figure_basis", "land_clearance.step.limit_unit", "land_clearance.step.document_unit",
        "accounts.session.method", "accounts.mail_request.purpose", "accounts.setting.key",
        "slippage.episode.subject_type", "slippage.episode.severity", "slippage.open_count.severity", "slippage.project_state.stated", "slippage.colour_statement.was",
        "slippage.colour_statement.now", "slippage.remark.kind", "jobs.run.result", "notifications.mail.language", "notifications.mail.status",
        "notifications.mail.via", "notifications.mail_attempt.outcome", "notifications.told.severity", "notifications.preference.language",
    ];

    private static IReadOnlyDictionary<string, string[]> checks = null!;

    [OneTimeSetUp]
    public async Task ReadAsync()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var connection = await database.OpenAsync();
        var rows = await connection.QueryAsync<(string Column, string Definition)>("""
            select format('%s.%s.%s', n.nspname, t.relname, a.attname), pg_get_constraintdef(k.oid)
            from pg_constraint k
            join pg_class t on t.oid = k.conrelid
            join pg_namespace n on n.oid = t.relnamespace
            join pg_attribute a on a.attrelid = t.oid and a.attnum = k.conkey[1]
            where k.contype = 'c' and cardinality(k.conkey) = 1
            """);
        checks = rows.Where(r => r.Definition.Contains("ARRAY[", StringComparison.Ordinal)).ToDictionary(
            r => r.Column, r => Word().Matches(r.Definition).Select(m => m.Groups[1].Value).ToArray());
    }

    private static IEnumerable<FieldInfo> Lists() => typeof(SeedWords).GetFields(BindingFlags.Static | BindingFlags.Public);

    [TestCaseSource(nameof(Lists))]
    public void A_list_of_the_seeds_is_that_of_its_columns(FieldInfo list)
    {
        Assert.That(ColumnsOf, Contains.Key(list.Name), "say which columns hold the words");
        foreach (var column in ColumnsOf[list.Name])
        {
            Assert.That(checks, Contains.Key(column));
            Assert.That((string[])list.GetValue(null)!, Is.EquivalentTo(checks[column]), column);
        }
    }

    [Test]
    public void No_column_has_a_list_that_the_seeds_do_not_know() =>
        Assert.That(checks.Keys, Is.EquivalentTo(ColumnsOf.Values.SelectMany(c => c).Concat(NotInFiles)));

    [Test]
    public void The_lists_that_are_shown_are_those_of_the_columns()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(ProjectCodes.Sectors, Is.EquivalentTo(checks["projects.project.sector"]));
            Assert.That(ProjectCodes.Kinds, Is.EquivalentTo(checks["projects.project.kind"]));
            Assert.That(ProjectCodes.Stages, Is.EquivalentTo(checks["projects.project.stage"]));
        }
    }

    [GeneratedRegex("'([^']+)'::text")]
    private static partial Regex Word();
}
