using System.Text.RegularExpressions;

namespace IaCMAuth.Sts;

/// <summary>What a region's name must look like. Regions newer than the AWS SDK are let through.</summary>
internal static partial class RegionRules
{
    public static IEnumerable<ConfigurationProblem> Check(string? region, string setting)
    {
        if (region is not null && !Pattern.IsMatch(region))
        {
            yield return new ConfigurationProblem(
                ErrorCodes.RegionMissing, setting, $"'{Quoted.Text(region)}' is not the name of an AWS region.", "Write it as in 'eu-west-1'.");
        }
    }

    [GeneratedRegex(@"\A[a-z]{2,4}(-[a-z]+)+-[0-9]{1,2}\z")]
    private static partial Regex Pattern { get; }
}
