using System.Globalization;
using Npgsql;
using Portfolio.Accounts;
using Portfolio.Common;
using Portfolio.Directories;
using Portfolio.Notifications.Mail;
using Portfolio.Reporting.Warnings;

namespace Portfolio.Notifications.Warnings;

/// <summary>
/// Queues mails about warnings: at once for new red ones, else one digest for each person on working days, and none where nothing is
/// new or due. What is queued and who was told what are kept together or not at all.
/// </summary>
public sealed class WarningMails(PortfolioDatabase database, BusinessCalendar calendar)
{
    /// <summary>Tells those who answer for the work of red warnings they do not know of.</summary>
    /// <param name="actor">The program; needs <see cref="Permission.DispatchMail"/>.</param>
    /// <param name="ct">Cancels the call.</param>
    /// <returns>Mails queued.</returns>
    public async Task<int> QueueRedAsync(Actor actor, CancellationToken ct)
    {
        actor.Demand(Permission.DispatchMail);
        return await database.TransactAsync(async (connection, transaction) =>
        {
            await ToldRecords.LockAsync(connection, transaction, ct);
            var due = await DueWarnings.NewRedAsync(connection, transaction, calendar.Today, ct);
            return await QueueAsync(connection, transaction, due, MailOfRed, ct);
        }, ct);
    }

    /// <summary>Queues the digests of the day, each for the hour its reader wants; none on days on which offices are closed.</summary>
    /// <param name="actor">The program; needs <see cref="Permission.DispatchMail"/>.</param>
    /// <param name="ct">Cancels the call.</param>
    /// <returns>Mails queued.</returns>
    public async Task<int> QueueDigestsAsync(Actor actor, CancellationToken ct)
    {
        actor.Demand(Permission.DispatchMail);
        return await database.TransactAsync(async (connection, transaction) =>
        {
            if (!await WorkingDays.IsAsync(connection, transaction, calendar.Today, ct))
                return 0;
            await ToldRecords.LockAsync(connection, transaction, ct);
            await ToldRecords.ForgetAsync(connection, transaction, calendar.Today, ct);
            var due = await DueWarnings.OfDigestAsync(connection, transaction, calendar.Today, ct);
            return await QueueAsync(connection, transaction, due, MailOfDigest, ct);
        }, ct);
    }

    /// <summary>What a mail of a kind would say of active warnings; null where there are none, or the kind is of something else.</summary>
    /// <param name="actor">Who asks; needs <see cref="Permission.ManageMail"/>.</param>
    /// <param name="kind">Kind, one of <see cref="MailModels"/>.</param>
    /// <param name="ct">Cancels the call.</param>
    public async Task<WarningMail?> SampleAsync(Actor actor, string kind, CancellationToken ct)
    {
        actor.Demand(Permission.ManageMail);
        if (kind is not (MailModels.Digest or MailModels.RedNow or MailModels.Resolved or MailModels.Escalated))
            return null;
        await using var connection = await database.OpenAsync(ct);
        var shown = (await DueWarnings.ShownAsync(connection, actor.Reach.Province, ct)).Select((warning, n) => warning with { Part = PartOf(kind, warning, n), Role = Role.Owner })
            .Where(warning => IsOf(kind, warning)).ToList();
        return shown.Count == 0 ? null : Model(shown);
    }

    private static bool IsOf(string kind, DueWarning warning) => kind switch
    {
        MailModels.RedNow => warning.Severity == "red",
        MailModels.Digest => true,
        _ => warning.Severity != "notice",
    };

    private static string PartOf(string kind, DueWarning warning, int number) => kind switch
    {
        MailModels.Resolved => "resolved",
        MailModels.Escalated => "escalated",
        MailModels.RedNow => "new",
        _ when warning.Severity == "notice" => "reminder",
        _ => number % 2 == 0 ? "new" : "due",
    };

    private async Task<int> QueueAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, IReadOnlyList<DueWarning> due, Func<IReadOnlyList<DueWarning>, NewMail> write, CancellationToken ct)
    {
        if (due.Count == 0)
            return 0;
        var written = due.GroupBy(w => w.AccountId).Select(g => g.ToList()).Select(told => (Mail: write(told), Told: told)).ToList();
        // Who has had his mail of today is told the rest by the next one.
        var had = await ToldRecords.QueuedAsync(connection, transaction, written.Select(w => w.Mail.Key), ct);
        written.RemoveAll(w => had.Contains(w.Mail.Key));
        await MailOutbox.QueueAsync(connection, transaction, [.. written.Select(w => w.Mail)], calendar.Now, ct);
        await ToldRecords.KeepAsync(connection, transaction, [.. written.SelectMany(w => w.Told)], calendar.Today, ct);
        return written.Count;
    }

    private NewMail MailOfRed(IReadOnlyList<DueWarning> told) =>
        Mail(told, MailModels.RedNow, string.Create(CultureInfo.InvariantCulture, $"red_now:{told[0].AccountId}:{calendar.Today:yyyy-MM-dd}:{told.Min(w => w.Id)}")) with { Urgent = true };

    private NewMail MailOfDigest(IReadOnlyList<DueWarning> told) =>
        Mail(told, KindOf(told), string.Create(CultureInfo.InvariantCulture, $"digest:{told[0].AccountId}:{calendar.Today:yyyy-MM-dd}")) with
        {
            NotBefore = BusinessCalendar.StartOf(calendar.Today).AddMinutes(told[0].DigestMinute),
        };

    /// <summary>A digest that only passes on, or only tells what has ended, says so in its subject.</summary>
    private static string KindOf(IReadOnlyList<DueWarning> told) =>
        told.All(w => w.Part == "resolved") ? MailModels.Resolved
        : told.All(w => w.Part is "escalated" or "resolved") ? MailModels.Escalated
        : MailModels.Digest;

    private NewMail Mail(IReadOnlyList<DueWarning> told, string kind, string key) =>
        new(key, kind, new MailRecipient(told[0].AccountId, told[0].Name, told[0].Address, told[0].Province, told[0].Language), Model(told));

    private WarningMail Model(IReadOnlyList<DueWarning> told)
    {
        var open = told.Where(w => w.Part != "resolved").ToList();
        // What has ended crowds out nothing that is open.
        var shown = open.Take(WarningMail.Most).Concat(told.Where(w => w.Part == "resolved").Take(WarningMail.MostEnded)).ToList();
        return new WarningMail(
            calendar.Today, [.. shown.Select(Item)], open.Count > 0 ? open.Count : told.Count, open.Count(w => w.Severity == "red"),
            open.Where(w => w.ProjectCode is not null && w.Severity != "notice").DistinctBy(w => w.ProjectCode).Sum(w => w.AtRisk))
        {
            Role = told[0].Role,
            More = told.Count - shown.Count,
            Illustrative = shown.Any(w => w.Illustrative),
        };
    }

    private static WarningItem Item(DueWarning w) => new(w.Part, w.ProjectCode, w.ProjectName, w.OpenedOn, w.Facts, w.Id, w.MayAnswer);
}
