using IaCMAuth.Providers.Container;
using IaCMAuth.Providers.InstanceProfile;
using IaCMAuth.Providers.Irsa;
using IaCMAuth.Providers.StaticKeys;
using IaCMAuth.Providers.WebIdentity;
using IaCMAuth.Sts;

namespace IaCMAuth.Connectors;

/// <summary>Whether a connector is complete, of one piece, and possible where the runs happen.</summary>
internal static class ConnectorRules
{
    public static IEnumerable<ConfigurationProblem> Check(IacmAwsAuthOptions options, string name, ConnectorOptions connector)
    {
        var path = options.At($"Connectors:{name}");
        var target = Target.OfConnector(options, name, connector);
        return
        [
            .. CheckMode(connector, path),
            .. CheckInfrastructure(options, connector, path),
            .. RegionRules.Check(connector.Region, $"{path}:Region"),
            .. EndpointRules.Check(connector.EndpointUrl, $"{path}:EndpointUrl", target.Sts.AllowInsecureEndpoint),
            .. ChainRules.Check(target),
        ];
    }

    private static IEnumerable<ConfigurationProblem> CheckMode(ConnectorOptions connector, string path)
    {
        if (connector.AuthMode is not { } mode)
        {
            return [new(ErrorCodes.SettingMissing, $"{path}:AuthMode", "the setting is missing.", $"Choose one of {string.Join(", ", Enum.GetNames<AuthMode>())}.")];
        }

        return [.. CheckBlocks(connector, mode, path), .. CheckSettings(connector, mode, $"{path}:{mode}")];
    }

    private static IEnumerable<ConfigurationProblem> CheckBlocks(ConnectorOptions connector, AuthMode mode, string path)
    {
        (AuthMode Mode, object? Settings)[] blocks =
        [
            (AuthMode.StaticKeys, connector.StaticKeys),
            (AuthMode.WebIdentity, connector.WebIdentity),
            (AuthMode.InstanceProfile, connector.InstanceProfile),
            (AuthMode.Irsa, connector.Irsa),
            (AuthMode.Container, connector.Container),
            (AuthMode.Custom, connector.Custom),
        ];
        return blocks.Where(b => b.Settings is not null && b.Mode != mode).Select(b => new ConfigurationProblem(
            ErrorCodes.SettingsOfAnotherMode, $"{path}:{b.Mode}", $"these settings are not for AuthMode {mode}.", $"Remove them, or set AuthMode to {b.Mode}."));
    }

    private static IEnumerable<ConfigurationProblem> CheckSettings(ConnectorOptions connector, AuthMode mode, string path) => mode switch
    {
        AuthMode.StaticKeys => StaticKeysRules.Check(connector.StaticKeys ?? new StaticKeysOptions(), path),
        AuthMode.WebIdentity => WebIdentityRules.Check(connector.WebIdentity ?? new WebIdentityOptions(), path),
        AuthMode.InstanceProfile => InstanceProfileRules.Check(connector.InstanceProfile ?? new InstanceProfileOptions(), path),
        AuthMode.Irsa => IrsaRules.Check(connector.Irsa ?? new IrsaOptions(), path),
        AuthMode.Container => ContainerRules.Check(connector.Container ?? new ContainerOptions(), path),
        AuthMode.Custom when string.IsNullOrWhiteSpace(connector.Custom?.Provider) =>
            [new(ErrorCodes.SettingMissing, $"{path}:Provider", "the setting is missing.", "Name a provider that the application registered with AddCredentialProvider.")],
        _ => [],
    };

    private static IEnumerable<ConfigurationProblem> CheckInfrastructure(IacmAwsAuthOptions options, ConnectorOptions connector, string path)
    {
        if (options.Infrastructure == BuildInfrastructure.Hosted
            && connector.AuthMode is AuthMode.InstanceProfile or AuthMode.Irsa or AuthMode.Container)
        {
            yield return new ConfigurationProblem(
                ErrorCodes.InfrastructureClash,
                $"{path}:AuthMode",
                $"{connector.AuthMode} needs a node or pod of your own, and {options.At("Infrastructure")} is Hosted.",
                "Use WebIdentity (recommended: nothing to rotate) or StaticKeys, or set Infrastructure to Kubernetes.");
        }
    }
}
