using System.Diagnostics;
using IaCMAuth.Testing;

namespace IaCMAuth.IntegrationTests.EmbeddedAws;

/// <summary>The check of signatures, by a signer that is neither ours nor the AWS SDK for .NET: botocore.</summary>
public sealed class SignatureTests
{
    private const string Call = """
        import sys, urllib.request, urllib.error
        from botocore.auth import SigV4Auth
        from botocore.awsrequest import AWSRequest
        from botocore.credentials import Credentials
        url, key, secret, change = sys.argv[1:]
        body = 'Action=GetCallerIdentity&Version=2011-06-15'
        request = AWSRequest('POST', url, data=body, headers={'Content-Type': 'application/x-www-form-urlencoded', 'X-Note': 'a  b'})
        SigV4Auth(Credentials(key, secret), 'sts', 'us-east-1').add_auth(request)
        headers = dict(request.headers)
        if change == 'body': body += '&More=1'
        if change == 'header': headers['X-Note'] = 'c'
        if change == 'date': headers['X-Amz-Date'] = '20200101T000000Z'
        if change == 'path': url += 'x'
        if change == 'unsigned': del headers['Authorization']
        try:
            print(urllib.request.urlopen(urllib.request.Request(url, body.encode(), headers)).status)
        except urllib.error.HTTPError as error:
            print(error.status, error.read().decode().split('<Code>')[1].split('<')[0])
        """;

    [Theory]
    [InlineData("nothing", "200")]
    [InlineData("body", "403 SignatureDoesNotMatch")]
    [InlineData("header", "403 SignatureDoesNotMatch")]
    [InlineData("date", "403 SignatureDoesNotMatch")]
    [InlineData("path", "403 SignatureDoesNotMatch")]
    [InlineData("unsigned", "403 MissingAuthenticationToken")]
    public async Task Will_hold_for_what_was_signed_and_for_nothing_else(string change, string expected)
    {
        await using var aws = await LocalAws.StartAsync();
        var user = aws.AddUser("111111111111", "ci");

        Assert.Equal(expected, await Python.RunAsync(Call, $"{aws.Endpoint}", user.Keys.AccessKeyId!, user.Keys.SecretAccessKey!, change));
    }
}

/// <summary>A Python with botocore as a child. Where there is none, tests that need it count as skipped; with <c>CI=true</c> they fail.</summary>
internal static class Python
{
    public static async Task<string> RunAsync(string program, params string[] arguments)
    {
        using var process = Start(program, arguments);
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (errors.Contains("No module named", StringComparison.Ordinal))
            Missing(errors);
        Assert.True(process.ExitCode == 0, errors);
        return (await output).Trim();
    }

    private static Process Start(string program, string[] arguments)
    {
        try
        {
            return Process.Start(new ProcessStartInfo("python3", ["-c", program, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        }
        catch (System.ComponentModel.Win32Exception exception)
        {
            Missing(exception.Message);
            throw;
        }
    }

    private static void Missing(string what)
    {
        if (Environment.GetEnvironmentVariable("CI") == "true")
            Assert.Fail(what);
        Assert.Skip(what);
    }
}
