using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Portfolio.Accounts;
using Portfolio.Accounts.Administration;
using Portfolio.Accounts.Credentials;
using Portfolio.Accounts.Links;
using Portfolio.Accounts.Own;
using Portfolio.Accounts.Sessions;
using Portfolio.Accounts.Settings;
using Portfolio.Accounts.Tokens;
using Portfolio.Audit;
using Portfolio.Common;
using Portfolio.Directories.Administration;
using Portfolio.Exchange;
using Portfolio.Files;
using Portfolio.Funding.Assistant;
using Portfolio.Funding.Ceilings;
using Portfolio.Funding.Closing;
using Portfolio.Funding.Curves;
using Portfolio.Funding.Decisions;
using Portfolio.Funding.Drafts;
using Portfolio.Funding.Ledger;
using Portfolio.Funding.Needs;
using Portfolio.Funding.Payments;
using Portfolio.Funding.Payments.Tables;
using Portfolio.Funding.Terms;
using Portfolio.Jobs;
using Portfolio.LandClearance.Obstacles;
using Portfolio.LandClearance.Packages;
using Portfolio.LandClearance.Steps;
using Portfolio.Milestones.Confirmation;
using Portfolio.Milestones.Forecasts;
using Portfolio.Milestones.Links;
using Portfolio.Milestones.Plan;
using Portfolio.Milestones.Updates;
using Portfolio.Notifications;
using Portfolio.Notifications.Mail;
using Portfolio.Notifications.Warnings;
using Portfolio.Plans.Reports;
using Portfolio.Reporting.Capital;
using Portfolio.Reporting.Capital.Balance;
using Portfolio.Reporting.Capital.Bodies;
using Portfolio.Reporting.Capital.Closings;
using Portfolio.Reporting.Capital.Compared;
using Portfolio.Reporting.Capital.Curves;
using Portfolio.Reporting.Capital.Dated;
using Portfolio.Reporting.Capital.Decisions;
using Portfolio.Reporting.Capital.Grid;
using Portfolio.Reporting.Capital.Lines;
using Portfolio.Reporting.Capital.Papers;
using Portfolio.Reporting.Capital.Payments;
using Portfolio.Reporting.Capital.Projects;
using Portfolio.Reporting.Capital.Sources;
using Portfolio.Reporting.Dashboard;
using Portfolio.Reporting.Land;
using Portfolio.Reporting.Places;
using Portfolio.Reporting.Plans;
using Portfolio.Reporting.Progress;
using Portfolio.Reporting.Projects;
using Portfolio.Reporting.Provinces;
using Portfolio.Reporting.Reports;
using Portfolio.Reporting.Schedules;
using Portfolio.Reporting.Summary;
using Portfolio.Reporting.Trail;
using Portfolio.Reporting.Warnings;
using Portfolio.Reporting.Work;
using Portfolio.Slippage.Answers;
using Portfolio.Slippage.Colours;
using Portfolio.Slippage.Rulings;
using Portfolio.Slippage.Scan;

namespace Portfolio;

