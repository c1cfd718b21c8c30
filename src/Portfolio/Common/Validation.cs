using FluentValidation;
using FluentValidation.Results;

namespace Portfolio.Common;

internal static class Validation
{
    /// <summary>Checks the shape of a request; the faults carry codes, their texts are the web's business.</summary>
    public static void Demand<T>(this IValidator<T> validator, T request)
    {
        ValidationResult result = validator.Validate(request);
        if (result.IsValid)
            return;
        throw new ValidationFailedException(
        [
            .. result.Errors.Select(fault => new FieldFailure(
                fault.PropertyName, fault.ErrorCode, fault.FormattedMessagePlaceholderValues.ToDictionary(p => p.Key, object? (p) => p.Value))),
        ]);
    }
}
