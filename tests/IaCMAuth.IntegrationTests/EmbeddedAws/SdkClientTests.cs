using Amazon.Runtime;
using Amazon.SecurityToken;
using Amazon.SecurityToken.Model;
using IaCMAuth.Testing;
using Microsoft.Extensions.Time.Testing;

namespace IaCMAuth.IntegrationTests.EmbeddedAws;

/// <summary>The embedded STS as the AWS SDK's own client sees it: right things pass, wrong things meet AWS's errors.</summary>
public sealed class SdkClientTests : IAsyncLifetime
{
    private const string RoleArn = "arn:aws:iam::222222222222:role/deployer";

    private readonly FakeTimeProvider _time = new(TimeProvider.System.GetUtcNow());
    private LocalAws _aws = null!;
    private LocalUser _user = null!;

    public async ValueTask InitializeAsync()
    {
        _aws = await LocalAws.StartAsync(new LocalAwsOptions { TimeProvider = _time });
        _user = _aws.AddUser("111111111111", "ci");
    }

    public ValueTask DisposeAsync() => _aws.DisposeAsync();

    [Fact]
    public async Task Will_tell_a_user_who_it_is()
    {
        var identity = await Client().GetCallerIdentityAsync(new GetCallerIdentityRequest());

        Assert.Equal((_user.Arn, "111111111111"), (identity.Arn, identity.Account));
    }

    [Fact]
    public async Task Will_refuse_another_secret() =>
        await Refuse("SignatureDoesNotMatch", () => Client(new BasicAWSCredentials(_user.Keys.AccessKeyId, "another")).GetCallerIdentityAsync(new GetCallerIdentityRequest()));

    [Fact]
    public async Task Will_refuse_an_unknown_key() =>
        await Refuse("InvalidClientTokenId", () => Client(new BasicAWSCredentials("AKIAIOSFODNN7EXAMPLE", "x")).GetCallerIdentityAsync(new GetCallerIdentityRequest()));

    [Fact]
    public async Task Will_refuse_a_key_that_was_rotated_away()
    {
        var old = Client();
        _user.Rotate();

        await Refuse("InvalidClientTokenId", () => old.GetCallerIdentityAsync(new GetCallerIdentityRequest()));
        Assert.Equal(_user.Arn, (await Client().GetCallerIdentityAsync(new GetCallerIdentityRequest())).Arn);
    }

    [Fact]
    public async Task Will_assume_a_role_across_accounts_and_be_that_role()
    {
        _aws.AddRole(RoleArn, TrustPolicy.ForPrincipal(_user.Arn));

        var session = await Client().AssumeRoleAsync(new AssumeRoleRequest { RoleArn = RoleArn, RoleSessionName = "me" });
        var identity = await Client(session.Credentials).GetCallerIdentityAsync(new GetCallerIdentityRequest());

        Assert.Equal("arn:aws:sts::222222222222:assumed-role/deployer/me", session.AssumedRoleUser.Arn);
        Assert.Equal(session.AssumedRoleUser.Arn, identity.Arn);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("wrong")]
    public async Task Will_refuse_a_missing_or_wrong_external_id(string? externalId)
    {
        _aws.AddRole(RoleArn, TrustPolicy.ForPrincipal(_user.Arn, externalId: "ext-1"));

        var exception = await Refuse("AccessDenied", () => Client().AssumeRoleAsync(new AssumeRoleRequest { RoleArn = RoleArn, RoleSessionName = "me", ExternalId = externalId }));

        Assert.Equal($"User: {_user.Arn} is not authorized to perform: sts:AssumeRole on resource: {RoleArn}", exception.Message);
    }

    [Fact]
    public async Task Will_refuse_a_role_that_trusts_somebody_else_or_is_not_there()
    {
        _aws.AddRole(RoleArn, TrustPolicy.ForPrincipal("999999999999"));

        await Refuse("AccessDenied", () => Client().AssumeRoleAsync(new AssumeRoleRequest { RoleArn = RoleArn, RoleSessionName = "me" }));
        await Refuse("AccessDenied", () => Client().AssumeRoleAsync(new AssumeRoleRequest { RoleArn = RoleArn + "x", RoleSessionName = "me" }));
    }

