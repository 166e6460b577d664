using IaCMAuth.Tests.Support;

namespace IaCMAuth.Tests.Contract;

/// <summary>What every provider that contacts a source keeps to besides.</summary>
public abstract class SourceContract : CredentialProviderContract
{
    /// <summary>A provider whose source does not answer until the request is cancelled; it completes <paramref name="asked"/> when it is asked.</summary>
    private protected abstract ICredentialProvider Hanging(TaskCompletionSource asked);

    /// <summary>A provider whose source throws.</summary>
    private protected abstract ICredentialProvider Throwing(Exception exception);

    /// <summary>A provider whose source answers with credentials that ended an hour ago.</summary>
    private protected abstract ICredentialProvider AnsweringExpired();

    /// <summary>What the provider hands to its source and must not see again in an error.</summary>
    private protected virtual string SentSecret => The.Secret;

    [Fact]
    public async Task Will_stop_waiting_when_it_is_cancelled()
    {
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var cancellation = new CancellationTokenSource();
        var call = Hanging(asked).GetCredentialsAsync(cancellation.Token).AsTask();
        await asked.Task;

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
    }

    [Fact]
    public async Task Will_wrap_a_foreign_exception()
    {
        var exception = await Assert.ThrowsAsync<CredentialSourceUnavailableException>(
            async () => await Throwing(new InvalidTimeZoneException("odd")).GetCredentialsAsync());

        Assert.True(exception.IsRecoverable);
        Assert.StartsWith("IACM3", exception.Code, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Will_not_let_a_secret_out_with_an_error()
    {
        var foreign = new HttpRequestException($"refused {SentSecret}");

        var exception = await Assert.ThrowsAnyAsync<CredentialException>(
            async () => await Throwing(foreign).GetCredentialsAsync());

        Assert.DoesNotContain(SentSecret, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Will_refuse_an_answer_that_is_expired_already()
    {
        var exception = await Assert.ThrowsAsync<CredentialSourceUnavailableException>(
            async () => await AnsweringExpired().GetCredentialsAsync());

        Assert.Equal(ErrorCodes.AlreadyExpired, exception.Code);
    }
}
