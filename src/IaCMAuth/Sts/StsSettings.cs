using IaCMAuth.Providers;

namespace IaCMAuth.Sts;

/// <summary>What a connector says of STS; the environment fills the gaps on use.</summary>
internal sealed record StsSettings(string? Region, string? EndpointUrl, bool UseFips, bool UseDualStack, bool AllowInsecureEndpoint)
{
    public static StsSettings From(StsOptions options) =>
        new(options.Region, options.EndpointUrl, options.UseFips, options.UseDualStack, options.AllowInsecureEndpoint);

    public StsEndpoint Resolve(EnvironmentVariables environment)
    {
        var region = Region ?? environment["AWS_REGION"] ?? environment["AWS_DEFAULT_REGION"]
            ?? throw new CredentialConfigurationException(
                ErrorCodes.RegionMissing,
                "STS has to be called and no region is set.",
                "Set Region on the connector or at the root of IacmAwsAuth, or the environment variable AWS_REGION or AWS_DEFAULT_REGION.");
        var url = EndpointUrl ?? environment["AWS_ENDPOINT_URL_STS"] ?? environment["AWS_ENDPOINT_URL"];
        var source = EndpointUrl is not null ? "EndpointUrl" : "AWS_ENDPOINT_URL_STS";
        foreach (var problem in RegionRules.Check(region, "Region").Concat(EndpointRules.Check(url, source, AllowInsecureEndpoint)))
            throw new CredentialConfigurationException(problem);
        return new StsEndpoint(region, url, UseFips, UseDualStack);
    }
}

/// <summary>One STS endpoint; requests to the same one share a client.</summary>
internal sealed record StsEndpoint(string Region, string? Url, bool UseFips, bool UseDualStack)
{
    public override string ToString() => Url ?? $"STS in {Region}";
}
