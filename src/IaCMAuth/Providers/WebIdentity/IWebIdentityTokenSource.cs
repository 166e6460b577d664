namespace IaCMAuth;

/// <summary>Where an OIDC token comes from. Asked again at every exchange; keeps nothing.</summary>
public interface IWebIdentityTokenSource
{
    /// <summary>Gets the current token: a JWT of 4 to 20,000 characters. It is a secret.</summary>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <exception cref="CredentialException">There is no token to be had; the message names the cause and the mend.</exception>
    ValueTask<string> GetTokenAsync(CancellationToken cancellationToken = default);
}
