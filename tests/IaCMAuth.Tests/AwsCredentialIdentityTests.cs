using System.Reflection;
using System.Text.Json;
using IaCMAuth.Tests.Support;

namespace IaCMAuth.Tests;

public sealed class AwsCredentialIdentityTests
{
    [Fact]
    public void Will_keep_secrets_out_of_text_JSON_and_the_debugger()
    {
        var identity = Some.Identity();

        foreach (var text in (string[])[identity.ToString(), JsonSerializer.Serialize(identity), JsonSerializer.Serialize<object>(identity)])
        {
            Assert.Contains(The.SessionKeyId, text, StringComparison.Ordinal);
            Assert.DoesNotContain(The.Secrets, secret => text.Contains(secret, StringComparison.Ordinal));
        }

        Assert.All((string[])["SecretAccessKey", "SessionToken"], name => Assert.Equal(
            System.Diagnostics.DebuggerBrowsableState.Never,
            typeof(AwsCredentialIdentity).GetProperty(name)!.GetCustomAttribute<System.Diagnostics.DebuggerBrowsableAttribute>()!.State));
    }

    [Fact]
    public void Will_keep_an_expiration_as_UTC()
    {
        var local = new DateTimeOffset(2026, 3, 1, 14, 0, 0, TimeSpan.FromHours(2));

        var identity = new AwsCredentialIdentity("AKIA", "s", null, local);

        Assert.Equal(TimeSpan.Zero, identity.Expiration!.Value.Offset);
        Assert.Equal(local, identity.Expiration.Value);
    }

    [Theory]
    [InlineData("", "s")]
    [InlineData("AKIA", " ")]
    public void Will_refuse_half_a_set(string accessKeyId, string secret) =>
        Assert.Throws<ArgumentException>(() => new AwsCredentialIdentity(accessKeyId, secret));

    [Fact]
    public void Will_take_an_empty_session_token_for_none() => Assert.Null(new AwsCredentialIdentity("AKIA", "s", "").SessionToken);
}
