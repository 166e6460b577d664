using Amazon;
using Amazon.Runtime;
using Amazon.SecurityToken;
using Amazon.SecurityToken.Model;

namespace IaCMAuth.Sts;

/// <summary>STS by the AWS SDK's own client, one for each endpoint, whoever calls. Web identity exchanges go out unsigned.</summary>
internal sealed class StsClient : IStsClient, IDisposable
{
    private const int Attempts = 3;
    private static readonly TimeSpan AttemptTimeout = TimeSpan.FromSeconds(10);

    private readonly StsEndpoint _endpoint;
    private readonly StsHttp _http;
    private readonly AmazonSecurityTokenServiceClient _signed;
    private readonly AmazonSecurityTokenServiceClient _anonymous;

    public StsClient(StsEndpoint endpoint, Func<HttpMessageHandler>? httpHandlerFactory)
    {
        _endpoint = endpoint;
        _http = new StsHttp(httpHandlerFactory);
        _signed = new AmazonSecurityTokenServiceClient(new CallerCredentials(), Configuration(endpoint));
        _anonymous = new AmazonSecurityTokenServiceClient(new AnonymousAWSCredentials(), Configuration(endpoint));
    }

    public async Task<StsSession> AssumeRoleAsync(AwsCredentialIdentity caller, RoleRequest request, CancellationToken cancellationToken)
    {
        PartitionRules.Require(request.RoleArn, _endpoint);
        var failure = new StsFailure("AssumeRole", _endpoint, request.RoleArn, caller);
        var response = await AskAsync(
            () => CallerCredentials.UseFor(caller, () => _signed.AssumeRoleAsync(StsMessages.AssumeRole(request), cancellationToken)),
            failure, cancellationToken).ConfigureAwait(false);
        return StsMessages.Session(response.Credentials, response.AssumedRoleUser, response.SessionTokenUtilization ?? PackedSize(response), request, failure);
    }

    public async Task<StsSession> AssumeRoleWithWebIdentityAsync(string token, RoleRequest request, CancellationToken cancellationToken)
    {
        PartitionRules.Require(request.RoleArn, _endpoint);
        var failure = new StsFailure("AssumeRoleWithWebIdentity", _endpoint, request.RoleArn, WebIdentityToken: token);
        var response = await AskAsync(
            () => _anonymous.AssumeRoleWithWebIdentityAsync(StsMessages.AssumeRoleWithWebIdentity(request, token), cancellationToken),
            failure, cancellationToken).ConfigureAwait(false);
        return StsMessages.Session(response.Credentials, response.AssumedRoleUser, response.SessionTokenUtilization ?? PackedSize(response), request, failure);
    }

    public async Task<CallerIdentity> GetCallerIdentityAsync(AwsCredentialIdentity caller, CancellationToken cancellationToken)
    {
        var failure = new StsFailure("GetCallerIdentity", _endpoint, RoleArn: null, caller);
        var response = await AskAsync(
            () => CallerCredentials.UseFor(caller, () => _signed.GetCallerIdentityAsync(new GetCallerIdentityRequest(), cancellationToken)),
            failure, cancellationToken).ConfigureAwait(false);
        return string.IsNullOrEmpty(response.Account) || string.IsNullOrEmpty(response.Arn)
            ? throw failure.Malformed("it names no account and no ARN")
            : new CallerIdentity(response.Account, response.Arn, response.UserId ?? string.Empty);
    }

    public void Dispose()
    {
        _signed.Dispose();
        _anonymous.Dispose();
        _http.Dispose();
    }

    private static async Task<T> AskAsync<T>(Func<Task<T>> ask, StsFailure failure, CancellationToken cancellationToken)
    {
        try
        {
            return await ask().ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
#pragma warning disable CA1031 // Whatever the SDK throws becomes one of our three kinds.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            throw failure.From(exception);
        }
    }

#pragma warning disable CS0618 // The older field: not every server that speaks STS sends the newer one.
    private static int? PackedSize(AssumeRoleResponse response) => response.PackedPolicySize;

    private static int? PackedSize(AssumeRoleWithWebIdentityResponse response) => response.PackedPolicySize;
#pragma warning restore CS0618

    private AmazonSecurityTokenServiceConfig Configuration(StsEndpoint endpoint)
    {
        var config = new AmazonSecurityTokenServiceConfig
        {
            UseFIPSEndpoint = endpoint.UseFips,
            UseDualstackEndpoint = endpoint.UseDualStack,
            IgnoreConfiguredEndpointUrls = true,
            RetryMode = RequestRetryMode.Standard,
            MaxErrorRetry = Attempts - 1,
            Timeout = AttemptTimeout,
            HttpClientFactory = _http,
        };
        if (endpoint.Url is null)
        {
            config.RegionEndpoint = RegionEndpoint.GetBySystemName(endpoint.Region);
        }
        else
        {
            config.ServiceURL = endpoint.Url;
            config.AuthenticationRegion = endpoint.Region;
        }

        return config;
    }
}
