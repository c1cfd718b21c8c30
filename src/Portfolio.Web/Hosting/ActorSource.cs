using Portfolio.Accounts;
using Portfolio.Accounts.Settings;
using Portfolio.Web.SignIn;

namespace Portfolio.Web.Hosting;

/// <summary>Who a request acts as: the account that has signed in, anybody where the public view is on, or nobody.</summary>
internal sealed class ActorSource(IHttpContextAccessor requests)
{
    public Actor Current
    {
        get
        {
            var context = requests.HttpContext;
            var visit = Visit.Of(context);
            var id = Correlation.Id(context);
            if (visit.Identity is not { } identity)
                return new Actor("guest", context?.Features.Get<AccessSwitches>() is { PublicView: true } ? Role.Visitor : Role.None, id)
                {
                    ClientAddress = Correlation.Address(context),
                };
            var actor = identity.Actor(id, Correlation.Address(context)) with { Once = context?.Features.Get<OnceKey>() };
            return visit.Step == PendingStep.None ? actor : actor with { Role = Role.None };
        }
    }
}
