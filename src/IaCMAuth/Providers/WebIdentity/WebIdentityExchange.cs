using IaCMAuth.Sts;

namespace IaCMAuth.Providers.WebIdentity;

/// <summary>Asks for a token, looks at what can be seen of it, and exchanges it at STS.</summary>
internal sealed class WebIdentityExchange(
    IWebIdentityTokenSource tokens, string? audience, RoleRequest request, IStsConnection sts, TimeProvider time) : IRefusedToken
{
    /// <summary>The AWS SDK's retries are over within a second; an identity provider's outage wants a few seconds more.</summary>
    private static readonly TimeSpan[] IdentityProviderPauses = [TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(4)];

    /// <summary>The token that was refused as expired; empty after one was accepted.</summary>
    private volatile string? _refused;

    public bool HasBeenReplaced() => _refused is { } refused && tokens is IVisibleToken visible && visible.Peek() is { } current && current != refused;

    public async ValueTask<AwsCredentialIdentity> RunAsync(string mode, Action<WebIdentityToken>? check, CancellationToken cancellationToken)
    {
        for (var attempt = 0; ; attempt++)
        {
            var text = await ReadTokenAsync(cancellationToken).ConfigureAwait(false);
            try
            {
                Judge(text, check);
                var session = await sts.Connect().AssumeRoleWithWebIdentityAsync(text, request, cancellationToken).ConfigureAwait(false);
                _refused = string.Empty;
                return Expiry.Require(session.Credentials.With(session.Credentials.AccountId, $"{mode} → {request.RoleArn}"), "STS", time);
            }
            catch (CredentialRejectedException refusal) when (refusal.Code == ErrorCodes.TokenExpired)
            {
                _refused = text;
                throw;
            }
            catch (CredentialSourceUnavailableException outage)
                when (outage.Code == ErrorCodes.IdentityProviderUnreachable && attempt < IdentityProviderPauses.Length)
            {
                await Task.Delay(IdentityProviderPauses[attempt], time, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private async ValueTask<string> ReadTokenAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await tokens.GetTokenAsync(cancellationToken).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // A token source of the application may throw anything; what leaves here is ours.
        catch (Exception exception) when (exception is not (CredentialException or OperationCanceledException))
#pragma warning restore CA1031
        {
            throw new CredentialSourceUnavailableException(
                ErrorCodes.ProviderFailed,
                $"The token could not be had from {tokens}: {exception.GetType().Name}.",
                "See the inner exception; it is the token source's own.",
                innerException: exception);
        }
    }

    private void Judge(string text, Action<WebIdentityToken>? check)
    {
        if (string.IsNullOrWhiteSpace(text))
            throw Wrong(ErrorCodes.TokenEmpty, "is empty", "Let the issuer write a token there.");
        if (text.Length > WebIdentityToken.Longest)
            throw Wrong(ErrorCodes.TokenTooLong, $"is longer than {WebIdentityToken.Longest} characters", "Name the source that holds the token and nothing else.");
        if (!WebIdentityToken.TryParse(text, out var token))
            throw Wrong(ErrorCodes.TokenNotJwt, "is not a JWT", "It must be three base64url parts with dots between them, as the issuer gave it.");
        if (token.Expiration <= time.GetUtcNow())
        {
            throw new CredentialRejectedException(
                ErrorCodes.TokenExpired,
                $"The token from {tokens} expired at {token.Expiration:yyyy-MM-ddTHH:mm:ssZ}.",
                "Let the issuer provide a new one; check that whatever rotates it still runs, and this machine's clock.",
                isRecoverable: true);
        }

        if (audience is not null && !token.Audiences.Contains(audience, StringComparer.Ordinal))
        {
            throw Wrong(
                ErrorCodes.TokenAudience,
                $"is for another audience: Audience is '{Quoted.Text(audience)}', and {token.Describe()}",
                "Ask the issuer for a token with that audience, or correct the connector's Audience.");
        }

        check?.Invoke(token);
    }

    private CredentialConfigurationException Wrong(string code, string what, string remedy) =>
        new(code, $"The token from {tokens} {what}.", remedy, isRecoverable: true);
}
