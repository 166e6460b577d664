using System.Text.Json;
using IaCMAuth.Tests.Support;

namespace IaCMAuth.Tests.Contract;

/// <summary>What every provider keeps to, whatever its mode.</summary>
public abstract class CredentialProviderContract
{
    /// <summary>A provider whose source answers with credentials that hold only secrets of <see cref="The"/>, at <see cref="The.Now"/>.</summary>
    private protected abstract ICredentialProvider Working();

    /// <summary>When its credentials end, or null for those that do not.</summary>
    private protected virtual DateTimeOffset? ExpectedExpiration => The.Expiration;

    [Fact]
    public async Task Will_report_the_true_expiry_in_UTC()
    {
        var identity = await Working().GetCredentialsAsync();

        Assert.Equal(ExpectedExpiration, identity.Expiration);
        Assert.Equal(TimeSpan.Zero, identity.Expiration?.Offset ?? TimeSpan.Zero);
    }

    [Fact]
    public async Task Will_name_its_source() =>
        Assert.False(string.IsNullOrWhiteSpace((await Working().GetCredentialsAsync()).Source));

    [Fact]
    public async Task Will_never_print_a_secret()
    {
        var provider = Working();
        var identity = await provider.GetCredentialsAsync();

        foreach (var text in (string[])[identity.ToString(), provider.ToString()!, JsonSerializer.Serialize(identity), identity.Source!])
            Assert.DoesNotContain(The.Secrets, secret => text.Contains(secret, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Will_serve_parallel_callers()
    {
        var provider = Working();

        var identities = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(async () => await provider.GetCredentialsAsync())));

        Assert.All(identities, identity => Assert.Equal(identities[0].AccessKeyId, identity.AccessKeyId));
    }

    [Fact]
    public async Task Will_honour_a_token_that_is_cancelled_already() =>
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await Working().GetCredentialsAsync(new CancellationToken(canceled: true)));
}
