namespace IaCMAuth.Testing;

/// <summary>A provider that answers as a test says, and counts how often it was asked.</summary>
public sealed class FakeCredentialProvider : ICredentialProvider
{
    private readonly Func<int, CancellationToken, ValueTask<AwsCredentialIdentity>> _answer;
    private int _calls;

    /// <summary>Answers each call with the same <see cref="FakeCredentials.Temporary"/>.</summary>
    public FakeCredentialProvider()
        : this(FakeCredentials.Temporary())
    {
    }

    /// <summary>Answers each call with the same credentials.</summary>
    /// <param name="identity">The credentials.</param>
    public FakeCredentialProvider(AwsCredentialIdentity identity)
    {
        ArgumentNullException.ThrowIfNull(identity);
        _answer = (_, _) => ValueTask.FromResult(identity);
    }

    /// <summary>Answers each call by a function, which may also throw or wait.</summary>
    /// <param name="answer">Told which call it is, from 1, and the call's cancellation token.</param>
    public FakeCredentialProvider(Func<int, CancellationToken, ValueTask<AwsCredentialIdentity>> answer)
    {
        ArgumentNullException.ThrowIfNull(answer);
        _answer = answer;
    }

    /// <summary>How often it was asked.</summary>
    public int Calls => Volatile.Read(ref _calls);

    /// <inheritdoc/>
    public ValueTask<AwsCredentialIdentity> GetCredentialsAsync(CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return _answer(Interlocked.Increment(ref _calls), cancellationToken);
    }
}
