using IaCMAuth.AssumeRole;
using IaCMAuth.Sts;

namespace IaCMAuth.Connectors;

/// <summary>Whether a workspace names a connector and whether every target of it, by phase and alias, can work.</summary>
internal static class WorkspaceRules
{
    public static IEnumerable<ConfigurationProblem> Check(IacmAwsAuthOptions options, string name, WorkspaceOptions workspace)
    {
        var path = options.At($"Workspaces:{name}");
        return
        [
            .. RegionRules.Check(workspace.Region, $"{path}:Region"),
            .. CheckAccounts(workspace.AllowedAccountIds, $"{path}:AllowedAccountIds"),
            .. workspace.Aliases.SelectMany(a => CheckAccounts(a.Value.AllowedAccountIds, $"{path}:Aliases:{a.Key}:AllowedAccountIds")),
            .. CheckLayers(workspace, path),
            .. CheckTargets(options, name, workspace, path),
        ];
    }

    private static IEnumerable<ConfigurationProblem> CheckTargets(IacmAwsAuthOptions options, string name, WorkspaceOptions workspace, string path)
    {
        if (workspace.Connector is null)
        {
            return [new(ErrorCodes.SettingMissing, $"{path}:Connector", "the setting is missing.", "Name the connector whose credentials the workspace uses.")];
        }

        if (!options.Connectors.TryGetValue(workspace.Connector, out var connector))
        {
            return
            [
                new(ErrorCodes.UnknownName, $"{path}:Connector", $"there is no connector '{Quoted.Text(workspace.Connector)}'.", $"Name one of {Names.Of(options.Connectors.Keys)}."),
            ];
        }

        var below = Target.OfConnector(options, workspace.Connector, connector);
        return Phases(workspace).SelectMany(phase => workspace.Aliases.Keys.Prepend(null)
            .SelectMany(alias => ChainRules.Check(Target.OfWorkspace(below, options, name, phase, alias))));
    }

    /// <summary>A workspace with phases is always asked for one of them.</summary>
    private static IEnumerable<RunPhase?> Phases(WorkspaceOptions workspace) =>
        workspace.Plan is null && workspace.Apply is null ? [null] : [RunPhase.Plan, RunPhase.Apply];

    private static IEnumerable<ConfigurationProblem> CheckLayers(WorkspaceOptions workspace, string path)
    {
        IEnumerable<(TargetOptions? Layer, string Path)> layers =
        [
            (workspace, path), (workspace.Plan, $"{path}:Plan"), (workspace.Apply, $"{path}:Apply"),
            .. workspace.Aliases.Select(a => ((TargetOptions?)a.Value, $"{path}:Aliases:{a.Key}")),
        ];
        return layers.Where(l => l.Layer is not null).SelectMany(l => RoleRequestRules.CheckSession(
            l.Layer!.SessionPolicy, l.Layer.SessionPolicyArns, l.Layer.Tags, l.Layer.TransitiveTagKeys, l.Layer.SourceIdentity, l.Path));
    }

    private static IEnumerable<ConfigurationProblem> CheckAccounts(IList<string>? accounts, string setting)
    {
        if (accounts is { Count: 0 })
            yield return new(ErrorCodes.OutOfLimits, setting, "the list is empty, which would allow no account at all.", "List the accounts, or leave the setting out to allow any.");
        for (var i = 0; i < (accounts?.Count ?? 0); i++)
        {
            if (accounts![i] is not { Length: 12 } id || !id.All(char.IsAsciiDigit))
                yield return new(ErrorCodes.OutOfLimits, $"{setting}:{i}", $"'{Quoted.Text(accounts[i])}' is not an account id.", "Give 12 digits, in quotes so that leading zeros stay.");
        }
    }
}
