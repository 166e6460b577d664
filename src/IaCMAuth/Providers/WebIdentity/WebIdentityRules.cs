using IaCMAuth.AssumeRole;

namespace IaCMAuth.Providers.WebIdentity;

/// <summary>Whether the settings of a web identity are complete and within STS's limits.</summary>
internal static class WebIdentityRules
{
    public static IEnumerable<ConfigurationProblem> Check(WebIdentityOptions options, string path) =>
    [
        .. RoleRequestRules.CheckRoleArn(options.RoleArn, Join(path, nameof(options.RoleArn))),
        .. CheckToken(options.Token, Join(path, nameof(options.Token))),
        .. RoleRequestRules.CheckDuration(options.Duration, Join(path, nameof(options.Duration))),
        .. RoleRequestRules.CheckName(options.SessionName, Join(path, nameof(options.SessionName))),
    ];

    private static IEnumerable<ConfigurationProblem> CheckToken(WebIdentityTokenOptions? token, string setting)
    {
        string?[] given = [token?.File, token?.EnvironmentVariable, token?.Source is null ? null : nameof(token.Source)];
        if (given.All(g => g is null))
            yield return new(ErrorCodes.SettingMissing, setting, "no token source is set.", "Set Token:File or Token:EnvironmentVariable.");
        else if (given.Count(g => g is not null) > 1)
            yield return new(ErrorCodes.TokenSourceAmbiguous, setting, "more than one token source is set.", "Keep exactly one of File and EnvironmentVariable.");
    }

    private static string Join(string path, string name) => path.Length == 0 ? name : $"{path}:{name}";
}
