using Npgsql;

namespace Portfolio.Database.Dictionary;

/// <summary>Writes the data dictionary, <c>migrations/README.md</c>, from the catalogs of a migrated database.</summary>
internal static class DataDictionary
{
    // What no catalog can tell: how the tables play together.
    private const string Opening = """
        # The data model

        <!-- Generated from the catalogs of a migrated database; a test compares. To write it anew:
             PORTFOLIO_UPDATE_DICTIONARY=1 dotnet test tests/Portfolio.Tests -->

        ## The model in ten lines

        1. A **plan** (`plans.plan`) is one public document: number, date, issuer, province, period. Indicators, the reporting calendar, duties and discrepancies hang on it.
        2. A plan groups its work into **programmes** (`plans.programme`); the capital a programme needs is its **envelope**, one row per source class, `state` or `other` (`funding.envelope`).
        3. A **project** (`projects.project`) belongs to one programme and so to one plan; bodies own, lead or coordinate it, it lies in communes, and it yields outputs.
        4. Provinces, communes and bodies stand in `directory`; districts were abolished on 1 July 2025, so a unit is a province or a commune.
        5. Money is whole đồng in `bigint`. What a project needs from a **source** is a sum of **lines** (`funding.need_line`): lines are only ever added, a mistake is reversed by a new line.
        6. Triggers carry each line into the need in force (`funding.need`), the project's sums (`funding.project_need`) and the envelope's itemised part, in the same transaction; others keep the counts of projects and open milestones and the sums of plans that pages show.
        7. A check on the envelope refuses what would exceed it: itemised + not itemised = envelope, always. An envelope without an amount sets no bound.
        8. A **milestone** (`milestones.milestone`) is due on the last day of the period that the document writes, with a precision; continuous work has no due date and is never overdue. Its dates move by **entries** alone (`milestones.date_entry`), which are only ever added; its forecast stands beside it (`milestones.forecast`).
        9. Every change of money or dates writes an **audit event** (`audit.event`) in the same transaction; events are append-only.
        10. Every record taken from a document carries its source (file, section, item), and every figure its basis: `official`, `entered` or `illustrative`.
        """;

    /// <summary>The dictionary as Markdown; the same for the same schema.</summary>
    /// <param name="connectionString">Npgsql connection string of a database with all migrations.</param>
    public static async Task<string> WriteAsync(string connectionString)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        var catalog = await Catalog.ReadAsync(connection);
        string[] lines =
        [
            Opening.ReplaceLineEndings("\n"), "",
            "Each schema belongs to the area of the same name, which alone writes it. "
            + "`public.schema_migrations` is dbmate's list of applied versions.",
            .. catalog.Schemas.SelectMany(s => SchemaSection.Lines(s, catalog)),
        ];
        return string.Join('\n', lines) + "\n";
    }
}
