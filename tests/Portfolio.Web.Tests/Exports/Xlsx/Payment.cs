using Portfolio.Common;
using Portfolio.Web.Exports.Xlsx;

namespace Portfolio.Web.Tests.Exports.Xlsx;

/// <summary>A row to write.</summary>
internal sealed record Payment(
    string Programme, string Body, string Project, DateOnly? Day, Vnd? Planned, Vnd? State, Vnd? Other, long? Households = null, long? Batch = null)
{
    /// <summary>A table with everything a table can have.</summary>
    public static XlsxTable<Payment> Table(bool grouped = true, string? total = "Tổng cộng")
    {
        var planned = XlsxColumn<Payment>.Dong("Kế hoạch vốn", p => p.Planned);
        var state = XlsxColumn<Payment>.Dong("Vốn nhà nước", p => p.State, "Giải ngân");
        var other = XlsxColumn<Payment>.Dong("Vốn khác", p => p.Other, "Giải ngân");
        var paid = XlsxColumn<Payment>.Sum("Cộng", [state, other], "Giải ngân");
        return new XlsxTable<Payment>
        {
            Sheet = "Giải ngân 2026",
            Titles = ["TÌNH HÌNH GIẢI NGÂN VỐN ĐẦU TƯ CÔNG", "Năm 2026"],
            Unit = "Đơn vị: đồng",
            Columns =
            [
                XlsxColumn<Payment>.Text("Dự án", 40, p => p.Project),
                XlsxColumn<Payment>.Date("Ngày", p => p.Day),
                XlsxColumn<Payment>.Integer("Số hộ", 8, p => p.Households, summed: true),
                XlsxColumn<Payment>.Integer("Đợt", 8, p => p.Batch, summed: false),
                planned, state, other, paid,
                XlsxColumn<Payment>.Share("Tỷ lệ", paid, planned),
            ],
            Groupings = grouped
                ?
                [
                    new XlsxGrouping<Payment>(p => p.Programme, p => p.Programme, p => $"Cộng {p.Programme}"),
                    new XlsxGrouping<Payment>(p => p.Body, p => p.Body, p => $"Cộng {p.Body}"),
                ]
                : [],
            Total = total,
            FrozenColumns = 1,
            Signatures = new XlsxSignatures("Ngày … tháng … năm 2026", new XlsxSignature("NGƯỜI LẬP BIỂU"), new XlsxSignature("GIÁM ĐỐC", "(Ký, đóng dấu)")),
        };
    }

    /// <summary>As many as asked for, in groups of all sizes; the same for the same seed.</summary>
    public static List<Payment> Some(int count, int seed)
    {
        var random = new Random(seed);
        return
        [
            .. from number in Enumerable.Range(0, count)
               let programme = $"Chương trình {number * 3 / Math.Max(1, count)}"
               select new Payment(
                   programme, $"{programme}, ban {number / 4}", $"Dự án {number}", new DateOnly(2026, 1, 1).AddDays(random.Next(365)),
                   Amount(random), Amount(random), Amount(random), random.Next(500), random.Next(12)),
        ];
    }

    private static Vnd? Amount(Random random) => random.Next(5) == 0 ? null : new Vnd(random.NextInt64(-1_000_000, 90_000_000_000));
}
