using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Portfolio.Accounts;
using Portfolio.Common;

namespace Portfolio.Tests.Funding.Properties;

/// <summary>An officer who works through a sequence. Refusals are expected; anything else is a fault of the program.</summary>
internal sealed class Officer(PlanField field, Journal journal, int number)
{
    public const string Fault = "FAULT";

    private int step;
    private Operation told = new Operation.TurnClock(0);

    public PlanField Field { get; } = field;

    public async Task WorkAsync(IEnumerable<Operation> operations)
    {
        foreach (var operation in operations)
        {
            (step, told) = (step + 1, operation);
            try
            {
                await DoAsync(operation);
            }
            catch (Exception e) when (e is not PortfolioException)
            {
                Note("?", "", $"{Fault} {e}");
            }
        }
    }

    /// <summary>One call of a service; true when it was accepted.</summary>
    /// <param name="call">Its name in the journal.</param>
    /// <param name="work">Calls.</param>
    /// <param name="bars">A reason why acceptance would be a fault; null = none.</param>
    public async Task<bool> CallAsync(string call, Func<Actor, Task> work, string? bars = null)
    {
        var correlation = string.Create(CultureInfo.InvariantCulture, $"{Field.Code}-{number}-{step}-{Guid.NewGuid().ToString("N")[..6]}");
        var actor = new Actor($"officer {number}", Role.Finance, correlation) { AccountId = number };
        try
        {
            await work(actor);
            Note(call, correlation, bars is null ? Journal.Entry.Ok : $"{Fault} accepted {bars}");
            return true;
        }
        catch (PortfolioException refusal) when (refusal is not (UnavailableException or PermissionDeniedException or OutOfReachException or NotFoundException))
        {
            Note(call, correlation, Told(refusal));
        }
        catch (Exception e)
        {
            Note(call, correlation, $"{Fault} {e}");
        }
        return false;
    }

    /// <summary>The same write sent twice at once under one key: it happens once, and both hear the same.</summary>
    public async Task<T> OnceAsync<T>(Actor actor, bool twice, Func<Actor, Task<T>> send)
    {
        var key = Guid.NewGuid().ToString("N");
        var keyed = actor with { Once = new OnceKey(key, SHA256.HashData(Encoding.UTF8.GetBytes(key))) };
        if (!twice)
            return await send(keyed);
        Task<T>[] both = [send(keyed), send(keyed)];
        await Task.WhenAll(both).ContinueWith(_ => { }, TaskScheduler.Default);
        // One may have been refused for want of what came about before the other.
        List<T> done = [.. both.Where(b => b.IsCompletedSuccessfully).Select(b => b.Result)];
        if (done.Count == 2 && !Same(done[0], done[1]))
            Note("once", actor.CorrelationId!, $"{Fault} answered {done[0]} and {done[1]}");
        return done.Count > 0 ? done[0] : await both[0];
    }

    private static bool Same<T>(T one, T other) => one is IEnumerable<long> ids && other is IEnumerable<long> again ? ids.SequenceEqual(again) : Equals(one, other);

    private static string Told(PortfolioException refusal) => refusal is ValidationFailedException { Failures: [var first, ..] } ? first.Code : refusal.Code;

    private Task DoAsync(Operation operation) => operation switch
    {
        Operation.SetCeilings o => BoundWork.SetCeilingsAsync(this, o),
        Operation.KeepBack o => BoundWork.KeepBackAsync(this, o),
        Operation.SetNeeds o => BoundWork.SetNeedsAsync(this, o),
        Operation.Illustrate o => BoundWork.IllustrateAsync(this, o),
        Operation.GiveWay o => BoundWork.GiveWayAsync(this, o),
        Operation.SetInvestment o => BoundWork.SetInvestmentAsync(this, o),
        Operation.Begin o => PaperWork.BeginAsync(this, o),
        Operation.Rename o => PaperWork.RenameAsync(this, o),
        Operation.Discard o => PaperWork.DiscardAsync(this, o),
        Operation.Edit o => PaperWork.EditAsync(this, o),
        Operation.Draw o => PaperWork.DrawAsync(this, o),
        Operation.Submit o => PaperWork.SubmitAsync(this, o),
        Operation.Return o => PaperWork.ReturnAsync(this, o),
        Operation.Approve o => PaperWork.ApproveAsync(this, o),
        Operation.Decide o => WholePapers.DecideAsync(this, o),
        Operation.Move o => WholePapers.MoveAsync(this, o),
        Operation.CloseYear o => WholePapers.CloseYearAsync(this, o),
        Operation.Enter o => PaymentWork.EnterAsync(this, o),
        Operation.Correct o => PaymentWork.CorrectAsync(this, o),
        Operation.Withdraw o => PaymentWork.WithdrawAsync(this, o),
        Operation.Confirm o => PaymentWork.ConfirmAsync(this, o),
        Operation.ReturnPayment o => PaymentWork.ReturnAsync(this, o),
        Operation.Reverse o => PaymentWork.ReverseAsync(this, o),
        Operation.ReverseClosed o => PaymentWork.ReverseClosedAsync(this, o),
        Operation.PayAgain o => PaymentWork.PayAgainAsync(this, o),
        Operation.TurnClock o => TurnAsync(o),
        _ => throw new ArgumentOutOfRangeException(nameof(operation)),
    };

    private Task TurnAsync(Operation.TurnClock operation)
    {
        Field.Clock.Turn(operation.Days);
        return Task.CompletedTask;
    }

    private void Note(string call, string correlation, string outcome) => journal.Add(new Journal.Entry(number, step, call, correlation, outcome, told));
}
