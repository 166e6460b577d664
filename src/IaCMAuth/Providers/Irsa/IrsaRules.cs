using IaCMAuth.AssumeRole;

namespace IaCMAuth.Providers.Irsa;

/// <summary>Whether the settings of IRSA are within STS's limits. What is left out comes from the pod, on use.</summary>
internal static class IrsaRules
{
    public static IEnumerable<ConfigurationProblem> Check(IrsaOptions options, string path) =>
    [
        .. options.RoleArn is null ? [] : RoleRequestRules.CheckRoleArn(options.RoleArn, $"{path}:{nameof(options.RoleArn)}"),
        .. RoleRequestRules.CheckDuration(options.Duration, $"{path}:{nameof(options.Duration)}"),
        .. RoleRequestRules.CheckName(options.SessionName, $"{path}:{nameof(options.SessionName)}"),
    ];
}
