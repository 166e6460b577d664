using System.Diagnostics;
using IaCMAuth.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace IaCMAuth.IntegrationTests.Machine;

/// <summary>Nodes, pods and containers of the embedded AWS, over real HTTP.</summary>
public sealed class LocalMachineTests : IAsyncLifetime
{
    private const string RunnerArn = "arn:aws:iam::111111111111:role/runner";

    private LocalAws _aws = null!;

    public async ValueTask InitializeAsync() => _aws = await LocalAws.StartAsync();

    public ValueTask DisposeAsync() => _aws.DisposeAsync();

    [Theory]
    [InlineData(true, "111111111111")]
    [InlineData(false, null)]
    public async Task Will_know_the_account_where_the_node_tells_it(bool hasExtendedTree, string? account)
    {
        var node = await NodeAsync();
        node.HasExtendedTree = hasExtendedTree;

        var identity = await CredentialProviders.InstanceProfile(node.Options).GetCredentialsAsync();

        Assert.Equal(account, identity.AccountId);
        Assert.Equal("instance profile → runner", identity.Source);
    }

    [Fact]
    public async Task Will_keep_the_metadata_token_and_renew_it_when_it_is_refused()
    {
        var node = await NodeAsync();
        var provider = CredentialProviders.InstanceProfile(node.Options);
        await provider.GetCredentialsAsync();
        await provider.GetCredentialsAsync();
        Assert.Equal(1, Calls("PUT"));

        node.ForgetTokens();
        await provider.GetCredentialsAsync();

        Assert.Equal(2, Calls("PUT"));
        Assert.Single(_aws.Calls, c => c.StatusCode == 401);
    }

