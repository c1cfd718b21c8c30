using System.Globalization;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Mvc;

namespace Portfolio.Web.Pages.Capital;

/// <summary>The day, programme and page of a plan of capital as they stand in the address.</summary>
internal sealed class DatedQuery
{
    [FromQuery(Name = "on")]
    public string? On { get; set; }

    [FromQuery(Name = "programme")]
    public string? Programme { get; set; }

    [FromQuery(Name = "page")]
    public int? Number { get; set; }

    /// <summary>The programme; null where none is chosen.</summary>
    public string? ProgrammeCode => string.IsNullOrWhiteSpace(Programme) ? null : Programme.Trim();

    /// <summary>The same view on another page.</summary>
    public string Url(string path, DateOnly on, int number = 1)
    {
        var query = new QueryBuilder { { "on", Text(on) } };
        if (ProgrammeCode is { } programme)
            query.Add("programme", programme);
        if (number > 1)
            query.Add("page", number.ToString(CultureInfo.InvariantCulture));
        return path + query.ToQueryString();
    }

    /// <summary>A day as a date field wants it.</summary>
    public static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
