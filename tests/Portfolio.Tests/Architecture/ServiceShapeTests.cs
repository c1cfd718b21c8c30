using System.Reflection;
using Portfolio.Accounts;
using Portfolio.Common;

namespace Portfolio.Tests.Architecture;

internal sealed class ServiceShapeTests
{
    private static readonly Assembly Services = typeof(PortfolioDatabase).Assembly;

    /// <summary>Public methods of the classes that work on the database.</summary>
    private static IEnumerable<MethodInfo> ServiceMethods() =>
        from type in Services.GetExportedTypes()
        where type.GetConstructors().Any(c => c.GetParameters().Any(p => p.ParameterType == typeof(PortfolioDatabase)))
        from method in type.GetMethods(BindingFlags.Instance | BindingFlags.Public | BindingFlags.DeclaredOnly)
        select method;

    [Test]
    public void The_scan_finds_the_services() => Assert.That(ServiceMethods().Count(), Is.GreaterThan(12));

    [TestCaseSource(nameof(ServiceMethods))]
    public void A_service_method_takes_an_actor_first_and_a_cancellation_last(MethodInfo method)
    {
        var parameters = method.GetParameters();
        Assert.That(parameters[0].ParameterType, Is.EqualTo(typeof(Actor)));
        Assert.That(parameters[^1].ParameterType, Is.EqualTo(typeof(CancellationToken)));
    }

    [TestCaseSource(nameof(ServiceMethods))]
    public void A_service_method_demands_its_permission_before_anything_else(MethodInfo method)
    {
        // Without a database and with empty arguments nothing but the demand can be reached.
        var service = System.Runtime.CompilerServices.RuntimeHelpers.GetUninitializedObject(method.DeclaringType!);
        object?[] arguments =
        [
            .. method.GetParameters().Select(p => p.ParameterType == typeof(Actor)
                ? new Actor("nobody", Role.None)
                : p.ParameterType.IsValueType ? Activator.CreateInstance(p.ParameterType) : null),
        ];
        Assert.That(async () => await Outcome(method.Invoke(service, arguments)), Throws.InstanceOf<PermissionDeniedException>());
    }

    [Test]
    public void Every_role_stands_in_the_permission_matrix() => Assert.That(
        Enum.GetValues<Role>().SelectMany(role => Enum.GetValues<Permission>().Select(p => PermissionMatrix.Allows(role, p))).Count(),
        Is.EqualTo(Enum.GetValues<Role>().Length * Enum.GetValues<Permission>().Length));

    [Test]
    public void Nobody_may_do_nothing_and_only_finance_and_the_system_edit_needs()
    {
        Assert.That(Enum.GetValues<Permission>().Where(p => PermissionMatrix.Allows(Role.None, p)), Is.Empty);
        Assert.That(
            Enum.GetValues<Role>().Where(r => PermissionMatrix.Allows(r, Permission.EditNeeds)),
            Is.EquivalentTo(new[] { Role.Finance, Role.System }));
    }

    [Test]
    public void Classes_are_sealed_static_or_abstract() => Assert.That(
        Services.GetTypes().Where(t => t is { IsClass: true, IsSealed: false, IsAbstract: false }
            && !t.Name.Contains('<', StringComparison.Ordinal) && t.Namespace?.StartsWith("Portfolio", StringComparison.Ordinal) == true),
        Is.Empty);

    [Test]
    public void The_database_libraries_do_not_show_in_any_public_signature()
    {
        var shown =
            from type in Services.GetExportedTypes()
            from member in type.GetMembers(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)
            from used in member switch
            {
                MethodBase method => method.GetParameters().Select(p => p.ParameterType)
                    .Append(method is MethodInfo m ? m.ReturnType : typeof(void)),
                PropertyInfo property => [property.PropertyType],
                FieldInfo field => [field.FieldType],
                _ => [],
            }
            where used.Assembly.GetName().Name is "Npgsql" or "Dapper" or "FluentValidation"
            select member;
        Assert.That(shown, Is.Empty);
    }

    private static async Task Outcome(object? result)
    {
        switch (result)
        {
            case Task task:
                await task;
                break;
            case IAsyncEnumerable<object> rows:
                await foreach (var _ in rows)
                    break;
                break;
        }
    }
}
