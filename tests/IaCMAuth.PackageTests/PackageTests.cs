using System.IO.Compression;
using IaCMAuth.IntegrationTests.Moto;

namespace IaCMAuth.PackageTests;

/// <summary>The packed packages in throw-away applications.</summary>
public sealed class PackageTests(PackedPackages packages) : IClassFixture<PackedPackages>, IAsyncLifetime
{
    private readonly MotoServer _moto = new();

    public ValueTask InitializeAsync() => _moto.InitializeAsync();

    public ValueTask DisposeAsync() => _moto.DisposeAsync();

    [Fact]
    public async Task Will_list_a_bucket_in_twenty_lines()
    {
        var folder = packages.LayOut("ListBucket");
        await Shell.RunAsync(folder, "dotnet", "build", "-c", "Release", "-o", "out");

        await ListAsync(folder, "dotnet", "out/ListBucket.dll");
    }

    [Fact]
    public async Task Will_list_a_bucket_as_a_native_program_without_a_warning()
    {
        if ((await Shell.TryRunAsync("/", "sh", "-c", "command -v cc || command -v clang || command -v gcc")).ExitCode != 0)
            Missing("A C linker is not installed; native AOT needs one.");
        var folder = packages.LayOut("ListBucket");

        var build = await Shell.RunAsync(folder, "dotnet", "publish", "-c", "Release", "-o", "out", "--use-current-runtime", "-p:PublishAot=true", "-p:TreatWarningsAsErrors=false");

        Assert.DoesNotContain("warning", build, StringComparison.OrdinalIgnoreCase);
        await ListAsync(folder, Path.Combine(folder, "out/ListBucket"));
    }

    [Fact]
    public async Task Will_serve_a_consumers_own_test()
    {
        var folder = packages.LayOut("UnitTested");

        Assert.Contains("arn:aws:sts::222222222222:assumed-role/deployer/iacmauth", await Shell.RunAsync(folder, "dotnet", "run"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Will_install_as_a_tool()
    {
        var folder = packages.EmptyFolder();
        packages.WriteFeed(folder);
        await Shell.RunAsync(folder, "dotnet", "tool", "install", "IaCMAuth.Tool", "--version", packages.Version, "--tool-path", "bin");

        Assert.Contains("Everything held.", await Shell.RunAsync(folder, Path.Combine(folder, "bin", "iacmauth"), "demo"), StringComparison.Ordinal);
    }

    [Fact]
    public void Will_hold_documentation_readme_and_symbols()
    {
        foreach (var id in (string[])["IaCMAuth", "IaCMAuth.Testing"])
        {
            using var package = ZipFile.OpenRead(Path.Combine(packages.Feed, $"{id}.{packages.Version}.nupkg"));
            var files = package.Entries.Select(e => e.FullName).ToArray();

            Assert.Contains($"lib/net10.0/{id}.dll", files);
            Assert.Contains($"lib/net10.0/{id}.xml", files);
            Assert.Contains("README.md", files);
            Assert.True(File.Exists(Path.Combine(packages.Feed, $"{id}.{packages.Version}.snupkg")));
        }
    }

    private async Task ListAsync(string folder, string command, params string[] arguments)
    {
        var keys = await new MotoAccount(_moto.Url).CreateAsync();
        await _moto.CheckAuthAfterAsync(0);
        var configuration = Path.Combine(folder, "iacmauth.json");
        await File.WriteAllTextAsync(configuration, $$"""
            { "IacmAwsAuth": { "Region": "us-east-1", "EndpointUrl": "{{_moto.Url}}",
                "Connectors": { "keys": { "AuthMode": "StaticKeys", "StaticKeys": { "AccessKeyId": "{{keys.AccessKeyId}}", "SecretAccessKey": "{{keys.SecretAccessKey}}" } } },
                "Workspaces": { "network-prod": { "Connector": "keys", "AllowedAccountIds": [ "123456789012" ],
                  "Apply": { "AssumeRole": [ { "RoleArn": "{{MotoAccount.RoleArn}}" } ], "Tags": { "team": "net" } } } } } }
            """);

        var output = await Shell.RunAsync(folder, command, [.. arguments, configuration, _moto.Url, MotoAccount.Bucket]);

        Assert.Equal([MotoAccount.Key, $"static keys → {MotoAccount.RoleArn}"], output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    private static void Missing(string what)
    {
        if (Environment.GetEnvironmentVariable("CI") == "true")
            Assert.Fail(what);
        Assert.Skip(what);
    }
}
