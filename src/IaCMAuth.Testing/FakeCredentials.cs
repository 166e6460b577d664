namespace IaCMAuth.Testing;

/// <summary>Credentials that look like AWS's and work nowhere, for unit tests.</summary>
public static class FakeCredentials
{
    /// <summary>Temporary credentials of a role session.</summary>
    /// <param name="expiration">When they expire; unset, in one hour by the system's clock.</param>
    /// <param name="accessKeyId">The access key id; unset, a new one each time.</param>
    /// <param name="accountId">The account.</param>
    public static AwsCredentialIdentity Temporary(DateTimeOffset? expiration = null, string? accessKeyId = null, string accountId = "111122223333") => new(
        accessKeyId ?? Iam.IdentityStore.UniqueId("ASIA"),
        "fake-secret-access-key",
        "fake-session-token",
        expiration ?? TimeProvider.System.GetUtcNow().AddHours(1),
        accountId,
        "fake");

    /// <summary>Long-term keys, which do not expire.</summary>
    /// <param name="accessKeyId">The access key id; unset, a new one each time.</param>
    public static AwsCredentialIdentity LongTerm(string? accessKeyId = null) =>
        new(accessKeyId ?? Iam.IdentityStore.UniqueId("AKIA"), "fake-secret-access-key", source: "fake");
}
