using Portfolio.Common;
using Portfolio.Funding.Payments;
using Portfolio.Web.Errors;

namespace Portfolio.Web.Pages.Admin;

/// <summary>What is wrong with a form: field by field, and what concerns the whole.</summary>
internal sealed class FormFaults(ErrorText errors)
{
    private readonly Dictionary<string, string> fields = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<string> whole = [];
    private readonly List<RuleException> broken = [];

    /// <summary>Sentences that concern no single field.</summary>
    public IReadOnlyList<string> Whole => whole;

    /// <summary>The rules that refuse the form, with the figures and records they name.</summary>
    public IReadOnlyList<RuleException> Broken => broken;

    public bool Any => OfFields || whole.Count > 0;

    public bool OfFields => fields.Count > 0;

    /// <summary>Whether somebody else changed the record since the form was filled.</summary>
    public bool Stale { get; private set; }

    /// <summary>The sentence at a field; null when nothing is wrong with it.</summary>
    public string? Of(string field) => fields.GetValueOrDefault(field);

    /// <summary>Class of the field's input.</summary>
    public string Class(string field) => fields.ContainsKey(field) ? "is-invalid" : "";

    /// <summary>Value of <c>aria-invalid</c>.</summary>
    public string? Invalid(string field) => fields.ContainsKey(field) ? "true" : null;

    /// <summary>Id of the sentence at the field, for <c>aria-describedby</c>.</summary>
    public string? DescribedBy(string field, string id) => fields.ContainsKey(field) ? id + "-fault" : null;

    public void Add(string field, string code) => fields.TryAdd(field, errors.Of(code));

    public void Add(FieldFailure failure) => fields.TryAdd(failure.Field, errors.Of(failure));

    /// <summary>Notes a refusal of the whole form, each broken rule with a sentence of its own.</summary>
    public void Add(PortfolioException refusal)
    {
        whole.AddRange(errors.Each(refusal));
        broken.AddRange(refusal switch { RulesException several => several.Refusals, RuleException one => [one], _ => [] });
    }

    /// <summary>Notes a sentence that concerns no single field.</summary>
    public void Say(string sentence) => whole.Add(sentence);

    /// <summary>Does what the form asks for, and notes every expected refusal. What the actor may not do at all is not the form's matter.</summary>
    /// <param name="work">What is to be done.</param>
    /// <param name="fieldOf">Field of the form for a field of the request; null = they are called alike.</param>
    /// <returns>Whether it was done.</returns>
    public async Task<bool> TryAsync(Func<Task> work, Func<string, string>? fieldOf = null)
    {
        try
        {
            await work();
            return true;
        }
        catch (ValidationFailedException invalid)
        {
            foreach (var failure in invalid.Failures)
                fields.TryAdd(fieldOf?.Invoke(failure.Field) ?? failure.Field, errors.Of(failure));
        }
        catch (PortfolioException refusal) when (refusal is RuleException or RulesException or StaleException or StalePaymentsException)
        {
            Stale |= refusal is StaleException or StalePaymentsException;
            Add(refusal);
        }
        return false;
    }
}
