using System.Collections.Concurrent;
using System.Collections.Frozen;
using IaCMAuth.Diagnostics;
using Microsoft.Extensions.Logging;

namespace IaCMAuth.Connectors;

/// <summary>Looks names up. Targets are composed on first use and kept.</summary>
internal sealed class CredentialProviderFactory : ICredentialProviderFactory, IAsyncDisposable
{
    private readonly IacmAwsAuthOptions _options;
    private readonly CredentialPipeline _pipeline;
    private readonly FrozenDictionary<string, WorkspaceTargets> _workspaces;
    private readonly FrozenDictionary<string, Lazy<ICredentialProvider>> _connectors;

    /// <param name="options">Valid, and nobody else's: they are read from now on.</param>
    /// <param name="pipeline">Composes the targets.</param>
    /// <param name="logger">Where advice about the configuration goes.</param>
    public CredentialProviderFactory(IacmAwsAuthOptions options, CredentialPipeline pipeline, ILogger logger)
    {
        _options = options;
        _pipeline = pipeline;
        _connectors = options.Connectors.ToFrozenDictionary(
            c => c.Key, c => new Lazy<ICredentialProvider>(() => pipeline.Compose(ConnectorTarget(c.Key))), StringComparer.OrdinalIgnoreCase);
        _workspaces = options.Workspaces.ToFrozenDictionary(w => w.Key, w => new WorkspaceTargets(this, w.Key, w.Value), StringComparer.OrdinalIgnoreCase);
        Advise(logger);
    }

    public ICredentialProvider ForConnector(string connector)
    {
        ArgumentNullException.ThrowIfNull(connector);
        return _connectors.TryGetValue(connector, out var target)
            ? target.Value
            : throw Unknown("connector", connector, _options.Connectors.Keys);
    }

    public ICredentialProvider ForWorkspace(string workspace, RunPhase? phase = null, string? alias = null)
    {
        ArgumentNullException.ThrowIfNull(workspace);
        return _workspaces.TryGetValue(workspace, out var targets)
            ? targets.Get(phase, alias)
            : throw Unknown("workspace", workspace, _options.Workspaces.Keys);
    }

    public IReadOnlyDictionary<string, CredentialHealth> GetHealth() =>
        _connectors.Keys.ToDictionary(name => name, _pipeline.HealthOf, StringComparer.OrdinalIgnoreCase);

    public ValueTask DisposeAsync() => _pipeline.DisposeAsync();

    /// <summary>The connector under the name it was defined by, however the workspace spells it: sharing and session names depend on it.</summary>
    private Target ConnectorTarget(string name)
    {
        var (defined, connector) = _options.Connectors.First(c => c.Key.Equals(name, StringComparison.OrdinalIgnoreCase));
        return Target.OfConnector(_options, defined, connector);
    }

    private void Advise(ILogger logger)
    {
        foreach (var (name, connector) in _options.Connectors)
        {
            if (connector.AuthMode == AuthMode.StaticKeys && connector.StaticKeys?.SessionToken is null)
                Log.LongTermKeys(logger, name);
            if (connector.DelegateSelectors is { Count: > 0 })
                Log.DelegateSelectorsIgnored(logger, name);
        }
    }

    private static CredentialConfigurationException Unknown(string what, string name, IEnumerable<string> names) => new(
        ErrorCodes.UnknownName, $"There is no {what} '{Quoted.Text(name)}'.", $"Name one of {Names.Of(names)}.");

    /// <summary>The targets of one workspace by phase and alias.</summary>
    private sealed class WorkspaceTargets(CredentialProviderFactory factory, string name, WorkspaceOptions options)
    {
        private readonly bool _hasPhases = options.Plan is not null || options.Apply is not null;
        private readonly ConcurrentDictionary<(RunPhase?, string?), ICredentialProvider> _further = new();
        private ICredentialProvider? _anyPhase;
        private ICredentialProvider? _plan;
        private ICredentialProvider? _apply;

        public ICredentialProvider Get(RunPhase? phase, string? alias)
        {
            if (alias is not null)
                return ForAlias(phase, alias);
            return phase switch
            {
                RunPhase.Plan => _plan ??= Compose(phase, null),
                RunPhase.Apply => _apply ??= Compose(phase, null),
                null => _anyPhase ??= Compose(null, null),
                _ => throw new ArgumentOutOfRangeException(nameof(phase), phase, null),
            };
        }

        private ICredentialProvider ForAlias(RunPhase? phase, string alias)
        {
            var known = options.Aliases.Keys.FirstOrDefault(a => a.Equals(alias, StringComparison.OrdinalIgnoreCase))
                ?? throw Unknown($"alias of workspace {name}", alias, options.Aliases.Keys);
            return _further.GetOrAdd((phase, known), key => Compose(key.Item1, key.Item2));
        }

        private ICachedCredentialProvider Compose(RunPhase? phase, string? alias)
        {
            if (phase is null && _hasPhases)
            {
                throw new CredentialConfigurationException(
                    ErrorCodes.PhaseRequired, $"Workspace {name} acts differently in plan and apply, and no phase is given.", "Say RunPhase.Plan or RunPhase.Apply (--phase plan|apply).");
            }

            return factory._pipeline.Compose(Target.OfWorkspace(factory.ConnectorTarget(options.Connector!), factory._options, name, phase, alias));
        }
    }
}
