using Portfolio.Directories.Administration;

namespace Portfolio.Web.Pages.Admin.Bodies;

/// <summary>A body as it is typed.</summary>
internal sealed class BodyForm
{
    /// <summary>Value of <see cref="Province"/> for a central body.</summary>
    public const string Centre = "none";

    /// <summary>Code of a province, or <see cref="Centre"/>; blank = not chosen yet.</summary>
    public string? Province { get; set; }

    public string? Code { get; set; }

    public string? Kind { get; set; }

    public string? Name { get; set; }

    public string? NameEn { get; set; }

    public string? ShortName { get; set; }

    public string? Commune { get; set; }

    public string? Parent { get; set; }

    public bool Active { get; set; }

    /// <summary>Code of the chosen province; null = the centre.</summary>
    public string? ProvinceCode => string.IsNullOrWhiteSpace(Province) || Province == Centre ? null : Province;

    /// <summary>The body as it is.</summary>
    public static BodyForm Of(BodyDetails body) => new()
    {
        Province = body.ProvinceCode ?? Centre,
        Code = body.Code,
        Kind = body.Kind,
        Name = body.Name,
        NameEn = body.NameEn,
        ShortName = body.ShortName,
        Commune = body.CommuneCode,
        Parent = body.ParentCode,
        Active = body.Active,
    };

    public BodyFields ToFields() => new(Kind ?? "", Name ?? "", NameEn, ShortName, Blank(Commune), Blank(Parent));

    private static string? Blank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;
}

/// <summary>What the fields of a body need to be shown.</summary>
/// <param name="Form">As typed.</param>
/// <param name="Faults">What is wrong with it.</param>
/// <param name="Choices">Bodies and communes to choose from.</param>
internal sealed record BodyFieldsView(BodyForm Form, FormFaults Faults, BodyChoices Choices)
{
    /// <summary>The kinds that a body of the chosen province may be of.</summary>
    public IEnumerable<string> Kinds => BodyKinds.All.Where(kind => kind == BodyKinds.Central == (Form.Province == BodyForm.Centre));
}
