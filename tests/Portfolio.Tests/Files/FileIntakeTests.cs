using System.IO.Compression;
using System.Text;
using Portfolio.Common;
using Portfolio.Files;
using Portfolio.Tests.Exchange.Tables;

namespace Portfolio.Tests.Files;

/// <summary>What a file is, is found in it; what its name says must agree.</summary>
internal sealed class FileIntakeTests
{
    private const string Script = "#!/bin/sh\nrm -rf /\n";

    private static readonly byte[] Pdf = "%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"u8.ToArray();
    private static readonly byte[] Png = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52, 0, 0, 0, 1];
    private static readonly byte[] Jpeg = [0xFF, 0xD8, 0xFF, 0xE0, 0, 16, 0x4A, 0x46, 0x49, 0x46, 0];
    private static readonly byte[] Xlsx = XlsxBook.Of(["a"]);
    private static readonly byte[] Docx = Zip("[Content_Types].xml", "word/document.xml");
    private static readonly byte[] Xls = XlsFile.Of([["a"]]);
    private static readonly byte[] Doc = XlsFile.Compound("WordDocument", new byte[5000]);
    private static readonly byte[] Text = "Mã;Số tiền\nđường;5\n"u8.ToArray();
    private static readonly byte[] Program = [0x4D, 0x5A, 0x90, 0, 3, 0, 0, 0];

    private static readonly FileIntake Intake = new(new FileLimits(1));

    [Test]
    public async Task Every_kind_that_is_taken_is_known_by_its_content()
    {
        foreach (var (name, file, type) in ((string, byte[], string)[])
        [
            ("Chứng từ.pdf", Pdf, "application/pdf"),
            ("a.PDF", Pdf, "application/pdf"),
            ("a.png", Png, "image/png"),
            ("a.jpg", Jpeg, "image/jpeg"),
            ("a.JPEG", Jpeg, "image/jpeg"),
            ("a.xlsx", Xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
            ("a.docx", Docx, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
            ("a.xls", Xls, "application/vnd.ms-excel"),
            ("a.doc", Doc, "application/msword"),
            ("a.csv", Text, "text/csv"),
            ("a.txt", Text, "text/plain"),
            ("a.txt", [0xEF, 0xBB, 0xBF, .. Text], "text/plain"),
            ("a.txt", "<script>alert(1)</script>"u8.ToArray(), "text/plain"),
        ])
        {
            var read = await ReadAsync(name, file);
            Assert.That((read.Name, read.MediaType, read.Size), Is.EqualTo((name, type, file.Length)), name);
        }
    }

    [Test]
    public async Task A_name_without_an_ending_gets_that_of_the_content()
    {
        Assert.That((await ReadAsync("Chứng từ số 5", Pdf)).Name, Is.EqualTo("Chứng từ số 5.pdf"));
        Assert.That((await ReadAsync("", Png)).Name, Is.EqualTo("file.png"));
        Assert.That((await ReadAsync(null, Text)).Name, Is.EqualTo("file.txt"));
    }

    [Test]
    public async Task A_file_that_is_not_what_its_name_says_is_refused_and_told_what_it_is()
    {
        Assert.That(await RefusalAsync("a.pdf", Encoding.UTF8.GetBytes(Script)), Is.EqualTo(("files.name_mismatch", ".pdf; .txt")));
        Assert.That(await RefusalAsync("a.png", Pdf), Is.EqualTo(("files.name_mismatch", ".png; .pdf")));
        Assert.That(await RefusalAsync("a.txt", Pdf), Is.EqualTo(("files.name_mismatch", ".txt; .pdf")));
        Assert.That(await RefusalAsync("a.csv", Xlsx), Is.EqualTo(("files.name_mismatch", ".csv; .xlsx")));
        Assert.That(await RefusalAsync("a.xlsx", Xls), Is.EqualTo(("files.name_mismatch", ".xlsx; .xls")));
        Assert.That(await RefusalAsync("a.docx", Xlsx), Is.EqualTo(("files.name_mismatch", ".docx; .xlsx")));
    }

    [Test]
    public async Task Whatever_else_is_refused_under_any_name()
    {
        byte[][] others =
        [
            Program, [0x7F, 0x45, 0x4C, 0x46, 2, 1], Zip("a.txt"), Zip("xl/workbook.xml"), Zip("[Content_Types].xml", "ppt/presentation.xml"),
            XlsFile.Compound("PowerPoint Document", new byte[5000]), XlsFile.Compound("EncryptedPackage", new byte[5000]),
            "PK\u0003\u0004"u8.ToArray(), [.. Xls[..600]], "%PDF-1.7 and nothing after it"u8.ToArray(), Encoding.Unicode.GetBytes("chữ"), Encoding.Latin1.GetBytes("Mã dự"),
            "a\0b"u8.ToArray(), Png[..10],
        ];
        foreach (var file in others)
        {
            foreach (var name in (string[])["a.pdf", "a.txt", "a.xlsx", "a"])
                Assert.That((await RefusalAsync(name, file)).Code, Is.EqualTo("files.type_not_allowed"), name);
        }
    }

    [TestCase("a.html")]
    [TestCase("a.svg")]
    [TestCase("a.js")]
    [TestCase("a.bat")]
    [TestCase("a.pdf.exe")]
    [TestCase("a.pdf\u202E.txt.exe")]
    public async Task A_text_with_the_name_of_something_that_runs_is_refused(string name) => Assert.That(
        await RefusalAsync(name, Encoding.UTF8.GetBytes(Script)),
        Is.EqualTo(("files.type_not_allowed", "PDF, PNG, JPG, JPEG, XLSX, DOCX, XLS, DOC, CSV, TXT")));

    [Test]
    public async Task Macros_are_refused_whatever_carries_them()
    {
        Assert.That((await RefusalAsync("a.xlsx", Zip("[Content_Types].xml", "xl/workbook.xml", "xl/vbaProject.bin"))).Code, Is.EqualTo("files.macros"));
        Assert.That((await RefusalAsync("a.docx", Zip("[Content_Types].xml", "word/document.xml", "word/VBAPROJECT.BIN"))).Code, Is.EqualTo("files.macros"));
        Assert.That((await RefusalAsync("a.xls", XlsFile.Compound("Workbook", new byte[5000], embedded: "_VBA_PROJECT"))).Code, Is.EqualTo("files.macros"));
        Assert.That((await RefusalAsync("a.doc", XlsFile.Compound("WordDocument", new byte[5000], embedded: "VBA"))).Code, Is.EqualTo("files.macros"));
    }

    [Test]
    public async Task What_is_embedded_does_not_make_a_file_something_else()
    {
        Assert.That((await ReadAsync("a.doc", XlsFile.Compound("WordDocument", new byte[5000], embedded: "Workbook"))).MediaType, Is.EqualTo("application/msword"));
        Assert.That((await ReadAsync("a.xls", XlsFile.Compound("Workbook", new byte[5000], embedded: "WordDocument"))).MediaType, Is.EqualTo("application/vnd.ms-excel"));
    }

    [Test]
    public async Task Neither_an_empty_nor_a_too_large_file_is_taken()
    {
        const int megabyte = 1024 * 1024;
        Assert.That((await RefusalAsync("a.txt", [])).Code, Is.EqualTo("files.empty"));
        Assert.That(await RefusalAsync("a.txt", new byte[megabyte + 1]), Is.EqualTo(("files.too_large", "1")));
        Assert.That((await ReadAsync("a.txt", Encoding.ASCII.GetBytes(new string('x', megabyte)))).Size, Is.EqualTo(megabyte));
    }

    [Test]
    public async Task Whatever_is_damaged_is_taken_or_refused_in_words([Range(0, 9)] int seed)
    {
        var random = new Random(seed);
        foreach (var whole in (byte[][])[Xlsx, Docx, Xls, Doc])
        {
            for (var round = 0; round < 40; round++)
            {
                var damaged = whole[..random.Next(9, whole.Length)];
                for (var i = random.Next(0, 40); i > 0; i--)
                    damaged[random.Next(8, damaged.Length)] = (byte)random.Next(256);
                try
                {
                    await ReadAsync("a", damaged);
                }
                catch (ValidationFailedException)
                {
                    // Refused in words.
                }
            }
        }
    }

    private static Task<NewFile> ReadAsync(string? name, byte[] file) => Intake.ReadAsync(name, new MemoryStream(file), CancellationToken.None);

    private static async Task<(string Code, string Told)> RefusalAsync(string name, byte[] file)
    {
        var refusal = await Assert.ThrowsAsync<ValidationFailedException>(() => ReadAsync(name, file));
        var failure = refusal!.Failures.Single();
        Assert.That(failure.Field, Is.EqualTo("file"));
        return (failure.Code, string.Join("; ", failure.Arguments.Values));
    }

    private static byte[] Zip(params string[] names)
    {
        using var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var name in names)
                zip.CreateEntry(name);
        }
        return file.ToArray();
    }
}
