using System.Net;
using IaCMAuth.Tests.Support;

namespace IaCMAuth.Tests.Sts;

/// <summary>What becomes of each thing an STS, or something in its place, can answer.</summary>
public sealed class StsAnswerTests
{
    [Theory]
    [InlineData(403, "AccessDenied", "IACM2001", false)]
    [InlineData(403, "IDPRejectedClaim", "IACM2002", false)]
    [InlineData(400, "InvalidIdentityToken", "IACM2002", false)]
    [InlineData(400, "ExpiredTokenException", "IACM2010", true)]
    [InlineData(403, "InvalidClientTokenId", "IACM2004", false)]
    [InlineData(403, "SignatureDoesNotMatch", "IACM2004", false)]
    [InlineData(400, "MalformedPolicyDocument", "IACM2005", false)]
    [InlineData(400, "PackedPolicyTooLarge", "IACM2006", false)]
    [InlineData(403, "RegionDisabledException", "IACM2007", false)]
    [InlineData(400, "ValidationError", "IACM2008", false)]
    [InlineData(418, "Teapot", "IACM2099", false)]
    public async Task Will_reject_what_STS_refuses(int status, string awsCode, string code, bool isRecoverable)
    {
        var http = new ScriptedHttp(_ => StsAnswer.Error(status, awsCode, "Because."));

        var exception = await Assert.ThrowsAsync<CredentialRejectedException>(() => Ask(http));

        Assert.Equal((code, isRecoverable, awsCode, "Because", "r-2"), (exception.Code, exception.IsRecoverable, exception.AwsErrorCode, exception.AwsMessage, exception.RequestId));
        Assert.Contains(The.Role, exception.Message, StringComparison.Ordinal);
        Assert.Single(http.Requests);
    }

    [Theory]
    [InlineData(400, "Throttling", "IACM3003")]
    [InlineData(503, "RequestLimitExceeded", "IACM3003")]
    [InlineData(429, "", "IACM3003")]
    [InlineData(500, "InternalFailure", "IACM3004")]
    [InlineData(503, "ServiceUnavailable", "IACM3004")]
    [InlineData(400, "IDPCommunicationError", "IACM3008")]
    public async Task Will_call_STS_unavailable_after_three_attempts(int status, string awsCode, string code)
    {
        var http = new ScriptedHttp(_ => StsAnswer.Error(status, awsCode));

        var exception = await Assert.ThrowsAsync<CredentialSourceUnavailableException>(() => Ask(http));

        Assert.Equal((code, true), (exception.Code, exception.IsRecoverable));
        Assert.Equal(3, http.Requests.Count);
    }

    public static TheoryData<string, string, string> Unusable() => new()
    {
        { "HTML of a captive portal", "text/html", "<html><body>Sign in to the network</body></html>" },
        { "truncated XML", "text/xml", $"<AssumeRoleResponse><AssumeRoleResult><Credentials><AccessKeyId>ASIA</AccessKeyId><SecretAccessKey>{The.SessionSecret}</SecretAccessKey><Sess" },
        { "nothing", "text/xml", "" },
        { "no credentials", "text/xml", """<AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult/></AssumeRoleResponse>""" },
        { "half a set of credentials", "text/xml", """<AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult><Credentials><AccessKeyId>ASIAX</AccessKeyId></Credentials></AssumeRoleResult></AssumeRoleResponse>""" },
        { "an error inside of 200", "text/xml", "<ErrorResponse><Error><Code>AccessDenied</Code><Message>no</Message></Error></ErrorResponse>" },
        { "JSON", "application/json", """{"message":"hello"}""" },
        { "an expiration that is no date", "text/xml", """<AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult><Credentials><AccessKeyId>ASIAX</AccessKeyId><SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken><Expiration>soon</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>""" },
    };

