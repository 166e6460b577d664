using IaCMAuth.Testing.Iam;

namespace IaCMAuth.Testing;

/// <summary>An IAM user with one access key at a time.</summary>
public sealed class LocalUser
{
    private readonly IdentityStore _store;
    private readonly Caller _caller;
    private AccessKey _key;

    internal LocalUser(IdentityStore store, string accountId, string name)
    {
        _store = store;
        Arn = $"arn:aws:iam::{accountId}:user/{name}";
        _caller = new Caller(Arn, accountId, IdentityStore.UniqueId("AIDA"));
        _key = store.AddUserKey(_caller);
    }

    /// <summary>The user's ARN.</summary>
    public string Arn { get; }

    /// <summary>The current keys, ready for a connector of <see cref="AuthMode.StaticKeys"/>.</summary>
    public StaticKeysOptions Keys => new() { AccessKeyId = _key.Id, SecretAccessKey = _key.Secret };

    /// <summary>Makes new keys; the old ones are refused from now on.</summary>
    public StaticKeysOptions Rotate()
    {
        Deactivate();
        _key = _store.AddUserKey(_caller);
        return Keys;
    }

    /// <summary>The current keys are refused from now on.</summary>
    public void Deactivate() => _store.Remove(_key);
}
