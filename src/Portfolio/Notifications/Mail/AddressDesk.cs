using Dapper;
using FluentValidation;
using Portfolio.Accounts;
using Portfolio.Audit;
using Portfolio.Common;

namespace Portfolio.Notifications.Mail;

/// <summary>Addresses that the mail server refused for good, for administrators to lift once they are right.</summary>
public sealed class AddressDesk(PortfolioDatabase database, TimeProvider clock)
{
    // A province has as many dead addresses as people who left: they are shown together.
    private const int Most = 500;

    private const string ListSql = """
        -- Notifications.ListDeadAddresses
        select s.id, s.address, s.recipient_name, s.answer, s.suppressed_at, s.mail_id
        from notifications.suppressed_address s
        where s.lifted_at is null and (@Province::text is null or s.province_code = @Province)
        order by s.suppressed_at desc, s.id desc
        limit @Limit
        """;

    private const string LockSql = """
        -- Notifications.LockDeadAddress
        select s.address, s.province_code from notifications.suppressed_address s where s.id = @Id and s.lifted_at is null for update
        """;

    private const string LiftSql = """
        -- Notifications.LiftAddress
        update notifications.suppressed_address set lifted_at = @Now, lifted_by = @Name, lift_reason = @Reason where id = @Id
        """;

    private static readonly LiftValidator Validator = new();

    /// <summary>The dead addresses, the latest first.</summary>
    /// <param name="actor">Who asks; needs <see cref="Permission.ManageMail"/>.</param>
    /// <param name="ct">Cancels the call.</param>
    public async Task<IReadOnlyList<DeadAddress>> ListAsync(Actor actor, CancellationToken ct)
    {
        actor.Demand(Permission.ManageMail);
        await using var connection = await database.OpenAsync(ct);
        return (await connection.QueryAsync<DeadAddress>(new CommandDefinition(
            ListSql, new { actor.Reach.Province, Limit = Most }, cancellationToken: ct))).AsList();
    }

    /// <summary>Lets mail go to an address again. What was held stays held: it is sent again one by one, where it still matters.</summary>
    /// <param name="actor">Who decides; needs <see cref="Permission.ManageMail"/> on the account that has it.</param>
    /// <param name="request">Which, and why.</param>
    /// <param name="ct">Cancels the call.</param>
    /// <exception cref="ValidationFailedException">The reason is missing or too long.</exception>
    /// <exception cref="NotFoundException">It is no dead address, or none any more.</exception>
    public async Task LiftAsync(Actor actor, LiftAddress request, CancellationToken ct)
    {
        actor.Demand(Permission.ManageMail);
        Validator.Demand(request);
        await using var connection = await database.OpenAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        var dead = await connection.QuerySingleOrDefaultAsync<Dead>(new CommandDefinition(LockSql, new { request.Id }, transaction, cancellationToken: ct))
            ?? throw new NotFoundException("address", request.Id.ToString(System.Globalization.CultureInfo.InvariantCulture));
        actor.Demand(Permission.ManageMail, Place.In(dead.ProvinceCode));
        await connection.ExecuteAsync(new CommandDefinition(
            LiftSql, new { request.Id, Now = clock.GetUtcNow().UtcDateTime, actor.Name, Reason = request.Reason!.Trim() }, transaction, cancellationToken: ct));
        await AuditLog.WriteAsync(
            connection, transaction, actor, "notifications.address_lifted", "mail", [new AuditChange(dead.Address, dead.ProvinceCode)], request.Reason.Trim(), ct);
        await transaction.CommitAsync(ct);
    }

    private sealed record Dead(string Address, string? ProvinceCode);

    private sealed class LiftValidator : AbstractValidator<LiftAddress>
    {
        public LiftValidator() => RuleFor(r => r.Reason).NotEmpty().WithErrorCode("validation.missing").MaximumLength(500).WithErrorCode("validation.too_long");
    }
}

/// <summary>Lets mail go to a dead address again.</summary>
/// <param name="Id">Key of the <see cref="DeadAddress"/>.</param>
/// <param name="Reason">Why, for the history.</param>
public sealed record LiftAddress(long Id, string? Reason);
