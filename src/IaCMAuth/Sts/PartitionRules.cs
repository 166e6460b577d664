using Amazon;

namespace IaCMAuth.Sts;

/// <summary>A role can only be assumed within its own partition.</summary>
internal static class PartitionRules
{
    public static IEnumerable<ConfigurationProblem> Check(string? roleArn, string? region, string setting)
    {
        if (region is null || !AssumeRole.RoleArn.TryParse(roleArn, out var role) || RegionRules.Check(region, "Region").Any())
            yield break;
        var partition = RegionEndpoint.GetBySystemName(region).PartitionName;
        if (role.Partition != partition)
        {
            yield return new ConfigurationProblem(
                ErrorCodes.PartitionMismatch, setting, $"the role is in partition {role.Partition}, and region {region} is in {partition}.",
                "Set the Region of the role's partition, or correct the ARN.");
        }
    }

    /// <summary>The same for a region that came from the environment.</summary>
    public static void Require(string roleArn, StsEndpoint endpoint)
    {
        foreach (var problem in Check(roleArn, endpoint.Region, roleArn))
            throw new CredentialConfigurationException(problem);
    }
}