    [Theory]
    [MemberData(nameof(Unusable))]
    public async Task Will_call_an_unusable_answer_unavailable(string what, string type, string body)
    {
        var http = new ScriptedHttp(_ => StsAnswer.Xml(HttpStatusCode.OK, body, type));

        var exception = await Assert.ThrowsAsync<CredentialSourceUnavailableException>(() => Ask(http));

        Assert.True(exception.Code == ErrorCodes.MalformedAnswer, what + ": " + exception);
        Assert.DoesNotContain(The.SessionSecret, exception.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(502, "text/html", "<html>Bad gateway</html>", "IACM3004")]
    [InlineData(403, "text/html", "<html>Forbidden by proxy</html>", "IACM2099")]
    [InlineData(403, "text/xml", "<Error><Code>AccessDenied</Code></Error>", "IACM2001")]
    public async Task Will_understand_errors_that_are_not_worded_as_AWS_words_them(int status, string type, string body, string code)
    {
        var exception = await Assert.ThrowsAnyAsync<CredentialException>(() => Ask(new ScriptedHttp(_ => StsAnswer.Xml((HttpStatusCode)status, body, type))));

        Assert.Equal(code, exception.Code);
    }

    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(303)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task Will_refuse_a_redirect_and_contact_no_second_host(int status)
    {
        var http = new ScriptedHttp(_ => new HttpResponseMessage((HttpStatusCode)status) { Headers = { Location = new Uri("https://elsewhere.example/") } });

        var exception = await Assert.ThrowsAsync<CredentialSourceUnavailableException>(() => Ask(http));

        Assert.Equal(ErrorCodes.Redirected, exception.Code);
        Assert.All(http.Requests, r => Assert.Equal("sts.eu-west-1.amazonaws.com", r.Uri.Host));
    }

    [Fact]
    public async Task Will_call_a_refused_connection_unreachable_and_name_the_endpoint()
    {
        var http = new ScriptedHttp(_ => throw new HttpRequestException("Connection refused (sts.eu-west-1.amazonaws.com:443)"));

        var exception = await Assert.ThrowsAsync<CredentialSourceUnavailableException>(() => Ask(http));

        Assert.Equal(ErrorCodes.Unreachable, exception.Code);
        Assert.Contains("STS in eu-west-1", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Will_take_nanoseconds_and_keys_of_any_length()
    {
        const string ceph = """
            <AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult><Credentials><AccessKeyId>1234567890123456789</AccessKeyId>
            <SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken><Expiration>2026-03-01T13:00:00.123456789Z</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>
            """;

        var identity = await Ask(new ScriptedHttp(_ => StsAnswer.Xml(HttpStatusCode.OK, ceph)));

        Assert.Equal("1234567890123456789", identity.AccessKeyId);
        Assert.Equal(new DateTimeOffset(2026, 3, 1, 13, 0, 0, 123, TimeSpan.Zero), identity.Expiration!.Value, TimeSpan.FromMilliseconds(1));
        Assert.Null(identity.AccountId);
    }

    [Fact]
    public async Task Will_blot_out_secrets_that_a_server_echoes()
    {
        var http = new ScriptedHttp(r => StsAnswer.Error(403, "AccessDenied", $"You sent {The.Secret} and {The.SessionToken}"));

        var exception = await Assert.ThrowsAsync<CredentialRejectedException>(async () => await CredentialProviders
            .StaticKeys(new StaticKeysOptions { AccessKeyId = The.SessionKeyId, SecretAccessKey = The.Secret, SessionToken = The.SessionToken })
            .AssumeRole(new AssumeRoleOptions { RoleArn = The.Role }, http.Sts(), Some.Time()).GetCredentialsAsync());

        Assert.Contains("You sent *** and ***", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(The.Secrets, secret => exception.ToString().Contains(secret, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Will_sign_a_role_of_another_partition_for_nobody()
    {
        var http = new ScriptedHttp(_ => StsAnswer.AssumeRole());

        var exception = await Assert.ThrowsAsync<CredentialConfigurationException>(async () => await CredentialProviders.StaticKeys(Some.Keys())
            .AssumeRole(new AssumeRoleOptions { RoleArn = "arn:aws-cn:iam::222222222222:role/a" }, http.Sts(), Some.Time()).GetCredentialsAsync());

        Assert.Equal("IACM1011", exception.Code);
        Assert.Empty(http.Requests);
    }

    [Theory]
    [InlineData("AccessDenied", "Not authorized to perform sts:AssumeRoleWithWebIdentity", "IACM2001", "aud 'sts.amazonaws.com', sub 'system:serviceaccount:iac:runner'")]
    [InlineData("InvalidIdentityToken", "No OpenIDConnect provider found in your account for https://issuer.example", "IACM2002", "create-open-id-connect-provider")]
    [InlineData("ExpiredTokenException", "Token expired", "IACM2003", "new token")]
    public async Task Will_explain_a_refused_web_identity_with_what_the_token_says(string awsCode, string message, string code, string hint)
    {
        var http = new ScriptedHttp(_ => StsAnswer.Error(400, awsCode, message));

        var exception = await Assert.ThrowsAsync<CredentialRejectedException>(() => AskWithToken(http));

        Assert.Equal(code, exception.Code);
        Assert.Contains(hint, exception.Remedy, StringComparison.Ordinal);
        Assert.DoesNotContain(Some.Jwt(), exception.ToString(), StringComparison.Ordinal);
    }

    private static async Task<AwsCredentialIdentity> Ask(ScriptedHttp http) => await CredentialProviders.StaticKeys(Some.Keys())
        .AssumeRole(new AssumeRoleOptions { RoleArn = The.Role }, http.Sts(), Some.Time()).GetCredentialsAsync();

    private static async Task<AwsCredentialIdentity> AskWithToken(ScriptedHttp http) => await CredentialProviders.WebIdentity(
        new WebIdentityOptions { RoleArn = The.Role, Token = new WebIdentityTokenOptions { Source = Some.Tokens(() => Some.Jwt()) } }, http.Sts(), Some.Time())
        .GetCredentialsAsync();
}
