using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace IaCMAuth.Connectors;

/// <summary>Fills the options from a configuration section. One method for each kind of object in it.</summary>
internal sealed class OptionsReader(IConfiguration configuration) : IConfigureOptions<IacmAwsAuthOptions>
{
    public void Configure(IacmAwsAuthOptions options)
    {
        options.Path = (configuration as IConfigurationSection)?.Path ?? string.Empty;
        var settings = new SettingsReader(configuration, options.Path, options.Unreadable);
        options.Infrastructure = settings.Choice<BuildInfrastructure>(nameof(options.Infrastructure), ErrorCodes.NotConvertible) ?? options.Infrastructure;
        options.Region = settings.Text(nameof(options.Region)) ?? options.Region;
        options.EndpointUrl = settings.Text(nameof(options.EndpointUrl)) ?? options.EndpointUrl;
        options.UseFips = settings.Flag(nameof(options.UseFips)) ?? options.UseFips;
        options.UseDualStack = settings.Flag(nameof(options.UseDualStack)) ?? options.UseDualStack;
        options.AllowInsecureEndpoint = settings.Flag(nameof(options.AllowInsecureEndpoint)) ?? options.AllowInsecureEndpoint;
        settings.ObjectsByName(nameof(options.Connectors), options.Connectors, ReadConnector);
        settings.ObjectsByName(nameof(options.Workspaces), options.Workspaces, ReadWorkspace);
        settings.ReportUnknown();
    }

    private static ConnectorOptions ReadConnector(SettingsReader settings) => new()
    {
        AuthMode = settings.Choice<AuthMode>(nameof(ConnectorOptions.AuthMode), ErrorCodes.UnknownAuthMode),
        StaticKeys = settings.Object(nameof(ConnectorOptions.StaticKeys), ReadStaticKeys),
        WebIdentity = settings.Object(nameof(ConnectorOptions.WebIdentity), ReadWebIdentity),
        InstanceProfile = settings.Object(nameof(ConnectorOptions.InstanceProfile), ReadInstanceProfile),
        Irsa = settings.Object(nameof(ConnectorOptions.Irsa), ReadIrsa),
        Container = settings.Object(nameof(ConnectorOptions.Container), ReadContainer),
        Custom = settings.Object(nameof(ConnectorOptions.Custom), s => new CustomOptions { Provider = s.Text(nameof(CustomOptions.Provider)) }),
        AssumeRole = settings.Objects(nameof(ConnectorOptions.AssumeRole), ReadHop),
        Region = settings.Text(nameof(ConnectorOptions.Region)),
        EndpointUrl = settings.Text(nameof(ConnectorOptions.EndpointUrl)),
        UseFips = settings.Flag(nameof(ConnectorOptions.UseFips)),
        UseDualStack = settings.Flag(nameof(ConnectorOptions.UseDualStack)),
        AllowInsecureEndpoint = settings.Flag(nameof(ConnectorOptions.AllowInsecureEndpoint)),
        DelegateSelectors = settings.Texts(nameof(ConnectorOptions.DelegateSelectors)),
    };

    private static StaticKeysOptions ReadStaticKeys(SettingsReader settings) => new()
    {
        AccessKeyId = settings.Text(nameof(StaticKeysOptions.AccessKeyId)),
        SecretAccessKey = settings.Text(nameof(StaticKeysOptions.SecretAccessKey)),
        SessionToken = settings.Text(nameof(StaticKeysOptions.SessionToken)),
    };

    private static WebIdentityOptions ReadWebIdentity(SettingsReader settings) => new()
    {
        RoleArn = settings.Text(nameof(WebIdentityOptions.RoleArn)),
        Token = settings.Object(nameof(WebIdentityOptions.Token), s => new WebIdentityTokenOptions
        {
            File = s.Text(nameof(WebIdentityTokenOptions.File)),
            EnvironmentVariable = s.Text(nameof(WebIdentityTokenOptions.EnvironmentVariable)),
        }),
        Audience = settings.Text(nameof(WebIdentityOptions.Audience)),
        Duration = settings.Duration(nameof(WebIdentityOptions.Duration)),
        SessionName = settings.Text(nameof(WebIdentityOptions.SessionName)),
    };

