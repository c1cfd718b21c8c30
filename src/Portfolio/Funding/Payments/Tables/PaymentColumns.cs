using Portfolio.Exchange.Tables;

namespace Portfolio.Funding.Payments.Tables;

/// <summary>The columns of a table of payments; the first name of each is the one of the template.</summary>
public static class PaymentColumns
{
    /// <summary>Code of the project.</summary>
    public static TableColumn Project { get; } = new("project", true, "Mã dự án", "Dự án", "Mã DA", "Project code", "Project");

    /// <summary>Name or code of the source.</summary>
    public static TableColumn Source { get; } = new("source", true, "Nguồn", "Nguồn vốn", "Mã nguồn", "Source");

    /// <summary>Budget year.</summary>
    public static TableColumn Year { get; } = new("year", true, "Năm", "Năm ngân sách", "Năm kế hoạch", "Năm vốn", "Budget year", "Year");

    /// <summary>Day of the payment.</summary>
    public static TableColumn PaidOn { get; } = new("paidOn", true, "Ngày", "Ngày thanh toán", "Ngày giải ngân", "Ngày chứng từ", "Date of payment", "Date");

    /// <summary>Amount, in the unit that is chosen beside the table.</summary>
    public static TableColumn Amount { get; } = new("amount", true, "Số tiền", "Số giải ngân", "Giá trị", "Amount");

    /// <summary>Number of the payment document.</summary>
    public static TableColumn DocumentNumber { get; } = new("documentNumber", true, "Số chứng từ", "Chứng từ", "Số CT", "Document number", "Document");

    /// <summary>Note.</summary>
    public static TableColumn Note { get; } = new("note", false, "Ghi chú", "Nội dung", "Diễn giải", "Note");

    /// <summary>All, in the order of the template.</summary>
    public static IReadOnlyList<TableColumn> All { get; } = [Project, Source, Year, PaidOn, Amount, DocumentNumber, Note];
}