/// <summary>Registers the service layer.</summary>
public static class ServiceRegistration
{
    /// <summary>Adds every service of the portfolio, on one database.</summary>
    /// <param name="services">The program's services.</param>
    /// <param name="connectionString">Gives the Npgsql connection string; asked once, at first use.</param>
    public static IServiceCollection AddPortfolio(this IServiceCollection services, Func<IServiceProvider, string> connectionString)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(new FileLimits());
        services.TryAddSingleton(new MailSettings());
        return services
            .AddSingleton<BusinessCalendar>()
            .AddSingleton(provider => new PortfolioDatabase(connectionString(provider)))
            .AddSingleton<AccountRecords>()
            .AddSingleton<PasskeyRecords>()
            .AddSingleton<SignInRecords>()
            .AddSingleton<SessionService>()
            .AddSingleton<OldSessions>()
            .AddSingleton<OldWrites>()
            .AddSingleton<OldRuns>()
            .AddSingleton<HousekeepingJob>()
            .AddSingleton<JobRunner>()
            .AddSingleton<JobTurns>()
            .AddSingleton<JobHistory>()
            .AddSingleton<JobControl>()
            .AddSingleton<TokenService>()
            .AddSingleton<LinkHolders>()
            .AddSingleton<OwnAccountService>()
            .AddSingleton<AccountAdministration>()
            .AddSingleton<AccountAccess>()
            .AddSingleton<AccessSettings>()
            .AddSingleton<BodyAdministration>()
            .AddSingleton(provider => new ProtectionKeys(provider.GetRequiredService<PortfolioDatabase>()))
            .AddSingleton<FileIntake>()
            .AddSingleton<AuditService>()
            .AddSingleton<AuditChecks>()
            .AddSingleton<AuditCheckJob>()
            .AddSingleton<NeedService>()
            .AddSingleton<CeilingService>()
            .AddSingleton<DecisionPapers>()
            .AddSingleton<DecisionFlow>()
            .AddSingleton<DraftService>()
            .AddSingleton<ContingencyDraws>()
            .AddSingleton<YearClosing>()
            .AddSingleton<CurveService>()
            .AddSingleton<TermsService>()
            .AddSingleton<PaymentEntry>()
            .AddSingleton<PaymentDesk>()
            .AddSingleton<PaymentFiles>()
            .AddSingleton<PaymentTables>()
            .AddSingleton<CurveReports>()
            .AddSingleton<AssistantService>()
            .AddSingleton<PackageService>()
            .AddSingleton<PackageUpdates>()
            .AddSingleton<StepService>()
            .AddSingleton<ObstacleService>()
            .AddSingleton<LandReports>()
            .AddSingleton<CommuneLandReports>()
            .AddSingleton<BodyLandReports>()
            .AddSingleton<ProvinceLandReports>()
            .AddSingleton<ObstacleReports>()
            .AddSingleton<ForecastService>()
            .AddSingleton<ForecastJob>()
            .AddSingleton<ReportDesk>()
            .AddSingleton<OwedReports>()
            .AddSingleton<RuleService>()
            .AddSingleton<ColourService>()
            .AddSingleton<SlippageScan>()
            .AddSingleton<WarningAnswers>()
            .AddSingleton<BoardReports>()
            .AddSingleton<TopReports>()
            .AddSingleton<TrendReports>()
            .AddSingleton<WarningReports>()
            .AddSingleton<AskedMilestones>()
            .AddSingleton<WarningLists>()
            .AddSingleton<ColourReports>()
            .AddSingleton<SlippageScanJob>()
            .AddSingleton<MilestoneUpdates>()
            .AddSingleton<MilestoneFiles>()
            .AddSingleton<MilestonePlans>()
            .AddSingleton<MilestoneWeights>()
            .AddSingleton<MilestoneLinks>()
            .AddSingleton<MilestoneConfirmation>()
            .AddSingleton<LedgerChecks>()
            .AddSingleton<LedgerHistory>()
            .AddSingleton<ScheduleReports>()
            .AddSingleton<ProgressReports>()
            .AddSingleton<MonthReports>()
            .AddSingleton<DateMoves>()
            .AddSingleton<MilestoneThreads>()
            .AddSingleton<StandardSetReports>()
            .AddSingleton<ProvinceRuleReports>()
            .AddSingleton<LimitRulings>()
            .AddSingleton<WorkReports>()
            .AddSingleton<OpenMilestones>()
            .AddSingleton<NoticeBoard>()
            .AddSingleton(provider => MailTransports.Of(provider.GetRequiredService<MailSettings>()))
            .AddSingleton<MailDispatcher>()
            .AddSingleton<MailBell>()
            .AddSingleton<MailDispatchJob>()
            .AddSingleton<MailDesk>()
            .AddSingleton<FailedMails>()
            .AddSingleton<OldMails>()
            .AddSingleton<AddressDesk>()
            .AddSingleton<TestMails>()
            .AddSingleton<MailPreferences>()
            .AddSingleton<WarningMails>()
            .AddSingleton<RedMailJob>()
            .AddSingleton<DigestJob>()
            .AddSingleton<LedgerCheckJob>()
            .AddSingleton<PaperReports>()
            .AddSingleton<ProjectPapers>()
            .AddSingleton<ProjectPaymentReports>()
            .AddSingleton<PaymentDeskReports>()
            .AddSingleton<ClosingReports>()
            .AddSingleton<Comparisons>()
            .AddSingleton<CapitalNames>()
            .AddSingleton<PlanDecisionReports>()
            .AddSingleton<SummaryService>()
            .AddSingleton<DashboardService>()
            .AddSingleton<BalanceReports>()
            .AddSingleton<DatedPlanReports>()
            .AddSingleton<PlanChangeReports>()
            .AddSingleton<LineReports>()
            .AddSingleton<BodyCapitalReports>()
            .AddSingleton<SourceReports>()
            .AddSingleton<ProjectCapitalReports>()
            .AddSingleton<PaperAnnexes>()
            .AddSingleton<DecisionStretches>()
            .AddSingleton<PaymentLists>()
            .AddSingleton<PlanReports>()
            .AddSingleton<ProjectListService>()
            .AddSingleton<ProjectReports>()
            .AddSingleton<PlaceReports>()
            .AddSingleton<GridReports>()
            .AddSingleton<TrailNames>();
    }
}
