using System.Collections.Immutable;
using IaCMAuth.AssumeRole;
using IaCMAuth.Sts;

namespace IaCMAuth.Connectors;

/// <summary>From validated settings to the requests STS gets.</summary>
internal static class RoleRequests
{
    /// <summary>The hop at an index of a target's chain. Only the last one bears the workspace's name and carries its session settings.</summary>
    public static RoleRequest Hop(Target target, int index)
    {
        var isLast = index == target.Hops.Count - 1;
        return From(target.Hops[index], isLast ? target.LastSessionName : SessionName.For(target.ConnectorName), isLast ? target.Session : null);
    }

    /// <summary>What the exchange of a web identity carries; the role may still be open (IRSA takes it from the environment).</summary>
    public static RoleRequest WebIdentity(Target target, string? roleArn, string? sessionName, TimeSpan? duration)
    {
        var isLast = target.Hops.Count == 0;
        return From(
            new AssumeRoleOptions { RoleArn = roleArn ?? string.Empty, SessionName = sessionName, Duration = duration },
            isLast ? target.LastSessionName : SessionName.For(target.ConnectorName),
            isLast ? target.Session : null);
    }

    public static RoleRequest From(AssumeRoleOptions hop, string defaultSessionName, AssumeRoleOptions? session = null) =>
        new(hop.RoleArn!, hop.SessionName ?? defaultSessionName)
        {
            ExternalId = hop.ExternalId,
            DurationSeconds = (int?)hop.Duration?.TotalSeconds,
            SessionPolicy = (hop.SessionPolicy ?? session?.SessionPolicy) is { } policy && SessionPolicy.TryCompact(policy, out var compact) ? compact : null,
            SessionPolicyArns = [.. hop.SessionPolicyArns ?? session?.SessionPolicyArns ?? []],
            Tags = Sorted(hop.Tags ?? session?.Tags),
            TransitiveTagKeys = [.. hop.TransitiveTagKeys ?? (hop.Tags is null ? session?.TransitiveTagKeys : null) ?? []],
            SourceIdentity = hop.SourceIdentity ?? session?.SourceIdentity,
        };

    private static ImmutableArray<KeyValuePair<string, string>> Sorted(IDictionary<string, string>? tags) =>
        tags is null ? [] : [.. tags.OrderBy(t => t.Key, StringComparer.Ordinal)];
}
