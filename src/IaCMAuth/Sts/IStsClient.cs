namespace IaCMAuth.Sts;

/// <summary>The three STS operations the library needs. Failures come as <see cref="CredentialException"/>.</summary>
internal interface IStsClient
{
    Task<StsSession> AssumeRoleAsync(AwsCredentialIdentity caller, RoleRequest request, CancellationToken cancellationToken);

    Task<StsSession> AssumeRoleWithWebIdentityAsync(string token, RoleRequest request, CancellationToken cancellationToken);

    Task<CallerIdentity> GetCallerIdentityAsync(AwsCredentialIdentity caller, CancellationToken cancellationToken);
}
