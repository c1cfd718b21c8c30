using System.ComponentModel;
using System.Net.Mime;
using Microsoft.AspNetCore.Mvc;
using Portfolio.Accounts;
using Portfolio.Accounts.Administration;
using Portfolio.Common;
using Portfolio.Web.Errors;
using Portfolio.Web.Hosting;

namespace Portfolio.Web.Api;

/// <summary>Accounts, for administrators.</summary>
internal static class AccountEndpoints
{
    private const string Route = "/accounts/{userName}";

    /// <summary>Far more than an account with many bodies takes.</summary>
    private const int LargestBody = 64 * 1024;

    public static void MapAccounts(this IEndpointRouteBuilder api)
    {
        api.MapRead("/accounts", "listAccounts", "Accounts by name, in stretches", ListAsync)
            .WithTags("Accounts").Refuses(StatusCodes.Status422UnprocessableEntity);
        api.MapRead(Route, "getAccount", "One account with what it is bound to; never a secret of it", GetAsync)
            .WithTags("Accounts").ProducesVersioned<AccountDetailDto>().Refuses(StatusCodes.Status404NotFound);
        api.MapPost("/accounts", InviteAsync)
            .WithName("inviteAccount").WithSummary("Makes an account without a password").WithTags("Accounts")
            .Accepts<NewAccountDto>(MediaTypeNames.Application.Json)
            .WithMetadata(new RequestSizeLimitAttribute(LargestBody))
            .HonoursOnce()
            .Produces<AccountDetailDto>(StatusCodes.Status201Created)
            .Refuses(
                StatusCodes.Status400BadRequest, StatusCodes.Status401Unauthorized, StatusCodes.Status403Forbidden, StatusCodes.Status409Conflict, StatusCodes.Status413PayloadTooLarge,
                StatusCodes.Status415UnsupportedMediaType, StatusCodes.Status422UnprocessableEntity, StatusCodes.Status500InternalServerError);
        api.MapPut(Route, ChangeAsync)
            .WithName("changeAccount").WithSummary("Changes name, address, role and reach of an account").WithTags("Accounts")
            .WithDescription("""
                Replaces what can be changed: an address, a province or bodies that are left out are taken away. `If-Match` is
                required: the `ETag` of the account the change is based on, or `*` for whatever is in force.
                """)
            .Accepts<AccountInputDto>(MediaTypeNames.Application.Json)
            .WithMetadata(new RequestSizeLimitAttribute(LargestBody))
            .Produces<AccountDetailDto>()
            .Refuses(
                StatusCodes.Status400BadRequest, StatusCodes.Status401Unauthorized, StatusCodes.Status403Forbidden, StatusCodes.Status404NotFound,
                StatusCodes.Status409Conflict, StatusCodes.Status412PreconditionFailed, StatusCodes.Status413PayloadTooLarge,
                StatusCodes.Status415UnsupportedMediaType, StatusCodes.Status422UnprocessableEntity,
                StatusCodes.Status428PreconditionRequired, StatusCodes.Status500InternalServerError);
    }

    private static async Task<ListDto<AccountDto>> ListAsync(
        [Description("Part of a name or address, with or without accents.")] string? q,
        [Description("Finance, Owner, Construction, Leader, Auditor or Administrator.")] string? role,
        [Description("Code of a province; none = accounts that are bound to none.")] string? province,
        [Description("Code of a body the accounts are bound to.")] string? body,
        [Description("Value of next in the stretch before.")] string? after,
        AccountAdministration accounts, ActorSource actors, CancellationToken ct)
    {
        var filter = new AccountFilter(
            QueryText.Clean("q", q), QueryText.Clean("role", role), QueryText.Clean("province", province), QueryText.Clean("after", after))
        {
            Body = QueryText.Clean("body", body),
        };
        var stretch = await accounts.ListAsync(actors.Current, filter, ct);
        return new ListDto<AccountDto>([.. stretch.Items.Select(AccountDto.Of)], stretch.Next);
    }

    private static async Task<IResult> GetAsync(
        [Description("Name to sign in with.")] string userName, AccountAdministration accounts, ActorSource actors, CancellationToken ct) =>
        Versioned(await accounts.GetAsync(actors.Current, userName, ct));

    private static async Task<IResult> InviteAsync(HttpRequest request, AccountAdministration accounts, ActorSource actors, CancellationToken ct)
    {
        var actor = actors.Current;
        // The service asks again; here it comes before the body, so that whoever may not change anything is told just that.
        actor.Demand(Permission.ManageAccounts);
        try
        {
            var made = await accounts.InviteAsync(actor, await AccountBody.ReadNewAsync(request, ct), ct);
            return new VersionedResult<AccountDetailDto>(
                AccountDetailDto.Of(made), made.Version, StatusCodes.Status201Created, $"{request.PathBase}/api/v1/accounts/{Uri.EscapeDataString(made.UserName)}");
        }
        catch (ValidationFailedException invalid)
        {
            throw invalid.InJsonNames();
        }
    }

    private static async Task<IResult> ChangeAsync(
        [Description("Name to sign in with.")] string userName,
        [FromHeader(Name = "If-Match"), Description("ETag of the account the change is based on, or *.")] string? ifMatch,
        HttpRequest request, AccountAdministration accounts, ActorSource actors, ProblemMapping problems, CancellationToken ct)
    {
        var actor = actors.Current;
        actor.Demand(Permission.ManageAccounts);
        var based = IfMatch.Of(request);
        var wanted = await AccountBody.ReadAsync(request, ct);
        try
        {
            var version = await VersionAsync(based, userName, accounts, actor, ct);
            return Versioned(await accounts.ChangeAsync(
                actor, new ChangeAccount(userName, version, wanted.DisplayName, wanted.Email, wanted.ToBinding(), wanted.Reason), ct));
        }
        catch (ValidationFailedException invalid)
        {
            throw invalid.InJsonNames();
        }
        catch (StaleException stale)
        {
            // With the refusal comes what is in force, so that the caller can merge without asking again.
            return problems.Result(request.HttpContext, stale, AccountDetailDto.Of(await accounts.GetAsync(actor, userName, ct)));
        }
    }

    /// <summary>The one version the service compares with; null = any.</summary>
    private static async Task<string?> VersionAsync(IfMatch based, string userName, AccountAdministration accounts, Actor actor, CancellationToken ct)
    {
        if (based.Any)
            return null;
        // Several tags: the one in force, if it is among them.
        var present = (await accounts.GetAsync(actor, userName, ct)).Version;
        return based.Names.Contains(present) ? present : throw new StaleException("accounts.stale");
    }

    private static VersionedResult<AccountDetailDto> Versioned(AccountDetails account) => new(AccountDetailDto.Of(account), account.Version);
}
