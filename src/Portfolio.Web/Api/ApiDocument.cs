using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Portfolio.Common;
using Portfolio.Reporting.Projects;

namespace Portfolio.Web.Api;

/// <summary>The OpenAPI document: what cannot be read from the endpoints themselves.</summary>
internal static class ApiDocument
{
    public const string Name = "v1";

    private const string Description = """
        The public-investment portfolio of Vietnamese provinces: plans, programmes, projects and their capital needs.

        Money is in whole dong (VND), as JSON integers. Dates are ISO 8601; a date with a precision is the last day of its period, and
        its `text` keeps the words of the document. Lists are `{ items, next }`: ask again with `after` = `next` until it is null.

        Refusals are problem documents (RFC 9457) with a stable `code`; their text is Vietnamese, or English with `?lang=en`.
        """;

    public static void Describe(OpenApiOptions options)
    {
        // "ProjectDto" is a name for us; readers of the document see "Project".
        options.CreateSchemaReferenceId = type =>
            OpenApiOptions.CreateDefaultSchemaReferenceId(type)?.Replace("Dto", "", StringComparison.Ordinal);
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new OpenApiInfo { Title = "Public-investment portfolio", Version = Name, Description = Description };
            return Task.CompletedTask;
        });
        options.AddOperationTransformer((operation, _, _) =>
        {
            DescribeParameters(operation);
            return Task.CompletedTask;
        });
        options.AddSchemaTransformer((schema, context, _) =>
        {
            DescribeMoney(schema, context.JsonTypeInfo.Type);
            return Task.CompletedTask;
        });
    }

    private static void DescribeParameters(OpenApiOperation operation)
    {
        operation.Parameters ??= [];
        foreach (var parameter in operation.Parameters.OfType<OpenApiParameter>())
        {
            parameter.Schema = parameter.Name switch
            {
                "sector" => OneOf(ProjectCodes.Sectors),
                "kind" when operation.OperationId == ProjectsEndpoints.List => OneOf(ProjectCodes.Kinds),
                "stage" => OneOf([.. ProjectCodes.Stages, ProjectFilter.StageNotStated]),
                "limit" => Limit(),
                _ => parameter.Schema,
            };
            // It may be left out as far as binding goes, and is then refused with a problem of its own.
            parameter.Required |= parameter.Name == "If-Match";
        }
        operation.Parameters.Add(new OpenApiParameter
        {
            Name = "lang",
            In = ParameterLocation.Query,
            Description = "Language of the texts of refusals.",
            Schema = OneOf(["vi", "en"]),
        });
    }

    private static OpenApiSchema OneOf(IEnumerable<string> values) => new()
    {
        Type = JsonSchemaType.String,
        Enum = [.. values.Select(value => (JsonNode)JsonValue.Create(value))],
    };

    private static OpenApiSchema Limit() => new()
    {
        Type = JsonSchemaType.Integer,
        Minimum = "1",
        Maximum = ProjectListService.LargestPage.ToString(CultureInfo.InvariantCulture),
        Default = ProjectsQuery.UsualLimit,
    };

    // The converter hides from the schema what an amount is.
    private static void DescribeMoney(OpenApiSchema schema, Type type)
    {
        if (type != typeof(Vnd))
            return;
        schema.Type = JsonSchemaType.Integer;
        schema.Format = "int64";
    }
}
