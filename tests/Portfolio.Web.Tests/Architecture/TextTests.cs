using System.Text.RegularExpressions;
using System.Xml.Linq;
using Portfolio.Accounts;
using Portfolio.Accounts.Tokens;
using Portfolio.Database;
using Portfolio.Funding.Payments.Tables;
using Portfolio.Jobs;
using Portfolio.Reporting.Capital.Dated;
using Portfolio.Reporting.Capital.Payments;
using Portfolio.Reporting.Projects;
using Portfolio.Reporting.Reports;
using Portfolio.Slippage.Rules;
using Portfolio.Web.Mails;
using Portfolio.Web.Pages.Capital;

namespace Portfolio.Web.Tests.Architecture;

/// <summary>Every text shown to people stands in the resource files, in both languages, and is used.</summary>
internal sealed partial class TextTests
{
    private static readonly string Web = Path.Combine(RepositoryFolder.Root()!, "src", "Portfolio.Web");
    private static readonly Dictionary<string, string> Vietnamese = Read("Texts.resx");
    private static readonly Dictionary<string, string> English = Read("Texts.en.resx");

    // Keys that are put together at run time: the list, and the codes it is asked for.
    private static readonly Dictionary<string, IEnumerable<string>> Lists = new()
    {
        ["sector"] = ProjectCodes.Sectors,
        ["parameter"] = ["disbursement.behind", "milestone.overdue", "capital.duration_years.a", "capital.duration_years.b", "capital.duration_years.c"],
        ["kind"] = ProjectCodes.Kinds,
        ["mail_language"] = ["vi", "en"],
        ["mail_part"] = WarningParts.All,
        ["mail"] = ["red_now.subject", "red_now.subject_one", "escalated.subject", "escalated.subject_one", "resolved.subject", "resolved.subject_one"],
        ["mail_kind"] = MailKinds.All.Select(kind => kind.Code),
        ["mail_list"] = Portfolio.Web.Pages.Admin.Mail.IndexModel.Statuses,
        ["mail_status"] = Portfolio.Web.Pages.Admin.Mail.IndexModel.Statuses,
        ["mail_outcome"] = ["sent", "later", "unreachable", "refused", "no_such_address", "given_up"],
        ["mail_via"] = ["smtp", "file"],
        ["stage"] = [.. ProjectCodes.Stages, ProjectFilter.StageNotStated],
        ["role_name"] = Enum.GetNames<Role>(),
        ["job_result"] = Enum.GetNames<JobResult>().Select(name => name.ToLowerInvariant()),
        ["job_count"] =
            ["sessions", "writes", "runs", "projects", "lines", "differences", "events", "broken", "mails", "queued", "opened", "worsened", "eased", "resolved"],
        ["permission"] = Enum.GetNames<Permission>(),
        ["account_status"] = ["active", "inactive", "invitation", "reset", "no_password", "locked"],
        ["capital_tab"] = Enum.GetNames<CapitalTab>(),
        ["change_side"] = ["all", .. Enum.GetNames<ChangeSide>().Select(side => side.ToLowerInvariant())],
        ["decision_kind"] = ["allocation", "adjustment", "closing"],
        ["method"] = ["password", "second_factor", "recovery_code", "passkey", "single_sign_on", "single_sign_on_strong"],
        ["source_class"] = ["state", "other"],
        ["figure_basis"] = ["official", "entered", "illustrative"],
        ["size_group"] = ["national", "a", "b", "c", "none"],
        ["commune_kind"] = ["xa", "phuong"],
        ["commune_kind_plural"] = ["xa", "phuong"],
        ["account_tab"] = ["Profile", "Protection", "Sessions", "Tokens", "Mail"],
        ["scope_area"] = TokenScopes.Areas,
        ["scope"] = TokenScopes.All.Select(scope => scope.Replace(':', '_')),
        ["amount_unit"] = Enum.GetNames<AmountUnit>(),
        ["payment_column"] = PaymentColumns.All.Select(column => column.Key),
        ["payment_status"] = PaymentFilter.Statuses,
        ["precision"] = ["day", "month", "quarter", "half_year", "year", "period", "continuous"],
        ["frequency"] = ["half_year", "year", "quarter", "once", "on_request"],
        ["plan_kind"] = ["infrastructure", "environment", "master_plan", "master_plan_implementation"],
        ["body_kind"] = ["committee", "department", "pmu", "commune", "party", "central", "enterprise", "group", "other"],
        ["report_state"] = OwedRequest.States,
        ["warning_rule"] = RuleLimit.All.Select(limit => limit.Rule).Append("ledger.broken").Distinct(),
        ["warning_rule_text"] = RuleLimit.All.Select(limit => limit.Rule).Distinct(),
        ["warning_limit"] = RuleLimit.All.Select(limit => limit.Rule + "." + limit.Name),
        ["warning_unit"] = RuleLimit.All.Select(limit => limit.Unit).Distinct().Except(["month_day"]),
        ["warning_severity"] = ["notice", "amber", "red"],
        ["milestone"] = ["state_met", "state_late", "state_ahead", "state_continuous"],
        ["error_page"] = ["not_found", "not_found_text", "forbidden", "forbidden_text", "bad_request", "bad_request_text", "too_large", "too_large_text", "too_many", "too_many_text", "bug", "bug_text", "unavailable", "unavailable_text"],
    };

