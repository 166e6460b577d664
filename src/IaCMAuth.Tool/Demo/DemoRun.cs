using IaCMAuth.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace IaCMAuth.Tool.Demo;

/// <summary>What one walk through a mode showed.</summary>
internal sealed record DemoRow(
    AuthMode Mode, string BaseIdentity, int Hops, string Account, DateTimeOffset? Expiration, string AtRotation, string AtFailure, bool Held);

/// <summary>Walks every mode with and without a second role: obtain, ask STS who that is, rotate the source, take it away.</summary>
internal static class DemoRun
{
    private const string TargetAccount = "222222222222";
    private const string TargetRole = "arn:aws:iam::222222222222:role/deployer";
    private const string ExternalId = "ext-123";

    public static async Task<IReadOnlyList<DemoRow>> RunAsync(CancellationToken cancellationToken)
    {
        var rows = new List<DemoRow>();
        foreach (var scenario in Scenario.All)
        {
            foreach (var hops in (int[])[0, 1])
                rows.Add(await WalkAsync(scenario, hops, cancellationToken).ConfigureAwait(false));
        }

        return rows;
    }

    private static async Task<DemoRow> WalkAsync(Func<LocalAws, Task<Scenario>> prepare, int hops, CancellationToken cancellationToken)
    {
        var aws = await LocalAws.StartAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
        await using (aws.ConfigureAwait(false))
        {
            var scenario = await prepare(aws).ConfigureAwait(false);
            aws.AddRole(TargetRole, TrustPolicy.ForPrincipal(scenario.Principal, ExternalId));
            var expected = hops == 0 ? Scenario.BaseAccount : TargetAccount;
            var services = Start(aws, scenario, hops);
            try
            {
                var (first, account) = await ObtainAsync(services, cancellationToken).ConfigureAwait(false);

                scenario.Rotate();
                if (scenario.RotationChangesConnector)
                {
                    await services.DisposeAsync().ConfigureAwait(false);
                    services = Start(aws, scenario, hops);
                }

                Reject(services, first);
                var (second, accountAfter) = await ObtainAsync(services, cancellationToken).ConfigureAwait(false);
                var isRotated = second.AccessKeyId != first.AccessKeyId && accountAfter == expected;

                if (hops > 0)
                    aws.RemoveRole(TargetRole);
                else
                    scenario.Break();
                Reject(services, second);
                var failure = await FailAsync(services, cancellationToken).ConfigureAwait(false);

                return new DemoRow(
                    scenario.Mode, scenario.BaseIdentity, hops, account, first.Expiration,
                    isRotated ? $"{(scenario.RotationChangesConnector ? "restart, then " : string.Empty)}{second.AccessKeyId[..8]}… in use" : "not taken up",
                    failure is null ? "went unnoticed" : $"{failure.Code} {failure.GetType().Name.Replace("Credential", string.Empty, StringComparison.Ordinal).Replace("Exception", string.Empty, StringComparison.Ordinal)}",
                    account == expected && isRotated && failure is CredentialRejectedException);
            }
            finally
            {
                await services.DisposeAsync().ConfigureAwait(false);
            }
        }
    }

    /// <summary>The product's own road, as a service would take it.</summary>
    private static ServiceProvider Start(LocalAws aws, Scenario scenario, int hops)
    {
        var connector = scenario.Connector();
        if (hops > 0)
            connector.AssumeRole = [new AssumeRoleOptions { RoleArn = TargetRole, ExternalId = ExternalId }];
        var services = new ServiceCollection();
        var builder = services.AddIacmAwsAuth(options =>
        {
            (options.Region, options.EndpointUrl) = (aws.Region, aws.Endpoint.OriginalString);
            options.Connectors["demo"] = connector;
        });
        if (scenario.Custom is { } custom)
            builder.AddCredentialProvider(connector.Custom!.Provider!, custom);
        return services.BuildServiceProvider();
    }

    private static async Task<(AwsCredentialIdentity Identity, string Account)> ObtainAsync(ServiceProvider services, CancellationToken cancellationToken)
    {
        var provider = Provider(services);
        var identity = await provider.GetCredentialsAsync(cancellationToken).ConfigureAwait(false);
        var caller = await provider.GetCallerIdentityAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
        return (identity, caller.AccountId);
    }

    private static async Task<CredentialException?> FailAsync(ServiceProvider services, CancellationToken cancellationToken)
    {
        try
        {
            await ObtainAsync(services, cancellationToken).ConfigureAwait(false);
            return null;
        }
        catch (CredentialException exception)
        {
            return exception;
        }
    }

    /// <summary>What an application does when a service of AWS says that credentials are no longer good.</summary>
    private static void Reject(ServiceProvider services, AwsCredentialIdentity identity) =>
        ((ICachedCredentialProvider)Provider(services)).Invalidate(identity.AccessKeyId);

    private static ICredentialProvider Provider(ServiceProvider services) =>
        services.GetRequiredService<ICredentialProviderFactory>().ForConnector("demo");
}
