namespace IaCMAuth;

/// <summary>Settings of <see cref="AuthMode.InstanceProfile"/>. All are optional.</summary>
public sealed class InstanceProfileOptions
{
    /// <summary>The address of the instance metadata service. Unset, <c>AWS_EC2_METADATA_SERVICE_ENDPOINT</c>, else by <see cref="EndpointMode"/>.</summary>
    public string? Endpoint { get; set; }

    /// <summary><c>IPv4</c> or <c>IPv6</c>. Unset, <c>AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE</c>, else IPv4.</summary>
    public string? EndpointMode { get; set; }

    /// <summary>The role's name. Unset, <c>AWS_EC2_INSTANCE_PROFILE_NAME</c>, else the one role that the node has.</summary>
    public string? RoleName { get; set; }
}
