using System.Text.RegularExpressions;

namespace IaCMAuth.AssumeRole;

/// <summary>The limits STS puts on a request's fields, checked before any call. Each problem names its setting below the given path.</summary>
internal static partial class RoleRequestRules
{
    private static readonly TimeSpan ShortestDuration = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan LongestDuration = TimeSpan.FromHours(12);
    private static readonly TimeSpan ChainedDuration = TimeSpan.FromHours(1);

    public static IEnumerable<ConfigurationProblem> Check(AssumeRoleOptions hop, string path) =>
    [
        .. CheckRoleArn(hop.RoleArn, Join(path, nameof(hop.RoleArn))),
        .. CheckExternalId(hop.ExternalId, Join(path, nameof(hop.ExternalId))),
        .. CheckDuration(hop.Duration, Join(path, nameof(hop.Duration))),
        .. CheckName(hop.SessionName, Join(path, nameof(hop.SessionName))),
        .. CheckSession(hop.SessionPolicy, hop.SessionPolicyArns, hop.Tags, hop.TransitiveTagKeys, hop.SourceIdentity, path),
    ];

    /// <summary>What the last call of a chain may carry, whether a hop or a workspace's phase says it.</summary>
    public static IEnumerable<ConfigurationProblem> CheckSession(
        string? policy, IList<string>? policyArns, IDictionary<string, string>? tags, IList<string>? transitiveKeys, string? sourceIdentity, string path) =>
    [
        .. CheckPolicy(policy, Join(path, "SessionPolicy")),
        .. CheckPolicyArns(policyArns, Join(path, "SessionPolicyArns")),
        .. CheckTags(tags, Join(path, "Tags")),
        .. CheckTransitiveKeys(transitiveKeys, tags, Join(path, "TransitiveTagKeys")),
        .. CheckName(sourceIdentity, Join(path, "SourceIdentity")),
    ];

    public static IEnumerable<ConfigurationProblem> CheckRoleArn(string? text, string setting)
    {
        if (text is null)
            yield return Missing(setting, $"Name the role as {RoleArn.Form}.");
        else if (!RoleArn.TryParse(text, out _))
            yield return new(ErrorCodes.InvalidArn, setting, $"'{Quoted.Text(text)}' is not the ARN of an IAM role.", $"Write it as {RoleArn.Form}, with the partition of the region (aws, aws-cn, aws-us-gov, …).");
    }

    public static IEnumerable<ConfigurationProblem> CheckDuration(TimeSpan? duration, string setting)
    {
        if (duration is { } d && (d < ShortestDuration || d > LongestDuration || d.Ticks % TimeSpan.TicksPerSecond != 0))
            yield return Limits(setting, $"{d} is not a session's length in whole seconds.", "Give 00:15:00 to 12:00:00, within the role's maximum session duration.");
    }

    /// <summary>AWS limits a session that was assumed by another session to one hour.</summary>
    public static IEnumerable<ConfigurationProblem> CheckChaining(TimeSpan? duration, string setting)
    {
        if (duration > ChainedDuration)
        {
            yield return new(
                ErrorCodes.ChainingCap, setting, $"{duration} is longer than the one hour AWS allows when a role session assumes another role.",
                "Set it to 01:00:00 or less; the session is refreshed as long as it is used.");
        }
    }

    public static IEnumerable<ConfigurationProblem> CheckName(string? name, string setting)
    {
        if (name is not null && !NamePattern.IsMatch(name))
            yield return Limits(setting, $"'{Quoted.Text(name)}' does not fit.", "Give 2 to 64 characters of A-Z a-z 0-9 _ + = , . @ -.");
    }

    private static IEnumerable<ConfigurationProblem> CheckExternalId(string? id, string setting)
    {
        if (id is not null && !ExternalIdPattern.IsMatch(id))
            yield return Limits(setting, $"'{Quoted.Text(id)}' does not fit.", "Give 2 to 1224 characters of A-Z a-z 0-9 _ + = , . @ : / -.");
    }

