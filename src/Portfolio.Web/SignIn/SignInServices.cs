using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;
using Portfolio.Accounts.Credentials;
using Portfolio.Accounts.Sessions;
using Portfolio.Web.Security;

namespace Portfolio.Web.SignIn;

/// <summary>Brings the sign-in into the program: ASP.NET Core Identity on our own store.</summary>
internal static class SignInServices
{
    private const int ShortestPassword = 12;
    private const int DifferentLetters = 5;
    private const int AttemptsBeforeLock = 5;

    private static readonly TimeSpan Lock = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan SecondStep = TimeSpan.FromMinutes(10);

    public static void Add(WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddIdentityCore<Account>(Rules)
            .AddUserStore<AccountStore>()
            .AddSignInManager<PortfolioSignIn>()
            .AddErrorDescriber<PasswordFaults>()
            .AddPasswordValidator<PasswordIsNoName>()
            .AddTokenProvider<LinkTokens>(LinkTokens.Name)
            .AddTokenProvider<SingleUseAuthenticator>(TokenOptions.DefaultAuthenticatorProvider);
        services.AddScoped<PortfolioSignIn>(provider => (PortfolioSignIn)provider.GetRequiredService<SignInManager<Account>>());
        services.AddSingleton<ILookupNormalizer, AccountNormalizer>();
        services.AddScoped<PasswordCheck>();
        services.AddScoped<AccountLinks>();
        services.AddScoped<OwnPassword>();
        services.AddScoped<Authenticator>();
        services.AddScoped<Passkeys>();
        // A passkey must be found without a name being typed first.
        services.Configure<IdentityPasskeyOptions>(options => options.ResidentKeyRequirement = "required");
        services.AddSingleton<DemoRules>();
        services.AddSingleton<FirstAccounts>();
        services.AddSingleton<AnswerLinks>();
        services.AddSingleton<RefusalLog>();
        services.AddAuthentication(IdentityConstants.ApplicationScheme).AddIdentityCookies();
        AddCookies(services);
        SingleSignOn.Add(builder);
    }

    private static void Rules(IdentityOptions options)
    {
        options.Password.RequiredLength = ShortestPassword;
        options.Password.RequiredUniqueChars = DifferentLetters;
        // Length and variety make a password strong; signs that are demanded only make it hard to keep in mind.
        options.Password.RequireNonAlphanumeric = false;
        options.Lockout.MaxFailedAccessAttempts = AttemptsBeforeLock;
        options.Lockout.DefaultLockoutTimeSpan = Lock;
        options.Tokens.PasswordResetTokenProvider = LinkTokens.Name;
        options.Tokens.AuthenticatorTokenProvider = TokenOptions.DefaultAuthenticatorProvider;
    }

    private static void AddCookies(IServiceCollection services)
    {
        services.AddOptions<CookieAuthenticationOptions>(IdentityConstants.ApplicationScheme).Configure<CookieRules>((options, rules) =>
        {
            options.Cookie = rules.Cookie("session");
            // The session in the database ends first; the cookie only has to last as long.
            options.ExpireTimeSpan = SessionService.Life;
            options.SlidingExpiration = false;
            options.LoginPath = "/account/sign-in";
            // Identity would look the account up every half hour; our session is asked at every request.
            options.Events = new CookieAuthenticationEvents();
        });
        services.AddOptions<CookieAuthenticationOptions>(IdentityConstants.TwoFactorUserIdScheme).Configure<CookieRules>((options, rules) =>
        {
            options.Cookie = rules.Cookie("second-step");
            options.ExpireTimeSpan = SecondStep;
        });
        foreach (var (scheme, name) in ((string, string)[])[(IdentityConstants.ExternalScheme, "external"), (IdentityConstants.TwoFactorRememberMeScheme, "remembered")])
            services.AddOptions<CookieAuthenticationOptions>(scheme).Configure<CookieRules>((options, rules) => options.Cookie = rules.Cookie(name));
    }
}
