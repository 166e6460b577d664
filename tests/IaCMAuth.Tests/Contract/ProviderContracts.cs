using Amazon.Runtime;
using IaCMAuth.Tests.Support;

namespace IaCMAuth.Tests.Contract;

public sealed class StaticKeysContract : CredentialProviderContract
{
    private protected override DateTimeOffset? ExpectedExpiration => null;

    private protected override ICredentialProvider Working() => CredentialProviders.StaticKeys(Some.Keys());
}

public sealed class WebIdentityContract : SourceContract
{
    private protected override string SentSecret => Some.Jwt();

    private protected override ICredentialProvider Working() => Provider(new ScriptedHttp(_ => StsAnswer.WebIdentity()));

    private protected override ICredentialProvider Hanging(TaskCompletionSource asked) => Provider(StsContract.Silent(asked));

    private protected override ICredentialProvider Throwing(Exception exception) => Provider(new ScriptedHttp(_ => throw exception));

    private protected override ICredentialProvider AnsweringExpired() =>
        Provider(new ScriptedHttp(_ => StsAnswer.WebIdentity(expiration: The.Now.AddHours(-1))));

    private static ICredentialProvider Provider(ScriptedHttp http) => CredentialProviders.WebIdentity(
        new WebIdentityOptions { RoleArn = The.Role, Token = new WebIdentityTokenOptions { Source = Some.Tokens(() => Some.Jwt()) } }, http.Sts(), Some.Time());
}

public sealed class AssumeRoleContract : SourceContract
{
    private protected override ICredentialProvider Working() => Provider(new ScriptedHttp(_ => StsAnswer.AssumeRole()));

    private protected override ICredentialProvider Hanging(TaskCompletionSource asked) => Provider(StsContract.Silent(asked));

    private protected override ICredentialProvider Throwing(Exception exception) => Provider(new ScriptedHttp(_ => throw exception));

    private protected override ICredentialProvider AnsweringExpired() =>
        Provider(new ScriptedHttp(_ => StsAnswer.AssumeRole(expiration: The.Now.AddHours(-1))));

    private static ICredentialProvider Provider(ScriptedHttp http) => CredentialProviders.StaticKeys(Some.Keys())
        .AssumeRole(new AssumeRoleOptions { RoleArn = The.Role }, http.Sts(), Some.Time());
}

public sealed class CachedContract : SourceContract
{
    private protected override ICredentialProvider Working() => Cached((_, _) => ValueTask.FromResult(Some.Identity()));

    private protected override ICredentialProvider Hanging(TaskCompletionSource asked) => Cached(async (_, token) =>
    {
        asked.TrySetResult();
        await Task.Delay(Timeout.Infinite, token);
        return Some.Identity();
    });

    private protected override ICredentialProvider Throwing(Exception exception) => Cached((_, _) => throw exception);

    private protected override ICredentialProvider AnsweringExpired() =>
        Cached((_, _) => ValueTask.FromResult(Some.Identity(expiration: The.Now.AddHours(-1))));

    private static ICachedCredentialProvider Cached(Func<int, CancellationToken, ValueTask<AwsCredentialIdentity>> source) =>
        new ScriptedProvider(source).Cached(timeProvider: Some.Time());
}

public sealed class FromAwsCredentialsContract : SourceContract
{
    private protected override ICredentialProvider Working() => Provider(() => Task.FromResult(SdkKeys()), The.Expiration);

    private protected override ICredentialProvider Hanging(TaskCompletionSource asked) => Provider(
        () =>
        {
            asked.TrySetResult();
            return new TaskCompletionSource<ImmutableCredentials>().Task;
        },
        The.Expiration);

    private protected override ICredentialProvider Throwing(Exception exception) => Provider(() => throw exception, The.Expiration);

    private protected override ICredentialProvider AnsweringExpired() => Provider(() => Task.FromResult(SdkKeys()), The.Now.AddHours(-1));

    private static ImmutableCredentials SdkKeys() => new(The.SessionKeyId, The.SessionSecret, The.SessionToken);

    private static ICredentialProvider Provider(Func<Task<ImmutableCredentials>> answer, DateTimeOffset expiration) =>
        CredentialProviders.FromAwsCredentials(new SdkCredentials(answer) { Expiration = expiration.UtcDateTime }, Some.Time());

    private sealed class SdkCredentials(Func<Task<ImmutableCredentials>> answer) : AWSCredentials
    {
        public override ImmutableCredentials GetCredentials() => throw new NotSupportedException();

        public override Task<ImmutableCredentials> GetCredentialsAsync() => answer();
    }
}

internal static class StsContract
{
    /// <summary>An STS that takes the request and says nothing.</summary>
    public static ScriptedHttp Silent(TaskCompletionSource asked) => new(async (_, token) =>
    {
        asked.TrySetResult();
        await Task.Delay(Timeout.Infinite, token);
        throw new InvalidOperationException();
    });
}
