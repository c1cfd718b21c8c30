namespace Portfolio.Reporting.Projects;

/// <summary>Parts of statements that several lists of projects share.</summary>
internal static class ProjectSql
{
    /// <summary>Name of the body that answers for project <c>x</c>: its owner, else its lead.</summary>
    public const string Responsible = """
        (select b.name from projects.project_body r join directory.body b on b.id = r.body_id
                where r.project_id = x.id and r.role in ('owner', 'lead')
                order by r.role desc, b.name limit 1)
        """;
}