    private static IrsaOptions ReadIrsa(SettingsReader settings) => new()
    {
        Namespace = settings.Text(nameof(IrsaOptions.Namespace)),
        ServiceAccount = settings.Text(nameof(IrsaOptions.ServiceAccount)),
        Audience = settings.Text(nameof(IrsaOptions.Audience)),
        RoleArn = settings.Text(nameof(IrsaOptions.RoleArn)),
        TokenFile = settings.Text(nameof(IrsaOptions.TokenFile)),
        SessionName = settings.Text(nameof(IrsaOptions.SessionName)),
        Duration = settings.Duration(nameof(IrsaOptions.Duration)),
    };

    private static InstanceProfileOptions ReadInstanceProfile(SettingsReader settings) => new()
    {
        Endpoint = settings.Text(nameof(InstanceProfileOptions.Endpoint)),
        EndpointMode = settings.Text(nameof(InstanceProfileOptions.EndpointMode)),
        RoleName = settings.Text(nameof(InstanceProfileOptions.RoleName)),
    };

    private static ContainerOptions ReadContainer(SettingsReader settings) => new()
    {
        Uri = settings.Text(nameof(ContainerOptions.Uri)),
        TokenFile = settings.Text(nameof(ContainerOptions.TokenFile)),
    };

    private static AssumeRoleOptions ReadHop(SettingsReader settings) => new()
    {
        RoleArn = settings.Text(nameof(AssumeRoleOptions.RoleArn)),
        ExternalId = settings.Text(nameof(AssumeRoleOptions.ExternalId)),
        Duration = settings.Duration(nameof(AssumeRoleOptions.Duration)),
        SessionName = settings.Text(nameof(AssumeRoleOptions.SessionName)),
        SessionPolicy = settings.Document(nameof(AssumeRoleOptions.SessionPolicy)),
        SessionPolicyArns = settings.Texts(nameof(AssumeRoleOptions.SessionPolicyArns)),
        Tags = settings.TextsByName(nameof(AssumeRoleOptions.Tags)),
        TransitiveTagKeys = settings.Texts(nameof(AssumeRoleOptions.TransitiveTagKeys)),
        SourceIdentity = settings.Text(nameof(AssumeRoleOptions.SourceIdentity)),
    };

    private static WorkspaceOptions ReadWorkspace(SettingsReader settings)
    {
        var workspace = ReadTarget(settings, new WorkspaceOptions
        {
            Connector = settings.Text(nameof(WorkspaceOptions.Connector)),
            Region = settings.Text(nameof(WorkspaceOptions.Region)),
            AllowedAccountIds = settings.Texts(nameof(WorkspaceOptions.AllowedAccountIds)),
            Plan = settings.Object(nameof(WorkspaceOptions.Plan), s => ReadTarget(s, new PhaseOptions())),
            Apply = settings.Object(nameof(WorkspaceOptions.Apply), s => ReadTarget(s, new PhaseOptions())),
        });
        settings.ObjectsByName(nameof(WorkspaceOptions.Aliases), workspace.Aliases, s => ReadTarget(s, new AliasOptions
        {
            AllowedAccountIds = s.Texts(nameof(AliasOptions.AllowedAccountIds)),
        }));
        return workspace;
    }

    private static T ReadTarget<T>(SettingsReader settings, T target)
        where T : TargetOptions
    {
        target.AssumeRole = settings.Objects(nameof(TargetOptions.AssumeRole), ReadHop);
        target.SessionPolicy = settings.Document(nameof(TargetOptions.SessionPolicy));
        target.SessionPolicyArns = settings.Texts(nameof(TargetOptions.SessionPolicyArns));
        target.Tags = settings.TextsByName(nameof(TargetOptions.Tags));
        target.TransitiveTagKeys = settings.Texts(nameof(TargetOptions.TransitiveTagKeys));
        target.SourceIdentity = settings.Text(nameof(TargetOptions.SourceIdentity));
        return target;
    }
}
