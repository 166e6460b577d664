using System.Diagnostics;
using System.Globalization;
using System.Runtime.Serialization;
using System.Text.Json.Serialization;

namespace IaCMAuth;

/// <summary>A set of AWS credentials and what is known of them. Immutable.</summary>
/// <remarks>
/// The secret access key and the session token are left out of <see cref="ToString"/>, the debugger's view and JSON
/// (System.Text.Json and Newtonsoft.Json). Loggers that copy every property of an object should be given <see cref="ToString"/>.
/// </remarks>
[DebuggerDisplay("{ToString(),nq}")]
public sealed class AwsCredentialIdentity
{
    /// <summary>Creates a set of credentials.</summary>
    /// <param name="accessKeyId">Access key id; not blank.</param>
    /// <param name="secretAccessKey">Secret access key; not blank.</param>
    /// <param name="sessionToken">Session token of temporary credentials; <see langword="null"/> for long-term keys.</param>
    /// <param name="expiration">When AWS stops accepting them, any offset (kept as UTC); <see langword="null"/> when they do not expire.</param>
    /// <param name="accountId">The 12-digit account the credentials act in, where known.</param>
    /// <param name="source">Where they came from, as a chain such as <c>irsa → arn:aws:iam::222222222222:role/deployer</c>.</param>
    /// <exception cref="ArgumentException"><paramref name="accessKeyId"/> or <paramref name="secretAccessKey"/> is blank.</exception>
    public AwsCredentialIdentity(
        string accessKeyId,
        string secretAccessKey,
        string? sessionToken = null,
        DateTimeOffset? expiration = null,
        string? accountId = null,
        string? source = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(accessKeyId);
        ArgumentException.ThrowIfNullOrWhiteSpace(secretAccessKey);
        AccessKeyId = accessKeyId;
        SecretAccessKey = secretAccessKey;
        SessionToken = string.IsNullOrEmpty(sessionToken) ? null : sessionToken;
        Expiration = expiration?.ToUniversalTime();
        AccountId = accountId;
        Source = source;
    }

    /// <summary>The access key id. An identifier, not a secret: CloudTrail shows it.</summary>
    public string AccessKeyId { get; }

    /// <summary>The secret access key.</summary>
    [JsonIgnore, IgnoreDataMember, DebuggerBrowsable(DebuggerBrowsableState.Never)]
    public string SecretAccessKey { get; }

    /// <summary>The session token, or <see langword="null"/> for long-term keys.</summary>
    [JsonIgnore, IgnoreDataMember, DebuggerBrowsable(DebuggerBrowsableState.Never)]
    public string? SessionToken { get; }

    /// <summary>When AWS stops accepting the credentials (UTC, as AWS said it), or <see langword="null"/> when they do not expire.</summary>
    public DateTimeOffset? Expiration { get; }

    /// <summary>The 12-digit account the credentials act in, where the source told it.</summary>
    public string? AccountId { get; }

    /// <summary>Where the credentials came from, as a chain.</summary>
    public string? Source { get; }

    /// <summary>Access key id, source and expiration. Never a secret.</summary>
    public override string ToString() => Expiration is { } expiration
        ? string.Create(CultureInfo.InvariantCulture, $"{AccessKeyId} from {Source ?? "an unnamed source"}, expires {expiration:yyyy-MM-ddTHH:mm:ssZ}")
        : $"{AccessKeyId} from {Source ?? "an unnamed source"}, does not expire";

    /// <summary>The same credentials with what a caller learned of them.</summary>
    internal AwsCredentialIdentity With(string? accountId, string? source) =>
        new(AccessKeyId, SecretAccessKey, SessionToken, Expiration, accountId, source);
}
