using Portfolio.Exchange.Tables;
using Portfolio.Files;

namespace Portfolio.Web.Security;

/// <summary>
/// Lets a page or an endpoint take more than <see cref="RequestLimits"/> else allow, from whoever has signed in. On the class of a
/// page, or by <c>WithMetadata</c>. The form is sent as <c>multipart/form-data</c>; what is typed into it may then be as long as all of it.
/// </summary>
internal abstract class LargerFormAttribute : Attribute
{
    /// <summary>Bytes of a body: the files, and beside them what any form may hold.</summary>
    public long Body(FileLimits limits) => RequestLimits.Body + Files(limits);

    /// <summary>Code of the refusal of a body that is larger still.</summary>
    public virtual string TooLarge => "request.too_large";

    /// <summary>Bytes of its files.</summary>
    protected abstract long Files(FileLimits limits);
}

/// <summary>Takes files that are attached to a record, each of the size that is set.</summary>
/// <param name="most">How many at a time.</param>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class TakesFilesAttribute(int most = 1) : LargerFormAttribute
{
    // A file that is somewhat too large is still read: then the form itself refuses it at its field, and keeps what was typed.
    private const int Spare = 2;

    public override string TooLarge => "request.file_too_large";

    protected override long Files(FileLimits limits) => (most + Spare) * limits.Largest;
}

/// <summary>Takes a table, as a file or pasted into a field.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class TakesTableAttribute : LargerFormAttribute
{
    protected override long Files(FileLimits limits) => TableLimits.Bytes;
}
