using System.Globalization;
using Portfolio.Common;
using Portfolio.Funding.Payments;

namespace Portfolio.Tests.Funding.Properties;

/// <summary>Payments: entered by owners, decided on by the finance department.</summary>
internal static class PaymentWork
{
    public static Task EnterAsync(Officer officer, Operation.Enter operation) => officer.CallAsync("enter", async actor =>
    {
        var payable = operation.Aimed ? await PayableAsync(officer) : [];
        IReadOnlyList<EnterPayment> entries = [.. operation.Cells.Select(c => Of(officer, c, operation.Offset, operation.SameDocument))];
        if (payable.Count > 0)
            entries = [.. entries.Zip(operation.Cells, (entry, cell) => payable[((cell.Project * 3) + cell.Source) % payable.Count] is var aim
                ? entry with { Project = aim.Project, Source = aim.Source, Year = aim.Year, PaidOn = Day(officer, aim.Year, operation.Offset) } : entry)];
        officer.Field.AddPayments(await officer.OnceAsync(actor, operation.Twice, a => officer.Field.Entry.EnterAsync(a, entries, default)));
    });

    public static async Task CorrectAsync(Officer officer, Operation.Correct operation)
    {
        if (await officer.Field.PaymentAsync(operation.Payment, PaymentStatus.Returned, PaymentStatus.Entered) is { } id)
            await officer.CallAsync("correct", actor => officer.Field.Entry.CorrectAsync(actor, id, null, Of(officer, operation.To, 0, false), default));
    }

    public static async Task WithdrawAsync(Officer officer, Operation.Withdraw operation)
    {
        if (await officer.Field.PaymentAsync(operation.Payment, PaymentStatus.Entered) is { } id)
            await officer.CallAsync("withdraw", actor => officer.Field.Entry.WithdrawAsync(actor, id, null, default));
    }

    public static async Task ConfirmAsync(Officer officer, Operation.Confirm operation)
    {
        var ids = new List<long>();
        foreach (var pick in operation.Payments)
        {
            if (await officer.Field.PaymentAsync(pick, PaymentStatus.Entered) is { } id)
                ids.Add(id);
        }
        if (ids.Count > 0)
            await officer.CallAsync("confirm", actor => officer.OnceAsync(
                actor, operation.Twice, async a => (await officer.Field.Desk.ConfirmAsync(a, ids, default)).Select(p => p.Id).ToList()));
    }

    public static async Task ReturnAsync(Officer officer, Operation.ReturnPayment operation)
    {
        if (await officer.Field.PaymentAsync(operation.Payment, PaymentStatus.Entered) is { } id)
            await officer.CallAsync("return payment", actor => officer.Field.Desk.ReturnAsync(actor, id, null, "Thiếu hồ sơ", default));
    }

    public static async Task ReverseAsync(Officer officer, Operation.Reverse operation)
    {
        if (await officer.Field.PaymentAsync(operation.Payment, PaymentStatus.Confirmed) is { } id)
            await officer.CallAsync("reverse", actor => officer.Field.Desk.ReverseAsync(actor, id, "Nhập nhầm", default));
    }

    public static async Task ReverseClosedAsync(Officer officer, Operation.ReverseClosed operation)
    {
        var paid = await officer.Field.AskAsync<long>("""
            select p.id from funding.payment p
            where p.plan_id = @Id and p.status = 'confirmed' and p.reverses is null and not exists (select 1 from funding.payment r where r.reverses = p.id)
                and exists (select 1 from funding.decision c
                    where c.plan_id = p.plan_id and c.kind = 'closing' and c.status = 'approved' and c.closes_year >= p.year)
            order by p.id
            """, new { officer.Field.Id });
        if (paid.Count > 0)
            await officer.CallAsync("reverse closed", actor => officer.Field.Desk.ReverseAsync(actor, paid[operation.Payment % paid.Count], "Nhập nhầm", default));
    }

    /// <summary>Pays again where something was recovered; where nothing was, all the same.</summary>
    public static async Task PayAgainAsync(Officer officer, Operation.PayAgain operation)
    {
        var cells = await officer.Field.AskAsync<(string Project, string Source, int Year, long Recovered)>("""
            select p.code, a.source_code, a.year, a.payable - a.paid from funding.allocation a join projects.project p on p.id = a.project_id
            where a.plan_id = @Id and exists (select 1 from funding.decision c
                where c.plan_id = a.plan_id and c.kind = 'closing' and c.status = 'approved' and c.closes_year >= a.year)
            order by a.payable = a.paid, 1, 2, 3
            """, new { officer.Field.Id });
        var recovered = cells.Count(c => c.Recovered > 0);
        if (cells.Count == 0)
            return;
        var (project, source, year, most) = cells[operation.Place % (recovered > 0 && operation.Place % 4 > 0 ? recovered : cells.Count)];
        var document = string.Create(CultureInfo.InvariantCulture, $"CT-{officer.Field.NextNumber()}");
        var entry = new EnterPayment(
            project, source, year, Day(officer, year, operation.Offset), new Vnd(Math.Max(1, most * operation.Percent / 100)), document);
        IReadOnlyList<long> ids = [];
        if (await officer.CallAsync("pay again", async actor => officer.Field.AddPayments(ids = await officer.Field.Entry.EnterAsync(actor, [entry], default)))
            && operation.AtOnce)
            await officer.CallAsync("confirm", actor => officer.Field.Desk.ConfirmAsync(actor, ids, default));
    }

    /// <summary>Decides on everything that waits in a year, so that it can be closed: confirms it, or else returns it.</summary>
    public static async Task ClearAsync(Officer officer, int year)
    {
        foreach (var id in await officer.Field.AskAsync<long>(
            "select id from funding.payment where plan_id = @Id and year = @Year and status = 'entered' order by id", new { officer.Field.Id, Year = year }))
        {
            if (id % 2 == 0 || !await officer.CallAsync("confirm", actor => officer.Field.Desk.ConfirmAsync(actor, [id], default)))
                await officer.CallAsync("return payment", actor => officer.Field.Desk.ReturnAsync(actor, id, null, "Hết năm", default));
        }
    }

    // Mostly out of the year that is running, or the one before it.
    private static EnterPayment Of(Officer officer, Operation.Cell cell, int day, bool sameDocument)
    {
        var year = Math.Max(2026, officer.Field.Calendar.Today.Year - cell.Year);
        var document = sameDocument ? "CT" : string.Create(CultureInfo.InvariantCulture, $"CT-{officer.Field.NextNumber()}");
        return new EnterPayment(
            officer.Field.ProjectCodes[cell.Project], PlanField.Sources[cell.Source], year, Day(officer, year, day), new Vnd(cell.Amount), document);
    }

    // Now and then a day that is still ahead, or too late for the year.
    private static DateOnly Day(Officer officer, int year, int offset)
    {
        var (today, on) = (officer.Field.Calendar.Today, new DateOnly(year, 1, 1).AddDays(offset));
        return on > today && offset % 9 != 0 ? today : on;
    }

    private static Task<IReadOnlyList<(string Project, string Source, int Year)>> PayableAsync(Officer officer) => officer.Field.AskAsync<(string, string, int)>("""
        select p.code, a.source_code, a.year from funding.allocation a join projects.project p on p.id = a.project_id
        where a.plan_id = @Id and a.payable > a.paid and a.year <= @Year
        order by 1, 2, 3
        """, new { officer.Field.Id, officer.Field.Calendar.Today.Year });
}