    private static IEnumerable<ConfigurationProblem> CheckPolicy(string? policy, string setting)
    {
        if (policy is not null && !SessionPolicy.TryCompact(policy, out _))
            yield return new(ErrorCodes.InvalidSessionPolicy, setting, "the text is not a JSON object.", "Give a policy document: {\"Version\":\"2012-10-17\",\"Statement\":[…]}.");
    }

    private static IEnumerable<ConfigurationProblem> CheckPolicyArns(IList<string>? arns, string setting)
    {
        if (arns is null)
            yield break;
        if (arns.Count > 10)
            yield return Limits(setting, $"{arns.Count} managed policies are listed.", "AWS takes at most 10.");
        for (var i = 0; i < arns.Count; i++)
        {
            if (!PolicyArnPattern.IsMatch(arns[i] ?? string.Empty))
                yield return new(ErrorCodes.InvalidArn, Join(setting, i), $"'{Quoted.Text(arns[i])}' is not the ARN of a managed policy.", "Write it as arn:aws:iam::aws:policy/ReadOnlyAccess.");
        }
    }

    private static IEnumerable<ConfigurationProblem> CheckTags(IDictionary<string, string>? tags, string setting)
    {
        if (tags is null)
            yield break;
        if (tags.Count > 50)
            yield return Limits(setting, $"{tags.Count} tags are set.", "AWS takes at most 50.");
        foreach (var twice in tags.Keys.GroupBy(k => k, StringComparer.OrdinalIgnoreCase).Where(g => g.Count() > 1))
            yield return Limits(setting, $"the keys {string.Join(" and ", twice.Select(k => $"'{Quoted.Text(k)}'"))} differ in case only.", "Keep one of them: AWS compares keys without case.");
        foreach (var (key, value) in tags)
        {
            if (!TagKeyPattern.IsMatch(key) || key.StartsWith("aws:", StringComparison.OrdinalIgnoreCase))
                yield return Limits(setting, $"the key '{Quoted.Text(key)}' does not fit.", "Give 1 to 128 letters, digits, spaces and _ . : / = + - @, not beginning with aws:.");
            if (!TagValuePattern.IsMatch(value ?? string.Empty))
                yield return Limits(Join(setting, key), $"the value '{Quoted.Text(value)}' does not fit.", "Give up to 256 letters, digits, spaces and _ . : / = + - @.");
        }
    }

    private static IEnumerable<ConfigurationProblem> CheckTransitiveKeys(IList<string>? keys, IDictionary<string, string>? tags, string setting)
    {
        for (var i = 0; i < (keys?.Count ?? 0); i++)
        {
            if (tags?.Keys.Contains(keys![i], StringComparer.OrdinalIgnoreCase) is not true)
                yield return Limits(Join(setting, i), $"'{Quoted.Text(keys![i])}' is not the key of a tag beside it.", "List keys of Tags only.");
        }
    }

    private static string Join(string path, object name) => path.Length == 0 ? $"{name}" : $"{path}:{name}";

    private static ConfigurationProblem Missing(string setting, string remedy) => new(ErrorCodes.SettingMissing, setting, "the setting is missing.", remedy);

    private static ConfigurationProblem Limits(string setting, string problem, string remedy) => new(ErrorCodes.OutOfLimits, setting, problem, remedy);

    [GeneratedRegex(@"\A[A-Za-z0-9_+=,.@-]{2,64}\z")]
    private static partial Regex NamePattern { get; }

    [GeneratedRegex(@"\A[A-Za-z0-9_+=,.@:/-]{2,1224}\z")]
    private static partial Regex ExternalIdPattern { get; }

    [GeneratedRegex(@"\A[\p{L}\p{Z}\p{N}_.:/=+\-@]{1,128}\z")]
    private static partial Regex TagKeyPattern { get; }

    [GeneratedRegex(@"\A[\p{L}\p{Z}\p{N}_.:/=+\-@]{0,256}\z")]
    private static partial Regex TagValuePattern { get; }

    [GeneratedRegex(@"\Aarn:aws(-[a-z]+)*:iam::([0-9]{12}|aws):policy/[\x21-\x7E]+\z")]
    private static partial Regex PolicyArnPattern { get; }
}
