using Amazon.Runtime;

namespace IaCMAuth.Sts;

/// <summary>Lets one STS client sign for any caller: the identity travels with the asynchronous call, whole, from the first read to the last.</summary>
internal sealed class CallerCredentials : AWSCredentials
{
    private static readonly AsyncLocal<ImmutableCredentials?> Current = new();

    public static async Task<T> UseFor<T>(AwsCredentialIdentity caller, Func<Task<T>> call)
    {
        // Set inside an async method, the value ends with it and never reaches the caller's own flow.
        Current.Value = new ImmutableCredentials(caller.AccessKeyId, caller.SecretAccessKey, caller.SessionToken, caller.AccountId);
        return await call().ConfigureAwait(false);
    }

    public override ImmutableCredentials GetCredentials() =>
        Current.Value ?? throw new InvalidOperationException("An STS request was signed outside of UseFor.");
}
