using System.Collections.Frozen;
using System.Globalization;
using Microsoft.Extensions.Localization;
using Portfolio.Audit;
using Portfolio.Common;
using Portfolio.Funding.Curves;
using Portfolio.Reporting.Trail;
using Portfolio.Web.Resources;

namespace Portfolio.Web.Formatting;

/// <summary>Events of the audit trail in words. What has no word, or no name any longer, is shown as it stands in the trail.</summary>
internal sealed class EventWords(IStringLocalizer<Texts> texts, Display display)
{
    /// <summary>Kinds whose whole numbers are amounts in đồng; in others they count something.</summary>
    private static readonly FrozenSet<string> OfMoney =
        ((string[])
        [
            "funding.needs_set", "seeds.needs_changed", "seeds.envelope_changed", "seeds.plan_changed", "capital.lines_edited", "capital.allocation",
            "capital.adjustment", "capital.closing", "capital.ceilings_set", "capital.contingency_kept", "capital.contingency_drawn",
        ]).ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Fields that hold what somebody wrote: a name "2027" is no number.</summary>
    private static readonly FrozenSet<string> Written =
        ((string[])["decision_name", "purpose", "decision_number", "signer", "return_reason"]).ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Fields that hold an amount in đồng, whatever was done.</summary>
    private static readonly FrozenSet<string> Amounts = ((string[])["paid_amount", "total_investment", "compensation_approved", "compensation_paid"]).ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Fields whose digits count nothing: a year, a number of a document, a key.</summary>
    private static readonly FrozenSet<string> Signs =
        ((string[])["budget_year", "first_funded_year", "document_number", "payment", "payment_file", "reverses", "obstacle_id"]).ToFrozenSet(StringComparer.Ordinal);

    /// <summary>More changes than so many stand behind a fold.</summary>
    public const int Folded = 6;

    /// <summary>More changes than so many of one event are not shown on a page; a paper on capital may change thousands of cells at once.</summary>
    public const int MostShown = 200;

    /// <summary>Lists in which the code of a value may stand, after the texts.</summary>
    private static readonly string[] Records = ["body", "province", "project", "plan", "source"];

    /// <summary>What was done.</summary>
    public string Kind(string kind) => Known("event." + kind) ?? kind;

    /// <summary>Who did it.</summary>
    public string Actor(AuditEntry entry) => (entry.AccountId is null ? Known("actor." + entry.ActorName) : null) ?? entry.ActorName;

    /// <summary>In which role; null for the program itself.</summary>
    public string? Role(AuditEntry entry) =>
        entry.ActorRole == nameof(Portfolio.Accounts.Role.System) ? null : Known("role_name." + entry.ActorRole) ?? entry.ActorRole;

    /// <summary>What kind of record it concerns.</summary>
    public string SubjectType(string type) => Known("subject_type." + type) ?? type;

    /// <summary>Name of the record it concerns; null where there is none.</summary>
    public string? Subject(AuditEntry entry, NameBook names) =>
        Name(names.Find(entry.SubjectType, entry.SubjectCode)) ?? Known($"{entry.SubjectType}.{entry.SubjectCode}".Replace('-', '_'));

    /// <summary>Page of the record it concerns; null where there is none.</summary>
    public static string? SubjectUrl(AuditEntry entry, NameBook names)
    {
        if (names.Find(entry.SubjectType, entry.SubjectCode) is null)
            return null;
        var code = entry.SubjectCode.Split('/').Select(Uri.EscapeDataString).ToArray();
        return (entry.SubjectType, code) switch
        {
            ("project", [var project]) => "/projects/" + project,
            ("plan", [var plan]) => "/plans/" + plan,
            ("programme", [var plan, var programme]) => $"/projects?plan={plan}&programme={programme}",
            ("body", [var body]) => "/bodies/" + body,
            ("decision", [var decision]) => "/capital/decisions/" + decision,
            _ => null,
        };
    }

    /// <summary>Name of the province of the event; null where it belongs to none.</summary>
    public static string? Province(AuditEntry entry, NameBook names) =>
        entry.Province is { } code ? Name(names.Find("province", code)) ?? code : null;

    /// <summary>A field: a source of capital, a milestone of the project, a report of the plan, a cell of a plan of capital, rows of a table, or a word.</summary>
    public string Field(AuditEntry entry, string field, NameBook names) =>
        Name(names.Find("source", field) ?? names.Find("milestone", field, entry.SubjectCode) ?? names.Find("obligation", field, entry.SubjectCode))
        ?? Milestone(entry, field, names) ?? Known("change." + field) ?? Share(field) ?? Land(field) ?? Contingency(field, names) ?? Cell(field, names) ?? Rows(field) ?? field;

