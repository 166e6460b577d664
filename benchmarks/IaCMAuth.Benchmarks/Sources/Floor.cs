namespace IaCMAuth.Benchmarks.Sources;

/// <summary>The least that a correct hit can do: one volatile read, one cheap clock, one comparison, one ValueTask.</summary>
internal sealed class Floor
{
    private volatile Held _held = new(FixedSource.Identity("ASIAIOSFODNN7EXAMPLE"), Environment.TickCount64 + (12 * 3600 * 1000L));

    public ValueTask<AwsCredentialIdentity> GetCredentialsAsync()
    {
        var held = _held;
        return Environment.TickCount64 < held.Until ? new ValueTask<AwsCredentialIdentity>(held.Identity) : throw new InvalidOperationException("The run took too long.");
    }

    private sealed record Held(AwsCredentialIdentity Identity, long Until);
}