    [Fact]
    public async Task Will_refuse_a_session_once_it_has_expired()
    {
        _aws.AddRole(RoleArn, TrustPolicy.ForPrincipal("*"));
        var session = await Client().AssumeRoleAsync(new AssumeRoleRequest { RoleArn = RoleArn, RoleSessionName = "me", DurationSeconds = 900 });
        var client = Client(session.Credentials);
        _time.Advance(TimeSpan.FromSeconds(901));

        // The client corrects its clock by the answer's Date, so that the signature holds and the expiry is what counts.
        await Refuse("ExpiredToken", () => client.GetCallerIdentityAsync(new GetCallerIdentityRequest()));
    }

    [Fact]
    public async Task Will_refuse_a_session_without_its_token()
    {
        _aws.AddRole(RoleArn, TrustPolicy.ForPrincipal("*"));
        var session = (await Client().AssumeRoleAsync(new AssumeRoleRequest { RoleArn = RoleArn, RoleSessionName = "me" })).Credentials;

        await Refuse("InvalidClientTokenId", () => Client(new BasicAWSCredentials(session.AccessKeyId, session.SecretAccessKey)).GetCallerIdentityAsync(new GetCallerIdentityRequest()));
    }

    [Theory]
    [InlineData(899, "durationSeconds")]
    [InlineData(43201, "durationSeconds")]
    [InlineData(7200, "MaxSessionDuration")]
    public async Task Will_refuse_a_duration_outside_of_the_limits(int seconds, string hint)
    {
        _aws.AddRole(RoleArn, TrustPolicy.ForPrincipal("*"));

        var exception = await Refuse("ValidationError", () => Client().AssumeRoleAsync(new AssumeRoleRequest { RoleArn = RoleArn, RoleSessionName = "me", DurationSeconds = seconds }));

        Assert.Contains(hint, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Will_cap_a_chained_session_at_one_hour()
    {
        _aws.AddRole(RoleArn, TrustPolicy.ForPrincipal("*"), TimeSpan.FromHours(12));
        var session = await Client().AssumeRoleAsync(new AssumeRoleRequest { RoleArn = RoleArn, RoleSessionName = "me", DurationSeconds = 43200 });

        var exception = await Refuse("ValidationError", () => Client(session.Credentials).AssumeRoleAsync(new AssumeRoleRequest { RoleArn = RoleArn, RoleSessionName = "me", DurationSeconds = 3601 }));

        Assert.Contains("role chaining", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Will_hand_transitive_tags_and_the_source_identity_down_a_chain()
    {
        _aws.AddRole(RoleArn, TrustPolicy.ForPrincipal("*"));
        var first = await Client().AssumeRoleAsync(new AssumeRoleRequest
        {
            RoleArn = RoleArn,
            RoleSessionName = "me",
            SourceIdentity = "alice",
            Tags = [new Tag { Key = "team", Value = "net" }],
            TransitiveTagKeys = ["team"],
        });

        var second = await Client(first.Credentials).AssumeRoleAsync(new AssumeRoleRequest { RoleArn = RoleArn, RoleSessionName = "me" });

        Assert.Equal("alice", second.SourceIdentity);
        await Refuse("InvalidParameterValue", () => Client(second.Credentials).AssumeRoleAsync(new AssumeRoleRequest { RoleArn = RoleArn, RoleSessionName = "me", Tags = [new Tag { Key = "TEAM", Value = "x" }] }));
        await Refuse("AccessDenied", () => Client(second.Credentials).AssumeRoleAsync(new AssumeRoleRequest { RoleArn = RoleArn, RoleSessionName = "me", SourceIdentity = "bob" }));
    }

    [Fact]
    public async Task Will_ask_for_TagSession_and_SetSourceIdentity()
    {
        _aws.AddRole(RoleArn, """{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"AWS":"111111111111"},"Action":"sts:AssumeRole"}}""");

        await Refuse("AccessDenied", () => Client().AssumeRoleAsync(new AssumeRoleRequest { RoleArn = RoleArn, RoleSessionName = "me", SourceIdentity = "alice" }));
        await Refuse("AccessDenied", () => Client().AssumeRoleAsync(new AssumeRoleRequest { RoleArn = RoleArn, RoleSessionName = "me", Tags = [new Tag { Key = "a", Value = "b" }] }));
    }

    [Theory]
    [InlineData("{", "MalformedPolicyDocument")]
    [InlineData("long", "PackedPolicyTooLarge")]
    public async Task Will_judge_a_session_policy(string policy, string code)
    {
        _aws.AddRole(RoleArn, TrustPolicy.ForPrincipal("*"));
        var text = policy == "long" ? $$"""{"Version":"2012-10-17","Statement":"{{new string('x', 2048)}}"}""" : policy;

        await Refuse(code, () => Client().AssumeRoleAsync(new AssumeRoleRequest { RoleArn = RoleArn, RoleSessionName = "me", Policy = text }));
    }

    [Fact]
    public async Task Will_exchange_a_token_of_a_registered_issuer()
    {
        var issuer = _aws.AddOidcIssuer();
        _aws.AddRole(RoleArn, TrustPolicy.ForWebIdentity(issuer, "repo:net"));

        var session = await Exchange(issuer.MintToken("repo:net"));

        Assert.Equal(("repo:net", "sts.amazonaws.com"), (session.SubjectFromWebIdentityToken, session.Audience));
    }

    [Fact]
    public async Task Will_refuse_a_token_for_each_reason_there_is()
    {
        var issuer = _aws.AddOidcIssuer();
        _aws.AddRole(RoleArn, TrustPolicy.ForWebIdentity(issuer, "repo:net"));
        await using var elsewhere = await LocalAws.StartAsync();
        var token = issuer.MintToken("repo:net");

        await Refuse("AccessDenied", () => Exchange(issuer.MintToken("repo:other")));
        await Refuse("InvalidIdentityToken", () => Exchange(issuer.MintToken("repo:net", audience: "vault")));
        await Refuse("ExpiredTokenException", () => Exchange(issuer.MintToken("repo:net", lifetime: TimeSpan.FromSeconds(-1))));
        await Refuse("InvalidIdentityToken", () => Exchange(elsewhere.AddOidcIssuer().MintToken("repo:net")));
        await Refuse("InvalidIdentityToken", () => Exchange(token[..^4] + "AAAA"));
        await Refuse("InvalidIdentityToken", () => Exchange("not a token at all"));
        issuer.IsRegistered = false;
        await Refuse("InvalidIdentityToken", () => Exchange(token));
    }

    [Fact]
    public void Will_not_take_a_trust_policy_that_it_does_not_understand()
    {
        Assert.Throws<ArgumentException>(() => _aws.AddRole(RoleArn, """{"Statement":[{"Effect":"Allow","Principal":"*","Action":"sts:AssumeRole","Condition":{"IpAddress":{"aws:SourceIp":"10.0.0.0/8"}}}]}"""));
        Assert.Throws<ArgumentException>(() => _aws.AddRole(RoleArn, """{"Statement":[{"Effect":"Allow","Principal":"*","Action":"sts:AssumeRole","Resource":"*"}]}"""));
        Assert.Throws<ArgumentException>(() => _aws.AddRole(RoleArn, "not JSON"));
    }

    [Fact]
    public async Task Will_keep_an_account_of_every_call()
    {
        await Client().GetCallerIdentityAsync(new GetCallerIdentityRequest());
        await Refuse("AccessDenied", () => Client().AssumeRoleAsync(new AssumeRoleRequest { RoleArn = RoleArn, RoleSessionName = "me" }));

        Assert.Equal(["sts GetCallerIdentity  200", $"sts AssumeRole {RoleArn} 403 AccessDenied"], _aws.Calls.Select(c => c.ToString()));
        Assert.All(_aws.Calls, c => Assert.Equal(_user.Keys.AccessKeyId, c.AccessKeyId));
    }

    private AmazonSecurityTokenServiceClient Client() => Client(new BasicAWSCredentials(_user.Keys.AccessKeyId, _user.Keys.SecretAccessKey));

    private AmazonSecurityTokenServiceClient Client(AWSCredentials credentials) =>
        new(credentials, new AmazonSecurityTokenServiceConfig { ServiceURL = _aws.Endpoint.OriginalString, AuthenticationRegion = _aws.Region });

    private Task<AssumeRoleWithWebIdentityResponse> Exchange(string token) =>
        Client(new AnonymousAWSCredentials()).AssumeRoleWithWebIdentityAsync(new AssumeRoleWithWebIdentityRequest { RoleArn = RoleArn, RoleSessionName = "me", WebIdentityToken = token });

    private static async Task<AmazonServiceException> Refuse<T>(string code, Func<Task<T>> call)
    {
        var exception = await Assert.ThrowsAnyAsync<AmazonServiceException>(call);
        Assert.Equal(code, exception.ErrorCode);
        return exception;
    }
}