    /// <summary>A value as people write it: đồng, days, yes and no, names behind codes.</summary>
    public string Value(AuditEntry entry, string field, string? value, NameBook names) => value switch
    {
        null => "–",
        _ when Written.Contains(field) => value,
        _ when Signs.Contains(field) => value,
        _ when Share(field) is not null && int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var share) => ShareText.Of(share, CultureInfo.CurrentCulture) + " %",
        "true" => texts["value.yes"].Value,
        "false" => texts["value.no"].Value,
        _ => Number(entry, field, value) ?? Day(value) ?? Instant(value) ?? Known($"{field[(field.LastIndexOf('/') + 1)..]}.{value}") ?? OfRole(field, value) ?? OfList(field, value, names) ?? OfRecord(value, names) ?? value,
    };

    /// <summary>All changes in one line, for files.</summary>
    public string Changes(AuditEntry entry, NameBook names) => string.Join("; ", entry.Changes.Select(change =>
        $"{Field(entry, change.Field, names)}: {Value(entry, change.Field, change.Before, names)} → {Value(entry, change.Field, change.After, names)}"));

    /// <summary>Where and how the chain is broken.</summary>
    public string Broken(BrokenLink link, NameBook names)
    {
        var chain = link.Chain.Length == 0 ? texts["audit.chain_none"].Value : Name(names.Find("province", link.Chain)) ?? link.Chain;
        var place = texts["audit.place", chain, link.Lane, link.Position].Value;
        var shown = link is { EventId: { } id, OccurredAt: { } at } ? texts["audit.shown_at", id, Display.Instant(at)].Value : texts["audit.shown_nowhere"].Value;
        return $"{place}: {texts["audit_fault." + link.Fault].Value} ({shown})";
    }

    private string? Known(string key) => texts[key] is { ResourceNotFound: false } text ? text.Value : null;

    private static string? Name(RecordName? name) => name is null ? null : Display.Name(name.Name, name.NameEn);

    // "CB-GT-001/ngan-sach-tinh/2027" in a paper, "ngan-sach-tinh/2027" of a project, "ngan-sach-tinh/2027/lapsed" at a closing.
    private string? Cell(string field, NameBook names) => field.Split('/') switch
    {
        [var source, var year] when IsYear(year) => $"{Source(source, names)} · {year}",
        [var source, var year, var entry] when IsYear(year) => $"{Source(source, names)} · {year} · {Known("entry." + entry) ?? entry}",
        [var project, var source, var year] when IsYear(year) => $"{project} · {Source(source, names)} · {year}",
        _ => null,
    };

    // "khoi-cong/planned", "khoi-cong/percent", "khoi-cong/after/bo-tri-von", "khoi-cong/land/12".
    private string? Milestone(AuditEntry entry, string field, NameBook names) =>
        field.Split('/') is not [var code, .. { Length: > 0 } what] || Name(names.Find("milestone", code, entry.SubjectCode)) is not { } name ? null
        : what switch
        {
            [var date] when Known("schedule.field_" + date) is { } word => $"{name} · {word}",
            [var other] when Known("change.milestone_" + other) is { } word => $"{name} · {word}",
            ["after", var before] => $"{name} · {texts["change.milestone_after", Name(names.Find("milestone", before, entry.SubjectCode)) ?? before].Value}",
            ["land", var package] => $"{name} · {texts["change.milestone_land", package].Value}",
            _ => null,
        };

    // "curve/2026/3": what is planned by the end of a month.
    private string? Share(string field) =>
        field.Split('/') is ["curve", var year, var month] ? texts["change.curve_month", month, year].Value : null;

    // "land/GP-01/paid": a counter of a package, or what is said of it beside.
    private string? Land(string field) => field.Split('/') is ["land", var package, var of]
        ? $"{package} · {Known("land_figure." + of) ?? Known("land_field." + of) ?? of}"
        : null;

    // "kept/ngan-sach-tinh/Dự phòng chung", "draw/ngan-sach-tinh/Dự phòng chung"; a name may hold a stroke.
    private string? Contingency(string field, NameBook names) => field.Split('/', 3) switch
    {
        ["kept" or "draw", var source, var name] => texts["change.contingency", name, Source(source, names)].Value,
        _ => null,
    };

    private static bool IsYear(string text) => text.Length == 4 && text.All(char.IsAsciiDigit);

    private static string Source(string code, NameBook names) => Name(names.Find("source", code)) ?? code;

    // "plans.plan.inserted": rows of a table that came.
    private string? Rows(string field) =>
        field.LastIndexOf('.') is var dot and > 0 && Known("table." + field[..dot]) is { } table && Known("change." + field[(dot + 1)..]) is { } done
            ? $"{table}: {done}"
            : null;

    private string? Number(AuditEntry entry, string field, string value) =>
        !long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? null
        : OfMoney.Contains(entry.Kind) || Amounts.Contains(field[(field.LastIndexOf('/') + 1)..]) ? display.Dong(new Vnd(number))
        : number.ToString("#,##0", CultureInfo.CurrentCulture);

    // "2026-05-19", or "2026-06-30 (quarter)" for the last day of a period.
    private string? Day(string value)
    {
        if (value.Length < 10 || !DateOnly.TryParseExact(value[..10], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            return null;
        return value[10..] switch
        {
            "" => Display.Date(day),
            [' ', '(', .. var precision, ')'] when Known("precision." + precision) is { } word => $"{Display.Date(day)} ({word})",
            _ => null,
        };
    }

    private static string? Instant(string value) =>
        value.Length >= 19 && value[10] == 'T'
        && DateTimeOffset.TryParse(value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant)
            ? Display.Instant(BusinessCalendar.InVietNam(instant))
            : null;

    private string? OfRole(string field, string value) => field switch
    {
        "role" => Known("role_name." + value),
        "kind" => Known("body_kind." + value),
        "permission" => Known("permission." + value),
        "code" => Known("error." + value),
        _ => null,
    };

    private static string? OfList(string field, string value, NameBook names) => field is "bodies" or "heads"
        ? string.Join(", ", value.Split(", ").Select(code => OfRecord(code, names) ?? code))
        : null;

    private static string? OfRecord(string value, NameBook names) =>
        Records.Select(list => Name(names.Find(list, value))).FirstOrDefault(name => name is not null);
}
