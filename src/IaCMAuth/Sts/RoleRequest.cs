using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;

namespace IaCMAuth.Sts;

/// <summary>Everything that one AssumeRole or AssumeRoleWithWebIdentity request says, checked and in its final form.</summary>
internal sealed record RoleRequest(string RoleArn, string SessionName)
{
    public string? ExternalId { get; init; }
    public int? DurationSeconds { get; init; }
    public string? SessionPolicy { get; init; }
    public ImmutableArray<string> SessionPolicyArns { get; init; } = [];
    public ImmutableArray<KeyValuePair<string, string>> Tags { get; init; } = [];
    public ImmutableArray<string> TransitiveTagKeys { get; init; } = [];
    public string? SourceIdentity { get; init; }

    /// <summary>A short name for this request made by this caller at this endpoint; two that differ in anything never share it.</summary>
    public string Fingerprint(string caller, StsSettings sts)
    {
        var text = new StringBuilder();
        void Add(string? part) => text.Append(part is null ? "-" : $"{part.Length}:").Append(part);
        Add(caller);
        Add(sts.ToString());
        Add(RoleArn);
        Add(SessionName);
        Add(ExternalId);
        Add(DurationSeconds?.ToString(System.Globalization.CultureInfo.InvariantCulture));
        Add(SessionPolicy);
        Add(SourceIdentity);
        text.Append('|').AppendJoin(' ', SessionPolicyArns);
        text.Append('|').AppendJoin(' ', TransitiveTagKeys.Select(k => $"{k.Length}:{k}"));
        text.Append('|').AppendJoin(' ', Tags.Select(t => $"{t.Key.Length}:{t.Key}={t.Value.Length}:{t.Value}"));
        return Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }
}
