using Microsoft.Extensions.DependencyInjection;
using Portfolio.Accounts;
using Portfolio.Accounts.Administration;
using Portfolio.Web.Tests.Support;

namespace Portfolio.Web.Tests.Access;

/// <summary>Somebody who asks: a role, and what it reaches.</summary>
/// <param name="Name">Name of the account; null = nobody signs in.</param>
/// <param name="Role">Role.</param>
/// <param name="Province">Province it is bound to; null = all.</param>
/// <param name="Body">Body an owner is bound to.</param>
internal sealed record Who(string? Name, Role Role, string? Province = null, string? Body = null)
{
    /// <summary>Name of an account of Cao Bằng that nobody signs in with.</summary>
    public const string Idle = "who-idle";

    public static readonly Who Visitor = new(null, Role.Visitor);
    public static readonly Who Finance = new("who-finance", Role.Finance, "cb");
    public static readonly Who FinanceElsewhere = new("who-finance-ls", Role.Finance, "ls");
    public static readonly Who Owner = new("who-owner", Role.Owner, "cb", "cb-so-xay-dung");

    /// <summary>Bound to a body under which the leading body of <see cref="Routes.Project"/> is put.</summary>
    public static readonly Who OwnerAbove = new("who-owner-above", Role.Owner, "cb", "cb-ubnd-tinh");
    public static readonly Who OwnerElsewhere = new("who-owner-other", Role.Owner, "cb", "cb-so-noi-vu");
    public static readonly Who Construction = new("who-construction", Role.Construction, "cb");
    public static readonly Who ConstructionElsewhere = new("who-construction-ls", Role.Construction, "ls");
    public static readonly Who Leader = new("who-leader", Role.Leader, "cb");
    public static readonly Who LeaderElsewhere = new("who-leader-ls", Role.Leader, "ls");
    public static readonly Who Auditor = new("who-auditor", Role.Auditor);
    public static readonly Who AuditorHere = new("who-auditor-cb", Role.Auditor, "cb");
    public static readonly Who AuditorElsewhere = new("who-auditor-ls", Role.Auditor, "ls");
    public static readonly Who Administrator = new("who-administrator", Role.Administrator);
    public static readonly Who AdministratorHere = new("who-administrator-cb", Role.Administrator, "cb");
    public static readonly Who AdministratorElsewhere = new("who-administrator-ls", Role.Administrator, "ls");

    /// <summary>Everybody with an account.</summary>
    public static readonly Who[] SignedIn =
    [
        Finance, FinanceElsewhere, Owner, OwnerAbove, OwnerElsewhere, Construction, ConstructionElsewhere, Leader, LeaderElsewhere, Auditor,
        AuditorHere, AuditorElsewhere, Administrator, AdministratorHere, AdministratorElsewhere,
    ];

    public static readonly Who[] All = [Visitor, .. SignedIn];

    public override string ToString() => Name ?? "visitor";

    /// <summary>A client that has signed in, on pages by a session and on the API by a token.</summary>
    public async Task<HttpClient> ClientAsync(TestHost host) =>
        Name is null ? host.NewClient(follow: false) : host.NewClient(await SignInAsync(host), follow: false);

    /// <summary>Signs in; makes the account where it is missing.</summary>
    public async Task<SignedIn> SignInAsync(TestHost host)
    {
        var actor = Actor.System with { Name = "test" };
        try
        {
            await host.Services.GetRequiredService<AccountAdministration>().InviteAsync(
                actor, new InviteAccount(Name!, Name!, null, new Binding(Role, Province, Body is null ? [] : [Body])), CancellationToken.None);
        }
        catch (Common.ValidationFailedException)
        {
            // It is there already.
        }
        return await Support.SignedIn.OfAsync(host.Services, Name!);
    }
}