    [Fact]
    public async Task Will_name_the_hop_limit_within_seconds()
    {
        var node = await NodeAsync();
        node.IsBehindHopLimit = true;
        var watch = Stopwatch.StartNew();

        var error = await Assert.ThrowsAsync<CredentialSourceUnavailableException>(async () => await CredentialProviders.InstanceProfile(node.Options).GetCredentialsAsync());

        Assert.Equal("IACM3020", error.Code);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(10), $"It took {watch.Elapsed}.");
    }

    [Fact]
    public async Task Will_say_which_of_the_ways_a_node_can_be_set_up_wrongly_it_is()
    {
        var node = await NodeAsync();
        var provider = CredentialProviders.InstanceProfile(node.Options);

        node.Role!.TrustPolicy = TrustPolicy.ForService("ecs-tasks.amazonaws.com");
        Assert.Equal("IACM2021", await CodeAsync(provider));
        node.Role = null;
        Assert.Equal("IACM1042", await CodeAsync(provider));
        node.IsEnabled = false;
        Assert.Equal("IACM2020", await CodeAsync(provider));
        await node.DisposeAsync();
        Assert.Equal("IACM3001", await CodeAsync(provider));
    }

    [Fact]
    public async Task Will_ask_a_node_that_hands_out_expired_credentials_a_handful_of_times()
    {
        var node = await NodeAsync();
        node.Session.IsStuck = true;
        node.CredentialLifetime = TimeSpan.FromSeconds(-60);
        await using var provider = CredentialProviders.InstanceProfile(node.Options).Cached();

        var (watch, failures) = (Stopwatch.StartNew(), 0);
        while (watch.Elapsed < TimeSpan.FromSeconds(5))
            failures += await CodeAsync(provider) == "IACM3007" ? 1 : 0;

        Assert.True(failures > 100, $"Callers got {failures} answers.");
        Assert.InRange(_aws.Calls.Count, 3, 12);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Will_get_a_container_its_role(bool isPodIdentity)
    {
        var role = _aws.AddRole(RunnerArn, TrustPolicy.ForService(isPodIdentity ? "pods.eks.amazonaws.com" : "ecs-tasks.amazonaws.com"));
        var container = await _aws.StartContainerAsync(role);
        var provider = CredentialProviders.Container(isPodIdentity ? container.PodIdentity : container.EcsTask);

        var identity = await provider.GetCredentialsAsync();
        Assert.Equal(("111111111111", $"container → {RunnerArn}"), (identity.AccountId, identity.Source));

        container.RotateToken();
        Assert.Equal(identity.AccessKeyId, (await provider.GetCredentialsAsync()).AccessKeyId);
        container.Rotate();
        Assert.NotEqual(identity.AccessKeyId, (await provider.GetCredentialsAsync()).AccessKeyId);
        container.Role = null;
        Assert.Equal("IACM2022", await CodeAsync(provider));
    }

    [Fact]
    public async Task Will_exchange_a_whole_token_a_thousand_times_while_the_file_is_replaced()
    {
        var pod = Pod();
        var provider = CredentialProviders.Irsa(pod.Irsa, _aws.Sts);
        using var done = new CancellationTokenSource();
        var rotating = Task.Run(async () =>
        {
            using var beat = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
            var rotations = 0;
            for (; !done.IsCancellationRequested; rotations++)
            {
                pod.RotateToken();
                await beat.WaitForNextTickAsync();
            }

            return rotations;
        });

        for (var refresh = 0; refresh < 1000; refresh++)
            Assert.Equal("111111111111", (await provider.GetCredentialsAsync()).AccountId);

        await done.CancelAsync();
        Assert.True(await rotating > 3, "The file was hardly replaced.");
        Assert.Equal(1000, _aws.Calls.Count(c => c is { Action: "AssumeRoleWithWebIdentity", StatusCode: 200 }));
    }

    [Fact]
    public async Task Will_reach_500_accounts_by_one_exchange()
    {
        var pod = Pod();
        var services = new ServiceCollection();
        services.AddIacmAwsAuth(options =>
        {
            (options.Region, options.EndpointUrl) = (_aws.Region, _aws.Endpoint.OriginalString);
            options.Connectors["irsa"] = new ConnectorOptions { AuthMode = AuthMode.Irsa, Irsa = pod.Irsa };
            for (var n = 0; n < 500; n++)
            {
                var role = _aws.AddRole($"arn:aws:iam::{200000000000 + n}:role/deployer", TrustPolicy.ForPrincipal(RunnerArn, externalId: $"ext-{n}"));
                options.Workspaces[$"w{n}"] = new WorkspaceOptions { Connector = "irsa", AssumeRole = [new AssumeRoleOptions { RoleArn = role.Arn, ExternalId = $"ext-{n}" }] };
            }
        });
        await using var provider = services.BuildServiceProvider();
        var factory = provider.GetRequiredService<ICredentialProviderFactory>();

        var accounts = await Task.WhenAll(Enumerable.Range(0, 500).Select(async n => (await factory.ForWorkspace($"w{n}").GetCredentialsAsync()).AccountId));

        Assert.Equal(Enumerable.Range(0, 500).Select(n => $"{200000000000 + n}"), accounts);
        Assert.Equal(1, Calls("AssumeRoleWithWebIdentity"));
        Assert.Equal(500, Calls("AssumeRole"));
    }

    private Task<LocalInstance> NodeAsync() => _aws.StartInstanceAsync(_aws.AddRole(RunnerArn, TrustPolicy.ForService("ec2.amazonaws.com")));

    private LocalPod Pod()
    {
        var cluster = _aws.AddCluster();
        return cluster.StartPod("iac", "runner", _aws.AddRole(RunnerArn, cluster.TrustPolicyFor("iac", "runner")));
    }

    private int Calls(string action) => _aws.Calls.Count(c => c.Action == action || (action == "PUT" && c.Action.StartsWith("PUT ", StringComparison.Ordinal)));

    private static async Task<string> CodeAsync(ICredentialProvider provider) =>
        (await Assert.ThrowsAnyAsync<CredentialException>(async () => await provider.GetCredentialsAsync())).Code;
}
