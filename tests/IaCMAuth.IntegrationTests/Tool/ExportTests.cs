using System.Diagnostics;
using System.Text.Json;
using IaCMAuth.IntegrationTests.EmbeddedAws;
using IaCMAuth.IntegrationTests.Moto;
using IaCMAuth.Testing;

namespace IaCMAuth.IntegrationTests.Tool;

public sealed class ExportTests : IAsyncLifetime
{
    private const string Role = "arn:aws:iam::222222222222:role/deployer";

    private readonly ToolProcess _tool = new();
    private LocalAws _aws = null!;

    public async ValueTask InitializeAsync()
    {
        _aws = await LocalAws.StartAsync();
        _aws.AddRole(Role, TrustPolicy.ForPrincipal("*"));
        _tool["AWS_REGION"] = _aws.Region;
        _tool["AWS_ENDPOINT_URL_STS"] = _aws.Endpoint.OriginalString;
        Configure(_aws.AddUser("111111111111", "ci").Keys);
    }

    public ValueTask DisposeAsync()
    {
        _tool.Dispose();
        return _aws.DisposeAsync();
    }

    [Theory]
    [InlineData("keys")]
    [InlineData("oidc")]
    public async Task Will_print_credential_process_JSON_and_nothing_else_with_moto_as_STS(string connector)
    {
        var moto = new MotoServer();
        await using var _ = moto;
        await moto.InitializeAsync();
        _tool["AWS_ENDPOINT_URL_STS"] = moto.Url;

        var result = await _tool.RunAsync("export", "--format", "process", "--connector", connector);

        Assert.Equal((0, string.Empty), (result.ExitCode, result.Errors));
        var json = JsonDocument.Parse(result.Output).RootElement;
        Assert.Equal(1, json.GetProperty("Version").GetInt32());
        Assert.StartsWith("ASIA", json.GetProperty("AccessKeyId").GetString(), StringComparison.Ordinal);
        Assert.True(json.GetProperty("Expiration").GetDateTimeOffset() > TimeProvider.System.GetUtcNow());
        Assert.Equal(["Version", "AccessKeyId", "SecretAccessKey", "SessionToken", "Expiration", "AccountId"], json.EnumerateObject().Select(p => p.Name));
    }

    [Fact]
    public async Task Will_leave_out_what_long_term_keys_do_not_have()
    {
        var result = await _tool.RunAsync("export", "--connector", "plain");

        Assert.Equal(["Version", "AccessKeyId", "SecretAccessKey"], JsonDocument.Parse(result.Output).RootElement.EnumerateObject().Select(p => p.Name));
    }

    [Fact]
    public async Task Will_feed_a_profile_of_another_AWS_SDK()
    {
        _tool.Write("profiles", $"[profile net]\ncredential_process = dotnet {ToolProcess.Path} export --config {Path.Combine(_tool.Folder, "iacmauth.json")} --connector keys --region {_aws.Region}\n");

        var arn = await Python.RunAsync(
            """
            import os, sys
            profiles, sts = sys.argv[1:]
            os.environ.update({'AWS_CONFIG_FILE': profiles, 'AWS_SHARED_CREDENTIALS_FILE': '/dev/null', 'AWS_ENDPOINT_URL_STS': sts})
            import boto3
            print(boto3.Session(profile_name='net', region_name='us-east-1').client('sts').get_caller_identity()['Arn'])
            """,
            Path.Combine(_tool.Folder, "profiles"), _aws.Endpoint.OriginalString);

        Assert.Equal("arn:aws:sts::222222222222:assumed-role/deployer/keys", arn);
    }

    [Theory]
    [InlineData("env", "eval \"$1\"; env")]
    [InlineData("env-no-export", "set -a; eval \"$1\"; env")]
    public async Task Will_set_the_variables_in_a_shell(string format, string script)
    {
        var result = await _tool.RunAsync("export", "--connector", "keys", "--format", format);
        using var shell = Process.Start(new ProcessStartInfo("bash", ["-c", script, "-", result.Output]) { RedirectStandardOutput = true })!;
        var lines = (await shell.StandardOutput.ReadToEndAsync()).Split('\n');

        foreach (var name in (string[])["AWS_ACCESS_KEY_ID=ASIA", "AWS_SECRET_ACCESS_KEY=", "AWS_SESSION_TOKEN=", "AWS_CREDENTIAL_EXPIRATION=20", "AWS_ACCOUNT_ID=222222222222"])
            Assert.Contains(lines, line => line.StartsWith(name, StringComparison.Ordinal) && line.Length > name.Length - 1);
    }

