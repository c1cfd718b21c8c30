using System.Data;
using Dapper;

namespace Portfolio.Common;

internal sealed class VndHandler : SqlMapper.TypeHandler<Vnd>
{
    public override Vnd Parse(object value) => new(Convert.ToInt64(value, System.Globalization.CultureInfo.InvariantCulture));

    public override void SetValue(IDbDataParameter parameter, Vnd value) => parameter.Value = value.Dong;
}

internal sealed class DateOnlyHandler : SqlMapper.TypeHandler<DateOnly>
{
    public override DateOnly Parse(object value) => value is DateOnly day ? day : DateOnly.FromDateTime((DateTime)value);

    public override void SetValue(IDbDataParameter parameter, DateOnly value) => parameter.Value = value;
}
