using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Globalization;
using Amazon.Runtime;
using BenchmarkDotNet.Attributes;
using IaCMAuth.Benchmarks.Sources;
using Microsoft.Extensions.Caching.Hybrid;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.DependencyInjection;
using ZiggyCreatures.Caching.Fusion;

namespace IaCMAuth.Benchmarks.Subjects;

/// <summary>A hit by workspace name among 10,000, beside what a user would put in a library's place.</summary>
[MemoryDiagnoser]
public class ByWorkspaceName : IDisposable
{
    private const int Workspaces = 10_000;

    private readonly ServiceProvider _services;
    private readonly ICredentialProviderFactory _factory;
    private readonly FrozenDictionary<string, ICredentialProvider> _bare;
    private readonly ConcurrentDictionary<string, AWSCredentials> _sdk = new(StringComparer.OrdinalIgnoreCase);
    private readonly IMemoryCache _memory;
    private readonly HybridCache _hybrid;
    private readonly IFusionCache _fusion;
    private readonly string[] _names = [.. Enumerable.Range(0, Workspaces).Select(i => string.Create(CultureInfo.InvariantCulture, $"workspace-{i}"))];
    private int _next;

    public ByWorkspaceName()
    {
        var services = new ServiceCollection();
        services.AddIacmAwsAuth(options =>
        {
            options.Connectors["c"] = new ConnectorOptions { AuthMode = AuthMode.Custom, Custom = new CustomOptions { Provider = "fixed" } };
            foreach (var name in _names)
                options.Workspaces[name] = new WorkspaceOptions { Connector = "c" };
        }).AddCredentialProvider("fixed", new FixedSource());
        services.AddMemoryCache();
        services.AddHybridCache();
        services.AddFusionCache();
        _services = services.BuildServiceProvider();
        _factory = _services.GetRequiredService<ICredentialProviderFactory>();
        _memory = _services.GetRequiredService<IMemoryCache>();
        _hybrid = _services.GetRequiredService<HybridCache>();
        _fusion = _services.GetRequiredService<IFusionCache>();
        _bare = _names.ToFrozenDictionary(n => n, ICredentialProvider (_) => new FixedSource().Cached(), StringComparer.OrdinalIgnoreCase);
    }

    [GlobalSetup]
    public async Task Prime()
    {
        foreach (var name in _names)
        {
            await _factory.ForWorkspace(name).GetCredentialsAsync();
            await _bare[name].GetCredentialsAsync();
            await (_sdk[name] = new SdkAssumeRole()).GetCredentialsAsync();
            _memory.Set(name, FixedSource.Identity("ASIAIOSFODNN7EXAMPLE"), TimeSpan.FromHours(1));
            await _hybrid.GetOrCreateAsync(name, _ => ValueTask.FromResult(FixedSource.Identity("ASIAIOSFODNN7EXAMPLE")), HybridLocal);
            await _fusion.GetOrSetAsync(name, FixedSource.Identity("ASIAIOSFODNN7EXAMPLE"), TimeSpan.FromHours(1));
        }
    }

    private string Name => _names[_next++ % Workspaces];

    [Benchmark(Baseline = true, Description = "bare dictionary + handle hit")]
    public ValueTask<AwsCredentialIdentity> Bare() => _bare[Name].GetCredentialsAsync();

    [Benchmark(Description = "IaCMAuth ForWorkspace")]
    public ValueTask<AwsCredentialIdentity> Ours() => _factory.ForWorkspace(Name).GetCredentialsAsync();

    [Benchmark(Description = "dictionary of AWSSDK credentials")]
    public Task<ImmutableCredentials> Sdk() => _sdk[Name].GetCredentialsAsync();

    [Benchmark(Description = "IMemoryCache")]
    public AwsCredentialIdentity? Memory() => _memory.Get<AwsCredentialIdentity>(Name);

    [Benchmark(Description = "HybridCache")]
    public ValueTask<AwsCredentialIdentity> Hybrid() => _hybrid.GetOrCreateAsync<AwsCredentialIdentity>(Name, static _ => throw new InvalidOperationException("Not a hit."), HybridLocal);

    [Benchmark(Description = "FusionCache")]
    public ValueTask<AwsCredentialIdentity> Fusion() => _fusion.GetOrSetAsync<AwsCredentialIdentity>(Name, static (_, _) => throw new InvalidOperationException("Not a hit."))!;

    public void Dispose()
    {
        _services.Dispose();
        GC.SuppressFinalize(this);
    }

    private static readonly HybridCacheEntryOptions HybridLocal = new() { Flags = HybridCacheEntryFlags.DisableDistributedCache };
}