    [Theory]
    [InlineData("powershell", "$Env:AWS_ACCESS_KEY_ID=\"AKIA", "\"")]
    [InlineData("windows-cmd", "set AWS_ACCESS_KEY_ID=AKIA", "")]
    public async Task Will_write_for_the_shells_of_Windows(string format, string begin, string end)
    {
        var first = (await _tool.RunAsync("export", "--connector", "plain", "--format", format)).Output.Split('\n')[0];

        Assert.StartsWith(begin, first, StringComparison.Ordinal);
        Assert.EndsWith(end, first, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2, "IACM1100", "export")]
    [InlineData(2, "IACM1100", "export", "--connector", "keys", "--fromat", "env")]
    [InlineData(2, "IACM1100", "export", "--connector", "keys", "--phase", "destroy")]
    [InlineData(2, "IACM1101", "export", "--connector", "keys", "--config", "absent.json")]
    [InlineData(2, "IACM1019", "export", "--connector", "nobody")]
    [InlineData(2, "IACM1020", "export", "--workspace", "net")]
    [InlineData(3, "IACM2001", "export", "--connector", "untrusted")]
    [InlineData(3, "IACM2009", "export", "--workspace", "net", "--phase", "apply")]
    [InlineData(4, "IACM3001", "export", "--connector", "nowhere")]
    public async Task Will_say_what_is_wrong_in_two_lines_and_by_its_exit_code(int exitCode, string code, params string[] arguments)
    {
        var result = await _tool.RunAsync(arguments);

        Assert.Equal((exitCode, string.Empty), (result.ExitCode, result.Output));
        var lines = result.Errors.TrimEnd('\n').Split('\n');
        Assert.Equal(2, lines.Length);
        Assert.StartsWith($"error {code}: ", lines[0], StringComparison.Ordinal);
        Assert.False(string.IsNullOrWhiteSpace(lines[1]));
    }

    [Fact]
    public async Task Will_take_the_configuration_that_a_variable_names()
    {
        var elsewhere = Path.Combine(_tool.Folder, "elsewhere.json");
        File.Move(Path.Combine(_tool.Folder, "iacmauth.json"), elsewhere);
        _tool["IACMAUTH_CONFIG"] = elsewhere;

        Assert.Equal(0, (await _tool.RunAsync("export", "--connector", "plain")).ExitCode);
    }

    [Fact]
    public async Task Will_name_the_line_of_malformed_JSON()
    {
        _tool.Write("iacmauth.json", "{\n  \"IacmAwsAuth\": {,\n");

        var result = await _tool.RunAsync("export", "--connector", "plain");

        Assert.Equal(2, result.ExitCode);
        Assert.StartsWith("error IACM1102: ", result.Errors, StringComparison.Ordinal);
        Assert.Contains("LineNumber: 1", result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Will_tell_who_the_credentials_are()
    {
        Assert.Equal("arn:aws:sts::222222222222:assumed-role/deployer/keys\n", (await _tool.RunAsync("whoami", "--connector", "keys", "--quiet")).Output);

        var json = JsonDocument.Parse((await _tool.RunAsync("whoami", "--connector", "keys", "--json")).Output).RootElement;
        Assert.Equal("222222222222", json.GetProperty("Account").GetString());
        Assert.Contains("222222222222", (await _tool.RunAsync("whoami", "--connector", "keys")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Will_end_at_once_when_it_is_interrupted()
    {
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _aws.Faults.Always(Testing.Http.Faults.After(token =>
        {
            asked.TrySetResult();
            return Task.Delay(Timeout.Infinite, token);
        }));
        using var process = _tool.Start("export", "--connector", "keys");
        await asked.Task;

        using (Process.Start("kill", ["-INT", $"{process.Id}"]))
            await process.WaitForExitAsync();

        Assert.Equal(130, process.ExitCode);
    }

    [Fact]
    public async Task Will_demonstrate_every_mode_and_hold()
    {
        var result = await _tool.RunAsync("demo");

        Assert.Equal((0, string.Empty), (result.ExitCode, result.Errors));
        Assert.Contains("Everything held.", result.Output, StringComparison.Ordinal);
        foreach (var mode in Enum.GetNames<AuthMode>())
            Assert.Contains($"| {mode} ", result.Output, StringComparison.Ordinal);
    }

    private void Configure(StaticKeysOptions keys)
    {
        var both = $$""" "AuthMode": "StaticKeys", "StaticKeys": { "AccessKeyId": "{{keys.AccessKeyId}}", "SecretAccessKey": "{{keys.SecretAccessKey}}" } """;
        _tool.Write("iacmauth.json", $$"""
            { "IacmAwsAuth": {
                "Connectors": {
                  "plain": { {{both}} },
                  "keys": { {{both}}, "AssumeRole": [ { "RoleArn": "{{Role}}" } ] },
                  "untrusted": { {{both}}, "AssumeRole": [ { "RoleArn": "{{Role}}-of-others" } ] },
                  "nowhere": { {{both}}, "EndpointUrl": "http://127.0.0.1:9", "AssumeRole": [ { "RoleArn": "{{Role}}" } ] },
                  "oidc": { "AuthMode": "WebIdentity", "WebIdentity": { "RoleArn": "{{Role}}", "Token": { "File": "{{_tool.Write("token", "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJjaSJ9.c2ln")}}" } } } },
                "Workspaces": { "net": { "Connector": "keys", "AllowedAccountIds": [ "999999999999" ], "Plan": { "SourceIdentity": "planner" } } } } }
            """);
    }
}
