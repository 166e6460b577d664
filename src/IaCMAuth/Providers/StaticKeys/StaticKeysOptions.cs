using System.Diagnostics;
using System.Runtime.Serialization;
using System.Text.Json.Serialization;

namespace IaCMAuth;

/// <summary>Settings of <see cref="AuthMode.StaticKeys"/>. Prefer <see cref="AuthMode.WebIdentity"/>: it leaves nothing to rotate.</summary>
[DebuggerDisplay("AccessKeyId = {AccessKeyId}")]
public sealed class StaticKeysOptions
{
    /// <summary>The access key id, <c>AKIA…</c> or, with a session token, <c>ASIA…</c>. Required.</summary>
    public string? AccessKeyId { get; set; }

    /// <summary>The secret access key. Required.</summary>
    [JsonIgnore, IgnoreDataMember, DebuggerBrowsable(DebuggerBrowsableState.Never)]
    public string? SecretAccessKey { get; set; }

    /// <summary>The session token that temporary keys need, and long-term keys must not have.</summary>
    [JsonIgnore, IgnoreDataMember, DebuggerBrowsable(DebuggerBrowsableState.Never)]
    public string? SessionToken { get; set; }
}
