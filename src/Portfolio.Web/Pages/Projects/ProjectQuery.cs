using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Mvc;
using Portfolio.Reporting.Projects;

namespace Portfolio.Web.Pages.Projects;

/// <summary>The filter, order and page of a project list as they stand in the address.</summary>
internal class ProjectQuery
{
    [FromQuery(Name = "plan")]
    public string? Plan { get; set; }

    [FromQuery(Name = "programme")]
    public string? Programme { get; set; }

    [FromQuery(Name = "sector")]
    public string? Sector { get; set; }

    [FromQuery(Name = "kind")]
    public string? Kind { get; set; }

    [FromQuery(Name = "body")]
    public string? Body { get; set; }

    [FromQuery(Name = "commune")]
    public string? Commune { get; set; }

    [FromQuery(Name = "stage")]
    public string? Stage { get; set; }

    [FromQuery(Name = "q")]
    public string? Text { get; set; }

    /// <summary>Address of the page of the list.</summary>
    public virtual string Path => "/projects";

    /// <summary>code, name, need; a leading minus sorts from the end.</summary>
    [FromQuery(Name = "sort")]
    public string? Sort { get; set; }

    [FromQuery(Name = "page")]
    public int? Number { get; set; }

    public ProjectFilter ToFilter() => new()
    {
        Plan = Blank(Plan),
        Programme = Blank(Programme),
        Sector = Blank(Sector),
        Kind = Blank(Kind),
        Body = Blank(Body),
        Commune = Blank(Commune),
        Stage = Blank(Stage),
        Text = Blank(Text),
    };

    public ProjectPageRequest ToRequest(int size)
    {
        var descending = Sort?.StartsWith('-') ?? false;
        var sort = Sort?.TrimStart('-') switch { "name" => ProjectSort.Name, "need" => ProjectSort.Need, _ => ProjectSort.Code };
        return new ProjectPageRequest(ToFilter(), sort, descending, Number ?? 1, size);
    }

    /// <summary>Address of the same list in another order; the same order again turns it round.</summary>
    public string SortUrl(string sort) => Url(Path, (Sort ?? "code") == sort ? "-" + sort : sort, null);

    /// <summary>How a column is sorted now, for assistive technology; null = not.</summary>
    public string? SortState(string sort) => (Sort ?? "code") == sort ? "ascending" : Sort == "-" + sort ? "descending" : null;

    /// <summary>Address of another page of the same list.</summary>
    public string PageUrl(int number) => Url(Path, Sort, number);

    /// <summary>Address of the same list as a CSV file.</summary>
    public string CsvUrl => Url("/projects.csv", null, null);

    /// <summary>Name of a partial view with further filters of the list; null = it has none.</summary>
    public virtual string? MoreFilters => null;

    /// <summary>Address of the first page of the same list with one filter changed; null = without it.</summary>
    protected string UrlWith(string filter, string? value) =>
        Url(Path, Sort, null, Filters().Where(f => f.Key != filter).Concat(string.IsNullOrEmpty(value) ? [] : [KeyValuePair.Create(filter, value)]));

    protected string Url(string path, string? sort, int? number) => Url(path, sort, number, Filters());

    protected static string Url(string path, string? sort, int? number, IEnumerable<KeyValuePair<string, string>> filters)
    {
        var query = new QueryBuilder(filters);
        if (!string.IsNullOrEmpty(sort))
            query.Add("sort", sort);
        if (number > 1)
            query.Add("page", number.Value.ToString(System.Globalization.CultureInfo.InvariantCulture));
        return path + query.ToQueryString();
    }

    protected virtual IEnumerable<KeyValuePair<string, string>> Filters()
    {
        (string Name, string? Value)[] all =
        [
            ("plan", Plan), ("programme", Programme), ("sector", Sector), ("kind", Kind),
            ("body", Body), ("commune", Commune), ("stage", Stage), ("q", Text),
        ];
        return all.Where(f => !string.IsNullOrWhiteSpace(f.Value)).Select(f => KeyValuePair.Create(f.Name, f.Value!));
    }

    protected static string? Blank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
