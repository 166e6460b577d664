using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Text.Json;
using IaCMAuth.IntegrationTests.Tool;
using IaCMAuth.Testing;
using IaCMAuth.Testing.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace IaCMAuth.IntegrationTests;

/// <summary>
/// Every mode works, fails, and is rejected; everything that a listener can hear of it is kept; and every secret and token that was handed out is searched for
/// in all of it.
/// </summary>
public sealed class SecretHuntTests : IAsyncLifetime
{
    private const string BaseRole = "arn:aws:iam::111111111111:role/base";
    private const string Target = "arn:aws:iam::222222222222:role/deployer";

    private readonly ConcurrentQueue<string> _heard = new();
    private readonly List<string> _tokens = [];
    private LocalAws _aws = null!;
    private ActivityListener _spans = null!;
    private MeterListener _metrics = null!;

    public async ValueTask InitializeAsync()
    {
        _aws = await LocalAws.StartAsync();
        _aws.AddRole(Target, TrustPolicy.ForPrincipal("111111111111", externalId: "external-id-123"));
        _spans = new ActivityListener
        {
            ShouldListenTo = _ => true,
            Sample = (ref _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = a => _heard.Enqueue($"span {a.DisplayName} {a.Status} {a.StatusDescription} {string.Join(' ', a.TagObjects)} {string.Join(' ', a.Events.SelectMany(e => e.Tags))}"),
        };
        ActivitySource.AddActivityListener(_spans);
        _metrics = new MeterListener { InstrumentPublished = (instrument, listener) => listener.EnableMeasurementEvents(instrument) };
        _metrics.SetMeasurementEventCallback<long>((i, value, tags, _) => _heard.Enqueue($"metric {i.Name} {value} {string.Join(' ', tags.ToArray())}"));
        _metrics.SetMeasurementEventCallback<double>((i, value, tags, _) => _heard.Enqueue($"metric {i.Name} {value} {string.Join(' ', tags.ToArray())}"));
        _metrics.Start();
    }

    public ValueTask DisposeAsync()
    {
        _spans.Dispose();
        _metrics.Dispose();
        return _aws.DisposeAsync();
    }

    [Fact]
    public async Task Will_find_no_secret_in_anything_that_can_be_heard()
    {
        foreach (var mode in Enum.GetValues<AuthMode>())
        {
            var (connector, custom, takeAway) = await ConnectorAsync(mode);
            connector.AssumeRole = [new AssumeRoleOptions { RoleArn = Target, ExternalId = "external-id-123" }];
            await using var services = Services(connector, custom);
            var provider = (ICachedCredentialProvider)services.GetRequiredService<ICredentialProviderFactory>().ForConnector("c");
            var identity = await provider.GetCredentialsAsync();
            _heard.Enqueue($"{mode} {identity} {provider} {JsonSerializer.Serialize(identity)} {JsonSerializer.Serialize(await provider.GetCallerIdentityAsync())}");

            foreach (var fault in (Fault[])[Quoting(q => Faults.Error(403, "AccessDenied", q)), Quoting(q => Faults.Error(400, "ExpiredToken", q)), Quoting(q => Faults.Body($"<html>{q}")), Quoting(q => Faults.Body($"<AssumeRoleResponse><Half>{q}")), Quoting(q => Faults.Body(q, status: 503))])
            {
                provider.Invalidate(identity.AccessKeyId);
                _aws.Faults.Always(fault);
                await FailAsync(services, connector, custom);
                _aws.Faults.Clear();
            }

            takeAway();
            await FailAsync(services, connector, custom);
        }

        Assert.Contains(_heard, h => h.StartsWith("span RefreshCredentials", StringComparison.Ordinal));
        Assert.Contains(_heard, h => h.StartsWith("metric iacmauth", StringComparison.Ordinal));
        Assert.Contains(_heard, h => h.StartsWith("log ", StringComparison.Ordinal));
        Assert.Contains(_heard, h => h.StartsWith("error ", StringComparison.Ordinal));
        AssertClean(string.Join('\n', _heard));
    }

    [Fact]
    public async Task Will_find_no_secret_on_the_console()
    {
        using var tool = new ToolProcess();
        var user = _aws.AddUser("111111111111", "ci");
        var (id, secret) = (user.Keys.AccessKeyId, user.Keys.SecretAccessKey);
        var good = $$"""{ "AuthMode": "StaticKeys", "StaticKeys": { "AccessKeyId": "{{id}}", "SecretAccessKey": "{{secret}}" }, "AssumeRole": [ { "RoleArn": "{{Target}}", "ExternalId": "external-id-123" } ] }""";
        var refused = good.Replace("external-id-123", "another", StringComparison.Ordinal);
        var swapped = $$"""{ "AuthMode": "StaticKeys", "StaticKeys": { "AccessKeyId": "{{secret}}", "SecretAccessKey": "{{id}}" } }""";
        void Write(string connectors) => tool.Write("iacmauth.json", $$"""{ "IacmAwsAuth": { "Region": "us-east-1", "EndpointUrl": "{{_aws.Endpoint}}", "Connectors": { {{connectors}} } } }""");

        Write($"\"c\": {swapped}");
        var atConfiguration = await tool.RunAsync("whoami", "--connector", "c");
        Write($"\"good\": {good}, \"refused\": {refused}");
        ToolResult[] results =
            [atConfiguration, await tool.RunAsync("whoami", "--connector", "good"), await tool.RunAsync("whoami", "--connector", "refused", "--json"), await tool.RunAsync("export", "--connector", "refused")];

        Assert.Equal([2, 0, 3, 3], results.Select(r => r.ExitCode));
        AssertClean(string.Concat(results.Select(r => r.Output + r.Errors)));
    }

    /// <summary>A service that quotes the secrets of the request in its answer.</summary>
    private Fault Quoting(Func<string, Fault> fault) => context =>
    {
        var signedBy = context.Request.Headers.Authorization.ToString().Split("Credential=").ElementAtOrDefault(1)?.Split('/')[0];
        var caller = signedBy is null ? null : _aws.Store.Find(signedBy);
        return fault(caller is null ? _tokens.LastOrDefault() ?? "nothing" : $"{caller.Secret} {caller.SessionToken}")(context);
    };

    private void AssertClean(string text)
    {
        Assert.NotEmpty(text);
        foreach (var secret in _aws.Store.Keys.SelectMany(k => (string?[])[k.Secret, k.SessionToken]).Concat(_tokens).Concat(_tokens.Select(t => t.Split('.')[^1])).OfType<string>())
        {
            var at = text.IndexOf(secret, StringComparison.Ordinal);
            Assert.True(at < 0, at < 0 ? null : $"A secret stands in: …{text[Math.Max(0, at - 300)..at]}");
        }
    }

    private async Task FailAsync(ServiceProvider services, ConnectorOptions connector, ICredentialProvider? custom)
    {
        await TryAsync(services);
        await using var fresh = Services(connector, custom);
        await TryAsync(fresh);

        async Task TryAsync(ServiceProvider from)
        {
            try
            {
                await from.GetRequiredService<ICredentialProviderFactory>().ForConnector("c").GetCredentialsAsync();
            }
            catch (CredentialException exception)
            {
                _heard.Enqueue($"error {exception}");
            }
        }
    }

    private ServiceProvider Services(ConnectorOptions connector, ICredentialProvider? custom)
    {
        var services = new ServiceCollection();
        services.AddLogging(l => l.SetMinimumLevel(LogLevel.Trace).AddProvider(new Ear(_heard)));
        var builder = services.AddIacmAwsAuth(options =>
        {
            (options.Region, options.EndpointUrl) = (_aws.Region, _aws.Endpoint.OriginalString);
            options.Connectors["c"] = connector;
        });
        if (custom is not null)
            builder.AddCredentialProvider("custom", custom);
        return services.BuildServiceProvider();
    }

    private async Task<(ConnectorOptions Connector, ICredentialProvider? Custom, Action TakeAway)> ConnectorAsync(AuthMode mode)
    {
        var connector = new ConnectorOptions { AuthMode = mode };
        switch (mode)
        {
            case AuthMode.StaticKeys:
                var user = _aws.AddUser("111111111111", "ci");
                connector.StaticKeys = user.Keys;
                return (connector, null, user.Deactivate);
            case AuthMode.WebIdentity:
                var issuer = _aws.AddOidcIssuer();
                _aws.AddRole(BaseRole, TrustPolicy.ForWebIdentity(issuer, "ci"));
                _tokens.Add(issuer.MintToken("ci"));
                var token = _tokens[^1];
                connector.WebIdentity = new WebIdentityOptions { RoleArn = BaseRole, Token = new WebIdentityTokenOptions { Source = CredentialProviders.TokenSource(_ => ValueTask.FromResult(token)) } };
                return (connector, null, () => issuer.IsRegistered = false);
            case AuthMode.InstanceProfile:
                var node = await _aws.StartInstanceAsync(_aws.AddRole(BaseRole, TrustPolicy.ForService("ec2.amazonaws.com")));
                connector.InstanceProfile = node.Options;
                return (connector, null, () => node.IsEnabled = false);
            case AuthMode.Irsa:
                var cluster = _aws.AddCluster();
                var pod = cluster.StartPod("iac", "runner", _aws.AddRole(BaseRole, cluster.TrustPolicyFor("iac", "runner")));
                _tokens.Add(await File.ReadAllTextAsync(pod.TokenFile));
                connector.Irsa = pod.Irsa;
                return (connector, null, () => _aws.RemoveRole(BaseRole));
            case AuthMode.Container:
                var container = await _aws.StartContainerAsync(_aws.AddRole(BaseRole, TrustPolicy.ForService("pods.eks.amazonaws.com")));
                _tokens.Add(await File.ReadAllTextAsync(container.PodIdentity.TokenFile!));
                connector.Container = container.PodIdentity;
                return (connector, null, () => container.Role = null);
            default:
                var own = _aws.AddUser("111111111111", "own");
                connector.Custom = new CustomOptions { Provider = "custom" };
                return (connector, CredentialProviders.StaticKeys(own.Keys), own.Deactivate);
        }
    }

    private sealed class Ear(ConcurrentQueue<string> heard) : ILoggerProvider, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            heard.Enqueue($"log {eventId} {formatter(state, exception)} {exception} {string.Join(' ', state as IEnumerable<KeyValuePair<string, object?>> ?? [])}");

        public void Dispose()
        {
        }
    }
}
