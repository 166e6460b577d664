using Amazon.Runtime;
using IaCMAuth.Caching;

namespace IaCMAuth.Sdk;

/// <summary>
/// A provider of ours as credentials of the AWS SDK. One request of the SDK reads its credentials several times, the last time synchronously and on
/// the thread of the read before; the pin hands that read the very set the one before got, so that no request is signed with halves of two.
/// </summary>
internal sealed class IacmAwsCredentials(ICredentialProvider provider) : AWSCredentials
{
    private const long PinMilliseconds = 3000;

    [ThreadStatic]
    private static Pin s_pin;

    private volatile Converted? _latest;

    public override ImmutableCredentials GetCredentials()
    {
        if (TakePin() is { } pinned)
            return pinned;
        var pending = provider.GetCredentialsAsync();
        return Convert(pending.IsCompletedSuccessfully ? pending.Result : WaitFor(pending)).Credentials;
    }

    public override Task<ImmutableCredentials> GetCredentialsAsync()
    {
        var pending = provider.GetCredentialsAsync();
        if (!pending.IsCompletedSuccessfully)
            return ReadAsync(pending);
        var converted = Convert(pending.Result);
        SetPin(converted.Credentials);
        return converted.Task;
    }

    private async Task<ImmutableCredentials> ReadAsync(ValueTask<AwsCredentialIdentity> pending)
    {
        var converted = Convert(await pending.ConfigureAwait(false));
        SetPin(converted.Credentials); // The awaiting signer goes on on this thread.
        return converted.Credentials;
    }

    private Converted Convert(AwsCredentialIdentity identity)
    {
        var latest = _latest;
        if (latest is not null && ReferenceEquals(latest.Identity, identity))
            return latest;
        return _latest = new Converted(identity);
    }

    private void SetPin(ImmutableCredentials credentials) => s_pin = new Pin(this, credentials, Environment.TickCount64, Invalidations.Count);

    /// <summary>Used once, by the same credentials object, soon, and not past an invalidation: a pin left behind by another request is not trusted.</summary>
    private ImmutableCredentials? TakePin()
    {
        var pin = s_pin;
        s_pin = default;
        return ReferenceEquals(pin.Owner, this) && pin.Invalidations == Invalidations.Count && Environment.TickCount64 - pin.SetAt < PinMilliseconds
            ? pin.Credentials
            : null;
    }

#pragma warning disable RS0030 // The SDK's synchronous read must block; a task's wait lets the thread pool make up for the thread.
    private static AwsCredentialIdentity WaitFor(ValueTask<AwsCredentialIdentity> pending) => pending.AsTask().GetAwaiter().GetResult();
#pragma warning restore RS0030

    private readonly record struct Pin(IacmAwsCredentials? Owner, ImmutableCredentials? Credentials, long SetAt, int Invalidations);

    private sealed class Converted
    {
        public Converted(AwsCredentialIdentity identity)
        {
            Identity = identity;
            Credentials = new ImmutableCredentials(identity.AccessKeyId, identity.SecretAccessKey, identity.SessionToken, identity.AccountId);
            Task = System.Threading.Tasks.Task.FromResult(Credentials);
        }

        public AwsCredentialIdentity Identity { get; }

        public ImmutableCredentials Credentials { get; }

        public Task<ImmutableCredentials> Task { get; }
    }
}
