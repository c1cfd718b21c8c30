using System.Text.Json;
using Portfolio.Common;

namespace Portfolio.Web.Api;

/// <summary>Names of fields as the caller wrote them.</summary>
internal static class JsonNames
{
    /// <summary>The same faults: "Needs[0].Amount", as a service names its properties, is "needs[0].amount" in JSON.</summary>
    public static ValidationFailedException InJsonNames(this ValidationFailedException invalid) =>
        new([.. invalid.Failures.Select(failure => failure with { Field = Of(failure.Field) })]);

    private static string Of(string path) => string.Join('.', path.Split('.').Select(JsonNamingPolicy.CamelCase.ConvertName));
}
