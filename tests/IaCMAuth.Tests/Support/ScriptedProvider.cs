namespace IaCMAuth.Tests.Support;

/// <summary>A source that answers as a test says, told which call it is (from 1).</summary>
internal sealed class ScriptedProvider(Func<int, CancellationToken, ValueTask<AwsCredentialIdentity>> answer) : ICredentialProvider
{
    private int _calls;

    public int Calls => Volatile.Read(ref _calls);

    public ValueTask<AwsCredentialIdentity> GetCredentialsAsync(CancellationToken cancellationToken = default) =>
        answer(Interlocked.Increment(ref _calls), cancellationToken);
}