    [Test]
    public void Both_languages_hold_the_same_keys_and_no_empty_text()
    {
        Assert.That(English.Keys, Is.EquivalentTo(Vietnamese.Keys));
        Assert.That(Vietnamese.Concat(English).Where(t => string.IsNullOrWhiteSpace(t.Value)), Is.Empty);
    }

    [Test]
    public void Both_languages_name_the_same_places_for_values() => Assert.That(
        Vietnamese.Keys.Where(key => !Places(Vietnamese[key]).SetEquals(Places(English[key]))), Is.Empty);

    [Test]
    public void Every_key_that_a_page_or_class_names_exists()
    {
        var named = Sources().SelectMany(source => Key().Matches(source.Text).Select(m => (source.Name, Key: m.Groups[1].Value)))
            .Where(use => !use.Key.EndsWith('.') && !use.Key.EndsWith('_'));
        Assert.That(named.Where(use => !Vietnamese.ContainsKey(use.Key)), Is.Empty);
    }

    [Test]
    public void Every_code_of_a_list_has_its_word() => Assert.That(
        Lists.SelectMany(list => list.Value.Select(code => list.Key + "." + code)).Where(key => !Vietnamese.ContainsKey(key)), Is.Empty);

    [Test]
    public void No_text_stands_in_code_or_pages()
    {
        // Whatever has Vietnamese accents outside a comment is a text that belongs in the resource files.
        var found = Sources().SelectMany(source => Comment().Replace(source.Text, "").Split('\n')
            .Where(line => Accented().IsMatch(line)).Select(line => source.Name + ": " + line.Trim()));
        Assert.That(found, Is.Empty);
    }

    private static IEnumerable<(string Name, string Text)> Sources() =>
        from file in Directory.EnumerateFiles(Web, "*.cs*", SearchOption.AllDirectories)
        where Path.GetExtension(file) is ".cs" or ".cshtml"
            && !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal)
            && !file.Contains($"{Path.DirectorySeparatorChar}node_modules{Path.DirectorySeparatorChar}", StringComparison.Ordinal)
        select (Path.GetFileName(file), File.ReadAllText(file));

    private static Dictionary<string, string> Read(string file) =>
        XDocument.Load(Path.Combine(Web, "Resources", file)).Root!.Elements("data")
            .ToDictionary(d => d.Attribute("name")!.Value, d => d.Element("value")!.Value);

    private static HashSet<string> Places(string text) => [.. Place().Matches(text).Select(m => m.Value)];

    [GeneratedRegex("""(?:\bT|texts)\["([a-z_.A-Z]+)"(?:[,\]])""")]
    private static partial Regex Key();

    [GeneratedRegex(@"\{\w+\}")]
    private static partial Regex Place();

    [GeneratedRegex(@"//.*|@\*[\s\S]*?\*@")]
    private static partial Regex Comment();

    [GeneratedRegex("[\u0102\u0103\u0110\u0111\u0128\u0129\u0168\u0169\u01a0\u01a1\u01af\u01b0\u1ea0-\u1ef9]")]
    private static partial Regex Accented();
}
