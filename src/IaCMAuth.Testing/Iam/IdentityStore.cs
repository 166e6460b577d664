using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace IaCMAuth.Testing.Iam;

/// <summary>Every identity of the embedded AWS: roles, OIDC providers, and access keys of users and sessions.</summary>
internal sealed class IdentityStore(TimeProvider time)
{
    private const string KeyAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private const string SecretAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

    private readonly ConcurrentDictionary<string, AccessKey> _keys = new(StringComparer.Ordinal);

    public ConcurrentDictionary<string, LocalRole> Roles { get; } = new(StringComparer.Ordinal);

    public ConcurrentDictionary<string, LocalOidcIssuer> Issuers { get; } = new(StringComparer.Ordinal);

    public IEnumerable<AccessKey> Keys => _keys.Values;

    public AccessKey? Find(string accessKeyId) => _keys.GetValueOrDefault(accessKeyId);

    public AccessKey AddUserKey(Caller user) => Add(new AccessKey(UniqueId("AKIA"), Random(SecretAlphabet, 40), SessionToken: null, Expiration: null, user));

    public void Remove(AccessKey key) => _keys.TryRemove(key.Id, out _);

    /// <summary>A session of a role, as any of the services issues it.</summary>
    public AccessKey AddSession(LocalRole role, string sessionName, TimeSpan life, string? sourceIdentity = null, IReadOnlyDictionary<string, string>? transitiveTags = null)
    {
        var caller = new Caller(role.SessionArn(sessionName), role.AccountId, $"{role.UniqueId}:{sessionName}")
        {
            RoleArn = role.Arn,
            SourceIdentity = sourceIdentity,
            TransitiveTags = transitiveTags ?? new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase),
        };
        // Whole seconds: no service of AWS says it more exactly.
        var expiration = DateTimeOffset.FromUnixTimeSeconds((time.GetUtcNow() + life).ToUnixTimeSeconds());
        return Add(new AccessKey(UniqueId("ASIA"), Random(SecretAlphabet, 40), $"IQoJb3JpZ2luX2Vj{Random(SecretAlphabet, 120)}", expiration, caller));
    }

    public static string UniqueId(string prefix) => prefix + Random(KeyAlphabet, 16);

    private AccessKey Add(AccessKey key) => _keys[key.Id] = key;

    private static string Random(string alphabet, int length) => RandomNumberGenerator.GetString(alphabet, length);
}
