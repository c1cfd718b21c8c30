using FluentValidation;
using Portfolio.Reporting.Projects;

namespace Portfolio.Reporting.Warnings;

/// <summary>Which warnings to show.</summary>
/// <param name="Filter">Of which projects; its body is who must act.</param>
/// <param name="Severity">amber or red; null = both. Reminders stand in the work of whoever they remind.</param>
/// <param name="Rule">Code of a rule; null = all.</param>
/// <param name="MinDays">Open for so many days at least; null = any.</param>
/// <param name="Answered">Whether somebody has acknowledged them; null = any.</param>
/// <param name="Number">Page, from 1.</param>
public sealed record BoardRequest(ProjectFilter Filter, string? Severity, string? Rule, int? MinDays, bool? Answered, int Number);

internal sealed class BoardRequestValidator : AbstractValidator<BoardRequest>
{
    public BoardRequestValidator()
    {
        RuleFor(r => r.Filter).SetValidator(new ProjectFilterValidator());
        RuleFor(r => r.Severity).Must(s => s is null or "amber" or "red").WithErrorCode("validation.unknown_value").OverridePropertyName("severity");
        RuleFor(r => r.Rule).Must(r => r is null || Slippage.Rules.Rule.All.Any(k => k.Code == r)).WithErrorCode("validation.unknown_value").OverridePropertyName("rule");
        RuleFor(r => r.MinDays).Must(d => d is null or >= 0 and <= 3650).WithErrorCode("validation.unknown_value").OverridePropertyName("days");
    }
}
