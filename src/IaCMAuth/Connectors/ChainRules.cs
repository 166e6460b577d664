using IaCMAuth.AssumeRole;
using IaCMAuth.Sts;

namespace IaCMAuth.Connectors;

/// <summary>Whether a target's chain of roles can work, and carries everything that is asked of it.</summary>
internal static class ChainRules
{
    public static IEnumerable<ConfigurationProblem> Check(Target target) =>
    [
        .. target.Hops.SelectMany((hop, index) => CheckHop(target, hop, index)),
        .. CheckBaseRole(target),
        .. CheckTwice(target),
        .. CheckCarried(target),
        .. CheckSetOnce(target),
    ];

    private static IEnumerable<ConfigurationProblem> CheckHop(Target target, AssumeRoleOptions hop, int index)
    {
        var path = $"{target.HopsPath}:{index}";
        return
        [
            .. RoleRequestRules.Check(hop, path),
            .. PartitionRules.Check(hop.RoleArn, target.Sts.Region, $"{path}:RoleArn"),
            .. index > 0 || target.BaseIsRoleSession ? RoleRequestRules.CheckChaining(hop.Duration, $"{path}:Duration") : [],
        ];
    }

    private static IEnumerable<ConfigurationProblem> CheckBaseRole(Target target) =>
        PartitionRules.Check(BaseRole(target), target.Sts.Region, $"{target.ConnectorName}:{target.Connector.AuthMode}:RoleArn");

    private static IEnumerable<ConfigurationProblem> CheckTwice(Target target)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        if (BaseRole(target) is { } role)
            seen.Add(role);
        for (var i = 0; i < target.Hops.Count; i++)
        {
            if (target.Hops[i].RoleArn is { } arn && !seen.Add(arn))
                yield return new(ErrorCodes.RoleTwice, $"{target.HopsPath}:{i}:RoleArn", $"{Quoted.Text(arn)} stands in the chain already.", "Remove one of the two: a chain assumes each role once.");
        }
    }

    /// <summary>A policy that nothing carries would mean a "read-only plan" with full rights.</summary>
    private static IEnumerable<ConfigurationProblem> CheckCarried(Target target)
    {
        if (target.Hops.Count > 0)
            yield break;
        foreach (var (setting, path) in target.SessionPaths)
        {
            if (!target.BaseCallsSts)
            {
                yield return new(ErrorCodes.NothingCarriesIt, path, $"connector {target.ConnectorName} ({target.Connector.AuthMode}) makes no STS call that could carry it.", "Add an AssumeRole hop, or remove the setting.");
            }
            else if (setting is "Tags" or "TransitiveTagKeys" or "SourceIdentity")
            {
                yield return new(ErrorCodes.NothingCarriesIt, path, "AssumeRoleWithWebIdentity has no such parameter.", "Let the issuer put it into the token's claims (https://aws.amazon.com/tags), or add an AssumeRole hop.");
            }
            else if (setting == "SessionPolicy" && SessionPolicy.TryCompact(target.Session.SessionPolicy ?? string.Empty, out var compact) && compact.Length > SessionPolicy.Longest)
            {
                yield return new(ErrorCodes.OutOfLimits, path, $"the policy has {compact.Length} characters without white space.", $"AssumeRoleWithWebIdentity takes at most {SessionPolicy.Longest}.");
            }
        }
    }

    private static IEnumerable<ConfigurationProblem> CheckSetOnce(Target target)
    {
        if (target.Hops.Count == 0)
            yield break;
        var last = target.Hops[^1];
        (string Setting, object? Value)[] own =
        [
            (nameof(last.SessionPolicy), last.SessionPolicy),
            (nameof(last.SessionPolicyArns), last.SessionPolicyArns),
            (nameof(last.Tags), last.Tags),
            (nameof(last.TransitiveTagKeys), last.TransitiveTagKeys),
            (nameof(last.SourceIdentity), last.SourceIdentity),
        ];
        foreach (var (setting, _) in own.Where(o => o.Value is not null && target.SessionPaths.ContainsKey(o.Setting)))
        {
            yield return new(
                ErrorCodes.SetTwice, target.SessionPaths[setting], $"the last hop sets it too, at {target.HopsPath}:{target.Hops.Count - 1}:{setting}.",
                "Set it in one of the two places, so that it is plain which one holds.");
        }
    }

    private static string? BaseRole(Target target) => target.Connector.AuthMode switch
    {
        AuthMode.WebIdentity => target.Connector.WebIdentity?.RoleArn,
        AuthMode.Irsa => target.Connector.Irsa?.RoleArn,
        _ => null,
    };
}
