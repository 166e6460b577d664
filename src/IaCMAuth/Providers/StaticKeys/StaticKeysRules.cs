using System.Text.RegularExpressions;

namespace IaCMAuth.Providers.StaticKeys;

/// <summary>Whether configured keys can be keys at all, and belong together.</summary>
internal static partial class StaticKeysRules
{
    public static IEnumerable<ConfigurationProblem> Check(StaticKeysOptions keys, string path)
    {
        foreach (var problem in CheckAccessKeyId(keys, Join(path, nameof(keys.AccessKeyId))))
            yield return problem;
        if (keys.SecretAccessKey is null)
            yield return Missing(Join(path, nameof(keys.SecretAccessKey)));
        else if (keys.SecretAccessKey.Length == 0 || keys.SecretAccessKey.Any(char.IsWhiteSpace))
            yield return Blank(Join(path, nameof(keys.SecretAccessKey)));
        if (keys.SessionToken is { } token && (token.Length == 0 || token.Any(char.IsWhiteSpace)))
            yield return Blank(Join(path, nameof(keys.SessionToken)));
    }

    private static IEnumerable<ConfigurationProblem> CheckAccessKeyId(StaticKeysOptions keys, string setting)
    {
        if (keys.AccessKeyId is not { } id)
            yield return Missing(setting);
        else if (string.IsNullOrWhiteSpace(id) || id.Any(char.IsWhiteSpace))
            yield return Blank(setting);
        else if (!Pattern.IsMatch(id))
            yield return new(ErrorCodes.InvalidStaticKeys, setting, "the value is not an access key id.", "Give 16 to 128 letters, digits and underscores, such as AKIAIOSFODNN7EXAMPLE.");
        else if (id.StartsWith("ASIA", StringComparison.Ordinal) && keys.SessionToken is null)
            yield return new(ErrorCodes.InvalidStaticKeys, setting, "an ASIA… key is temporary and works only with its session token.", "Set SessionToken too, or use a long-term AKIA… key.");
        else if (id.StartsWith("AKIA", StringComparison.Ordinal) && keys.SessionToken is not null)
            yield return new(ErrorCodes.InvalidStaticKeys, setting, "an AKIA… key is long-term, yet SessionToken is set.", "Remove SessionToken, or give the ASIA… key it belongs to.");
    }

    private static string Join(string path, string name) => path.Length == 0 ? name : $"{path}:{name}";

    private static ConfigurationProblem Missing(string setting) =>
        new(ErrorCodes.SettingMissing, setting, "the setting is missing.", "Set it; both halves of an access key are needed.");

    private static ConfigurationProblem Blank(string setting) =>
        new(ErrorCodes.SettingBlank, setting, "the value is blank or has white space in it.", "Give the value as AWS showed it, without spaces or line breaks.");

    [GeneratedRegex(@"\A[A-Za-z0-9_]{16,128}\z")]
    private static partial Regex Pattern { get; }
}
