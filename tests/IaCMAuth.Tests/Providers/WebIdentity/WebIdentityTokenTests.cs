using System.Text;
using IaCMAuth.Tests.Support;

namespace IaCMAuth.Tests.Providers.WebIdentity;

/// <summary>What is said of a token before STS is asked.</summary>
public sealed class WebIdentityTokenTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("iacmauth-tests-").FullName;
    private readonly ScriptedHttp _sts = new(_ => StsAnswer.WebIdentity());

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public async Task Will_exchange_a_token_of_a_file_with_white_space_around_it()
    {
        await Ask(File(Some.Jwt() + "\n"));

        Assert.Equal(Some.Jwt(), Assert.Single(_sts.Requests)["WebIdentityToken"]);
    }

    [Fact]
    public async Task Will_read_the_file_anew_at_every_exchange()
    {
        var path = File(Some.Jwt());
        var provider = Provider(path, audience: null);
        await provider.GetCredentialsAsync();
        System.IO.File.WriteAllText(path, Some.Jwt(subject: "another"));

        await provider.GetCredentialsAsync();

        Assert.Equal([Some.Jwt(), Some.Jwt(subject: "another")], _sts.Requests.Select(r => r["WebIdentityToken"]));
    }

    [Theory]
    [InlineData("", "IACM1033")]
    [InlineData(" \n", "IACM1033")]
    [InlineData("hello", "IACM1035")]
    [InlineData("a.b", "IACM1035")]
    [InlineData("a.b.c", "IACM1035")]
    [InlineData("eyJhIjoxfQ.eyJhIjoxfQ.", "IACM1035")]
    [InlineData("W10.W10.c2ln", "IACM1035")]
    [InlineData("eyJhIjoxfQ.eyJhIjox.c2ln", "IACM1035")]
    public async Task Will_refuse_a_file_that_holds_no_token(string content, string code) => await Refuse<CredentialConfigurationException>(File(content), code);

    [Fact]
    public async Task Will_refuse_a_file_that_is_absent() => await Refuse<CredentialConfigurationException>(Path.Combine(_directory, "absent"), "IACM1030");

    [Fact]
    public async Task Will_refuse_a_directory() => await Refuse<CredentialConfigurationException>(_directory, "IACM1031");

    [Fact]
    public async Task Will_refuse_a_megabyte() => await Refuse<CredentialConfigurationException>(File(new string('x', 1 << 20)), "IACM1034");

    [Fact]
    public async Task Will_refuse_a_token_longer_than_STS_takes() =>
        await Refuse<CredentialConfigurationException>(File($"{Some.Jwt()}{new string('x', 20_000)}"), "IACM1034");

    [Fact]
    public async Task Will_refuse_binary_content()
    {
        var path = Path.Combine(_directory, "binary");
        System.IO.File.WriteAllBytes(path, [0, 159, 146, 150, 46, 0, 46, 255]);
        await Refuse<CredentialConfigurationException>(path, "IACM1035");
    }

    [Fact]
    public async Task Will_refuse_an_expired_token_before_STS_is_asked()
    {
        var exception = await Refuse<CredentialRejectedException>(File(Some.Jwt(expiration: The.Now.AddSeconds(-1))), "IACM2003");

        Assert.Contains("2026-03-01T11:59:59Z", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Will_refuse_a_token_for_another_audience_where_one_is_configured()
    {
        var exception = await Refuse<CredentialConfigurationException>(File(Some.Jwt(audience: "vault")), "IACM1037", audience: The.Audience);

        Assert.Contains("'vault'", exception.Message, StringComparison.Ordinal);
        Assert.Contains(The.Audience, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Will_let_STS_judge_the_audience_where_none_is_configured()
    {
        await Ask(File(Some.Jwt(audience: "vault")));

        Assert.Single(_sts.Requests);
    }

    [Theory]
    [InlineData("""["vault","sts.amazonaws.com"]""")]
    [InlineData("\"sts.amazonaws.com\"")]
    public async Task Will_find_the_audience_alone_or_in_a_list(string aud)
    {
        var token = Some.Jwt(new Dictionary<string, object?> { ["aud"] = System.Text.Json.JsonDocument.Parse(aud).RootElement });

        await Provider(File(token), The.Audience).GetCredentialsAsync();
    }

    [Fact]
    public async Task Will_wrap_what_a_token_source_of_the_application_throws()
    {
        var provider = CredentialProviders.WebIdentity(
            new WebIdentityOptions { RoleArn = The.Role, Token = new WebIdentityTokenOptions { Source = CredentialProviders.TokenSource(_ => throw new TimeoutException("slow")) } },
            _sts.Sts(), Some.Time());

        var exception = await Assert.ThrowsAsync<CredentialSourceUnavailableException>(async () => await provider.GetCredentialsAsync());

        Assert.IsType<TimeoutException>(exception.InnerException);
    }

    [Fact]
    public async Task Will_wait_for_an_identity_provider_that_STS_cannot_reach()
    {
        var time = new ImpatientTime();
        var sts = new ScriptedHttp(_ => time.Waits.Count < 3
            ? StsAnswer.Error(400, "InvalidIdentityToken", "Couldn't retrieve verification key from your identity provider")
            : StsAnswer.WebIdentity());

        var identity = await CredentialProviders.WebIdentity(
            new WebIdentityOptions { RoleArn = The.Role, Token = new WebIdentityTokenOptions { Source = Some.Tokens(() => Some.Jwt()) } }, sts.Sts(), time)
            .GetCredentialsAsync();

        Assert.Equal(The.SessionKeyId, identity.AccessKeyId);
        Assert.Equal([1, 2, 4], time.Waits.Select(w => w.TotalSeconds));
    }

    private async Task<T> Refuse<T>(string path, string code, string? audience = null)
        where T : CredentialException
    {
        var exception = await Assert.ThrowsAsync<T>(async () => await Provider(path, audience).GetCredentialsAsync());

        Assert.Equal((code, true), (exception.Code, exception.IsRecoverable));
        Assert.Contains(path, exception.Message, StringComparison.Ordinal);
        Assert.Empty(_sts.Requests);
        return exception;
    }

    private async Task Ask(string path) => await Provider(path, audience: null).GetCredentialsAsync();

    private ICredentialProvider Provider(string path, string? audience) => CredentialProviders.WebIdentity(
        new WebIdentityOptions { RoleArn = The.Role, Audience = audience, Token = new WebIdentityTokenOptions { File = path } }, _sts.Sts(), Some.Time());

    private string File(string content)
    {
        var path = Path.Combine(_directory, "token");
        System.IO.File.WriteAllText(path, content, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        return path;
    }
}
