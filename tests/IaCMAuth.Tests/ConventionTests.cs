using System.Reflection;

namespace IaCMAuth.Tests;

/// <summary>What a reader of the public surface may rely on.</summary>
public sealed class ConventionTests
{
    /// <summary>Where types of the AWS SDK may show: the adapters, the bridge from it, and nothing else.</summary>
    private static readonly string[] SdkMembers = ["AwsSdkExtensions.ToAwsCredentials", "AwsSdkExtensions.WithCredentials", "CredentialProviders.FromAwsCredentials"];

    private static readonly Assembly Library = typeof(ICredentialProvider).Assembly;

    private static IEnumerable<Type> PublicTypes => Library.GetExportedTypes();

    [Fact]
    public void Public_types_live_in_one_namespace() => Assert.Equal(
        ["IaCMAuth", "Microsoft.Extensions.DependencyInjection"],
        PublicTypes.Select(t => t.Namespace).Distinct().Order(StringComparer.Ordinal));

    [Fact]
    public void Public_classes_are_sealed_or_static_or_cannot_be_derived_from() => Assert.Empty(PublicTypes
        .Where(t => t is { IsClass: true, IsSealed: false })
        .Where(t => t.GetConstructors(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic).Any(c => c.IsPublic || c.IsFamily))
        .Select(t => t.Name));

    [Fact]
    public void Internal_types_take_the_name_of_their_folder() => Assert.DoesNotContain(
        Library.GetTypes().Where(t => t is { IsPublic: false, IsNested: false } && t.Namespace == "IaCMAuth"),
        t => t.Name is not ("ErrorCodes" or "FailureClass" or "Quoted") && !t.Name.Contains('<', StringComparison.Ordinal));

    [Fact]
    public void Asynchronous_methods_say_so_and_take_a_cancellation_token_last()
    {
        var methods = PublicTypes.SelectMany(t => t.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly))
            .Where(m => typeof(Task).IsAssignableFrom(m.ReturnType) || m.ReturnType.Name.StartsWith("ValueTask", StringComparison.Ordinal))
            .Where(m => m.Name != nameof(IAsyncDisposable.DisposeAsync))
            .ToArray();

        Assert.NotEmpty(methods);
        Assert.All(methods, m => Assert.EndsWith("Async", m.Name, StringComparison.Ordinal));
        Assert.All(methods, m => Assert.Equal(typeof(CancellationToken), m.GetParameters()[^1].ParameterType));
    }

    [Fact]
    public void Types_of_the_AWS_SDK_show_in_the_adapters_only()
    {
        var members = PublicTypes.SelectMany(t => t.GetMembers(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly))
            .Where(m => TypesOf(m).Any(t => t.FullName?.StartsWith("Amazon", StringComparison.Ordinal) is true))
            .Select(m => $"{m.DeclaringType!.Name}.{m.Name}");

        Assert.Equal(SdkMembers, members.Order(StringComparer.Ordinal));
    }

    private static IEnumerable<Type> TypesOf(MemberInfo member) => member switch
    {
        MethodInfo method => method.GetParameters().Select(p => p.ParameterType).Append(method.ReturnType)
            .SelectMany(t => t.IsGenericParameter ? t.GetGenericParameterConstraints() : [t, .. t.GetGenericArguments()]),
        ConstructorInfo constructor => constructor.GetParameters().Select(p => p.ParameterType),
        PropertyInfo property => [property.PropertyType, .. property.PropertyType.GetGenericArguments()],
        FieldInfo field => [field.FieldType],
        _ => [],
    };
}
