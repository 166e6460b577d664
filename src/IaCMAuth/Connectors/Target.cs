using System.Collections.Immutable;
using IaCMAuth.AssumeRole;
using IaCMAuth.Sts;

namespace IaCMAuth.Connectors;

/// <summary>One answer to "as whom": a connector, or a workspace in a phase with or without an alias, with everything inherited in place.</summary>
internal sealed record Target(string ConnectorName, ConnectorOptions Connector, StsSettings Sts)
{
    public string? Workspace { get; init; }
    public RunPhase? Phase { get; init; }
    public IList<AssumeRoleOptions> Hops { get; init; } = Connector.AssumeRole ?? [];
    public IReadOnlyList<string>? AllowedAccountIds { get; init; }

    /// <summary>What goes to the last STS call on top of what a hop itself says.</summary>
    public AssumeRoleOptions Session { get; init; } = new();

    /// <summary>Where in the configuration the hops stand, for errors.</summary>
    public string HopsPath { get; init; } = string.Empty;

    /// <summary>Where each part of <see cref="Session"/> stands, for errors.</summary>
    public ImmutableDictionary<string, string> SessionPaths { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>Whether base credentials come from an STS exchange of their own, AssumeRoleWithWebIdentity.</summary>
    public bool BaseCallsSts => Connector.AuthMode is AuthMode.WebIdentity or AuthMode.Irsa;

    /// <summary>Whether base credentials are a role session, which caps what is assumed with them at one hour.</summary>
    public bool BaseIsRoleSession => Connector.AuthMode is AuthMode.WebIdentity or AuthMode.Irsa or AuthMode.InstanceProfile or AuthMode.Container;

    /// <summary>The name that the last session bears in CloudTrail by default.</summary>
    public string LastSessionName => SessionName.For(ConnectorName, Workspace, Phase);

    public static Target OfConnector(IacmAwsAuthOptions options, string name, ConnectorOptions connector) =>
        new(name, connector, new StsSettings(
            connector.Region ?? options.Region,
            connector.EndpointUrl ?? options.EndpointUrl,
            connector.UseFips ?? options.UseFips ?? false,
            connector.UseDualStack ?? options.UseDualStack ?? false,
            connector.AllowInsecureEndpoint ?? options.AllowInsecureEndpoint ?? false))
        {
            HopsPath = options.At($"Connectors:{name}:AssumeRole"),
        };

    /// <summary>Lays workspace, phase and alias over the connector; the narrowest that sets a value wins.</summary>
    public static Target OfWorkspace(Target connector, IacmAwsAuthOptions options, string name, RunPhase? phase, string? alias)
    {
        var workspace = options.Workspaces[name];
        var path = options.At($"Workspaces:{name}");
        var aliasOptions = alias is null ? null : workspace.Aliases[alias];
        var target = connector with
        {
            Workspace = name,
            Phase = phase,
            Sts = connector.Sts with { Region = workspace.Region ?? connector.Sts.Region },
            AllowedAccountIds = Allowed(workspace, aliasOptions),
        };
        target = target.Overlay(workspace, path);
        if (phase is { } p && (p == RunPhase.Plan ? workspace.Plan : workspace.Apply) is { } phaseOptions)
            target = target.Overlay(phaseOptions, $"{path}:{p}");
        return aliasOptions is null ? target : target.Overlay(aliasOptions, $"{path}:Aliases:{alias}");
    }

    private static IReadOnlyList<string>? Allowed(WorkspaceOptions workspace, AliasOptions? alias)
    {
        var list = alias?.AllowedAccountIds ?? (alias?.AssumeRole is { Count: > 0 } ? null : workspace.AllowedAccountIds);
        return list is null ? null : [.. list];
    }

    private Target Overlay(TargetOptions layer, string path)
    {
        var paths = SessionPaths;
        if (layer.Tags is not null && layer.TransitiveTagKeys is null)
            paths = paths.Remove(nameof(Session.TransitiveTagKeys));
        return this with
        {
            Hops = layer.AssumeRole ?? Hops,
            HopsPath = layer.AssumeRole is null ? HopsPath : $"{path}:AssumeRole",
            Session = new AssumeRoleOptions
            {
                SessionPolicy = Pick(layer.SessionPolicy, Session.SessionPolicy, nameof(Session.SessionPolicy)),
                SessionPolicyArns = Pick(layer.SessionPolicyArns, Session.SessionPolicyArns, nameof(Session.SessionPolicyArns)),
                Tags = Pick(layer.Tags, Session.Tags, nameof(Session.Tags)),
                TransitiveTagKeys = Pick(layer.TransitiveTagKeys, layer.Tags is null ? Session.TransitiveTagKeys : null, nameof(Session.TransitiveTagKeys)),
                SourceIdentity = Pick(layer.SourceIdentity, Session.SourceIdentity, nameof(Session.SourceIdentity)),
            },
            SessionPaths = paths,
        };

        T? Pick<T>(T? own, T? inherited, string setting)
            where T : class
        {
            if (own is not null)
                paths = paths.SetItem(setting, $"{path}:{setting}");
            return own ?? inherited;
        }
    }
}
