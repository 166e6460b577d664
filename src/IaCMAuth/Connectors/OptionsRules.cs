using IaCMAuth.Sts;
using Microsoft.Extensions.Options;

namespace IaCMAuth.Connectors;

/// <summary>Finds everything that is wrong with the options, all at once, each with its path. The environment and files are not looked at.</summary>
internal sealed class OptionsRules : IValidateOptions<IacmAwsAuthOptions>
{
    public ValidateOptionsResult Validate(string? name, IacmAwsAuthOptions options)
    {
        var problems = Check(options);
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems.Select(p => p.ToString()));
    }

    public static IReadOnlyList<ConfigurationProblem> Check(IacmAwsAuthOptions options)
    {
        var found = RootProblems(options)
            .Concat(options.Connectors.SelectMany(c => ConnectorRules.Check(options, c.Key, c.Value)))
            .Concat(options.Workspaces.SelectMany(w => WorkspaceRules.Check(options, w.Key, w.Value)))
            .Where(p => !IsExplained(p, options.Unreadable));
        return [.. options.Unreadable.Concat(found).Distinct()];
    }

    private static IEnumerable<ConfigurationProblem> RootProblems(IacmAwsAuthOptions options) =>
    [
        .. options.Connectors.Count == 0 ? NoConnector(options) : [],
        .. RegionRules.Check(options.Region, options.At("Region")),
        .. EndpointRules.Check(options.EndpointUrl, options.At("EndpointUrl"), options.AllowInsecureEndpoint ?? false),
    ];

    private static IEnumerable<ConfigurationProblem> NoConnector(IacmAwsAuthOptions options) =>
        [new(ErrorCodes.SettingMissing, options.At("Connectors"), "no connector is described.", "Describe at least one, and check that the section's name and the configuration file are right.")];

    /// <summary>What could not be read is not reported as missing too.</summary>
    private static bool IsExplained(ConfigurationProblem problem, List<ConfigurationProblem> unreadable) => unreadable.Any(u =>
        problem.Setting.Equals(u.Setting, StringComparison.OrdinalIgnoreCase)
        || problem.Setting.StartsWith($"{u.Setting}:", StringComparison.OrdinalIgnoreCase)
        || (problem.Code == ErrorCodes.SettingMissing && u.Setting.StartsWith($"{problem.Setting}:", StringComparison.OrdinalIgnoreCase)));
}
