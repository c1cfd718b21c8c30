namespace Portfolio.Web.Api.Milestones;

/// <summary>What is said of a milestone; only what is named changes.</summary>
/// <param name="DoneOn">Day on which it was done.</param>
/// <param name="Forecast">When it is expected, as people write it ("15/3/2027", "Quý IV/2027"); blank takes it back.</param>
/// <param name="ReasonCode">Why the forecast: land, capital, design, contractor, weather, materials, procedure, correction, other.</param>
/// <param name="Percent">How far it is, 0 to 99.</param>
/// <param name="Note">A note.</param>
internal sealed record MilestonePatchDto(DateOnly? DoneOn = null, string? Forecast = null, string? ReasonCode = null, int? Percent = null, string? Note = null);

/// <summary>Many updates at once, all or none.</summary>
/// <param name="Updates">One or several.</param>
internal sealed record MilestoneUpdatesDto(IReadOnlyList<MilestoneUpdateDto> Updates);

/// <summary>An update of one of several milestones.</summary>
/// <param name="Milestone">Code of the milestone.</param>
/// <param name="Revision">Version it was read in; null = whatever it is.</param>
/// <param name="DoneOn">Day on which it was done.</param>
/// <param name="Forecast">When it is expected, as people write it; blank takes it back.</param>
/// <param name="ReasonCode">Why the forecast.</param>
/// <param name="Percent">How far it is, 0 to 99.</param>
/// <param name="Note">A note.</param>
internal sealed record MilestoneUpdateDto(
    string Milestone, long? Revision = null, DateOnly? DoneOn = null, string? Forecast = null, string? ReasonCode = null, int? Percent = null, string? Note = null);

/// <summary>A milestone that is added.</summary>
/// <param name="Name">What is to be reached.</param>
/// <param name="Planned">Date as people write it.</param>
/// <param name="Kind">Standard kind; null = other.</param>
/// <param name="Weight">Part of the physical progress, 0 to 1000; null = 1.</param>
/// <param name="After">Milestones it waits for.</param>
/// <param name="Land">Land packages it waits for.</param>
internal sealed record NewMilestoneDto(
    string Name, string Planned, string? Kind = null, int? Weight = null, IReadOnlyList<WaitDto>? After = null, IReadOnlyList<LandWaitDto>? Land = null);

/// <summary>A milestone that is waited for.</summary>
/// <param name="Milestone">Its code.</param>
/// <param name="LagDays">Days in between at least, 0 to 3650; null = 0.</param>
internal sealed record WaitDto(string Milestone, int? LagDays = null);

/// <summary>A land package that is waited for.</summary>
/// <param name="Package">Its key.</param>
/// <param name="LagDays">Days after the hand-over at least, 0 to 3650; null = 0.</param>
internal sealed record LandWaitDto(long Package, int? LagDays = null);

/// <summary>The planned dates of milestones of the standard set that are added.</summary>
/// <param name="Dates">One for each kind.</param>
internal sealed record StandardSetDto(IReadOnlyList<KindDateDto> Dates);

/// <summary>The planned date of a kind.</summary>
/// <param name="Kind">Standard kind.</param>
/// <param name="Planned">Date as people write it.</param>
/// <param name="Weight">Weight, 0 to 1000; null = as the set says.</param>
internal sealed record KindDateDto(string Kind, string Planned, int? Weight = null);

/// <summary>A planned date that is moved.</summary>
/// <param name="Planned">Date as people write it.</param>
/// <param name="ReasonCode">land, capital, design, contractor, weather, materials, procedure, correction, other.</param>
/// <param name="Note">Why, in words; "other" needs it.</param>
internal sealed record PlannedDateDto(string Planned, string ReasonCode, string? Note = null);

/// <summary>Milestones whose baseline becomes what is planned.</summary>
/// <param name="Reason">Why.</param>
/// <param name="Milestones">Their codes; null = all that are open.</param>
internal sealed record BaselineDto(string Reason, IReadOnlyList<string>? Milestones = null);

/// <summary>Why something is done.</summary>
/// <param name="Reason">In words; a confirmation needs none.</param>
internal sealed record MilestoneReasonDto(string? Reason = null);

/// <summary>What a milestone waits for.</summary>
/// <param name="LagDays">Days in between at least, 0 to 3650; null = 0.</param>
internal sealed record LagDto(int? LagDays = null);
