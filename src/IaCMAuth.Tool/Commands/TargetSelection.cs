using System.CommandLine;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace IaCMAuth.Tool.Commands;

/// <summary>The options by which every command is told whose credentials are meant, and how to get at them.</summary>
internal sealed class TargetSelection
{
    private const string SectionName = "IacmAwsAuth";
    private const string DefaultFile = "iacmauth.json";

    private readonly Option<string?> _config = new("--config") { Description = "The configuration, JSON with the section IacmAwsAuth. Default: $IACMAUTH_CONFIG, else iacmauth.json.", HelpName = "FILE" };
    private readonly Option<string?> _workspace = new("--workspace") { Description = "The workspace to act as.", HelpName = "W" };
    private readonly Option<string?> _connector = new("--connector") { Description = "The connector to use, with its own hops.", HelpName = "C" };
    private readonly Option<RunPhase?> _phase = new("--phase") { Description = "The phase of the run; required where plan and apply differ.", HelpName = "plan|apply", CustomParser = ParsePhase };
    private readonly Option<string?> _alias = new("--alias") { Description = "One of the workspace's further targets.", HelpName = "NAME" };
    private readonly Option<string?> _region = new("--region") { Description = "The AWS region, over every other setting.", HelpName = "REGION" };

    public Option<bool> Json { get; } = new("--json") { Description = "Output for machines." };

    public Option<bool> Quiet { get; } = new("--quiet") { Description = "Nothing but the result." };

    public void AddTo(Command command)
    {
        foreach (var option in (Option[])[_config, _workspace, _connector, _phase, _alias, _region, Json, Quiet])
            command.Add(option);
        command.Validators.Add(result =>
        {
            var (workspace, connector) = (result.GetResult(_workspace), result.GetResult(_connector));
            if (workspace is null == connector is null)
                result.AddError("Name one of --workspace W and --connector C.");
            else if (connector is not null && (result.GetResult(_phase) ?? result.GetResult(_alias)) is not null)
                result.AddError("--phase and --alias belong to --workspace.");
        });
    }

    /// <summary>The product's own road: configuration, registration, factory.</summary>
    public ServiceProvider Services(ParseResult parsed)
    {
        var services = new ServiceCollection();
        services.AddIacmAwsAuth(Load(parsed.GetValue(_config)).GetSection(SectionName));
        if (parsed.GetValue(_region) is { } region)
            services.PostConfigure<IacmAwsAuthOptions>(options => UseRegion(options, region));
        return services.BuildServiceProvider();
    }

    public ICredentialProvider Provider(ParseResult parsed, ServiceProvider services)
    {
        var factory = services.GetRequiredService<ICredentialProviderFactory>();
        return parsed.GetValue(_connector) is { } connector
            ? factory.ForConnector(connector)
            : factory.ForWorkspace(parsed.GetValue(_workspace)!, parsed.GetValue(_phase), parsed.GetValue(_alias));
    }

    private static IConfigurationRoot Load(string? option)
    {
#pragma warning disable RS0030 // The tool's own variable; the library's go through its own door.
        var variable = Environment.GetEnvironmentVariable("IACMAUTH_CONFIG");
#pragma warning restore RS0030
        var file = Path.GetFullPath(option ?? (string.IsNullOrWhiteSpace(variable) ? DefaultFile : variable));
        try
        {
            return new ConfigurationBuilder().AddJsonFile(file, optional: false).Build();
        }
        catch (FileNotFoundException)
        {
            throw new CredentialConfigurationException("IACM1101", $"There is no configuration file {file}.", "Name it with --config FILE or IACMAUTH_CONFIG.");
        }
        catch (Exception exception) when (exception is InvalidDataException or FormatException or IOException or UnauthorizedAccessException)
        {
            throw new CredentialConfigurationException("IACM1102", $"The configuration file {file} cannot be read: {exception.GetBaseException().Message}", "Mend the JSON at the place that is named, or the file's permissions.");
        }
    }

    private static void UseRegion(IacmAwsAuthOptions options, string region)
    {
        options.Region = region;
        foreach (var connector in options.Connectors.Values)
            connector.Region = null;
        foreach (var workspace in options.Workspaces.Values)
            workspace.Region = null;
    }

    private static RunPhase? ParsePhase(System.CommandLine.Parsing.ArgumentResult result)
    {
        foreach (var phase in Enum.GetValues<RunPhase>())
        {
            if (phase.ToString().Equals(result.Tokens[0].Value, StringComparison.OrdinalIgnoreCase))
                return phase;
        }

        result.AddError($"'{result.Tokens[0].Value}' is not a phase: write plan or apply.");
        return null;
    }
}
