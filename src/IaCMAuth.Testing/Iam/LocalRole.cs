using System.Text.RegularExpressions;
using IaCMAuth.Testing.Iam;

namespace IaCMAuth.Testing;

/// <summary>An IAM role: who may assume it, and for how long.</summary>
public sealed partial class LocalRole
{
    private TrustDocument _trust;

    internal LocalRole(string arn, string trustPolicy, TimeSpan maxSessionDuration)
    {
        var match = Pattern.Match(arn);
        if (!match.Success)
            throw new ArgumentException($"'{arn}' is not the ARN of an IAM role.", nameof(arn));
        if (maxSessionDuration < TimeSpan.FromHours(1) || maxSessionDuration > TimeSpan.FromHours(12))
            throw new ArgumentOutOfRangeException(nameof(maxSessionDuration), maxSessionDuration, "A role's maximum session duration is 1 to 12 hours.");
        (Arn, Partition, AccountId, Name) = (arn, match.Groups[1].Value, match.Groups[2].Value, match.Groups[3].Value);
        MaxSessionDuration = maxSessionDuration;
        _trust = TrustDocument.Parse(trustPolicy);
        TrustPolicy = trustPolicy;
    }

    /// <summary>The role's ARN.</summary>
    public string Arn { get; }

    /// <summary>The role's account.</summary>
    public string AccountId { get; }

    /// <summary>How long a session may last, 1 to 12 hours.</summary>
    public TimeSpan MaxSessionDuration { get; }

    /// <summary>The trust policy, JSON; a new one holds from the next request on.</summary>
    /// <exception cref="ArgumentException">The document is malformed, or says something that is not understood here.</exception>
    public string TrustPolicy
    {
        get;
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            _trust = TrustDocument.Parse(value);
            field = value;
        }
    }

    internal string Partition { get; }

    internal string Name { get; }

    internal string UniqueId { get; } = IdentityStore.UniqueId("AROA");

    internal string SessionArn(string sessionName) => $"arn:{Partition}:sts::{AccountId}:assumed-role/{Name}/{sessionName}";

    internal bool Trusts(TrustRequest request) => _trust.Allows(request);

    internal bool TrustsService(string service) =>
        Trusts(new TrustRequest("sts:AssumeRole", "Service", [service], new Dictionary<string, string>(StringComparer.Ordinal)));

    [GeneratedRegex(@"\Aarn:(aws[a-z-]*):iam::([0-9]{12}):role/(?:[\x21-\x7E]*/)?([A-Za-z0-9_+=,.@-]{1,64})\z")]
    private static partial Regex Pattern { get; }
}
