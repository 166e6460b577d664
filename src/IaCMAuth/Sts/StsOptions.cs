namespace IaCMAuth;

/// <summary>Where STS is called, and how. Everything is optional but the region, which also comes from the environment.</summary>
public sealed class StsOptions
{
    /// <summary>The AWS region, such as <c>eu-west-1</c>; else <c>AWS_REGION</c>, else <c>AWS_DEFAULT_REGION</c>. Never a silent default.</summary>
    public string? Region { get; set; }

    /// <summary>An endpoint in place of AWS's own, for tests and proxies; else <c>AWS_ENDPOINT_URL_STS</c>, else <c>AWS_ENDPOINT_URL</c>.</summary>
    public string? EndpointUrl { get; set; }

    /// <summary>Whether the FIPS endpoint is used.</summary>
    public bool UseFips { get; set; }

    /// <summary>Whether the dual-stack endpoint is used.</summary>
    public bool UseDualStack { get; set; }

    /// <summary>Whether plain <c>http</c> is allowed to hosts other than loopback.</summary>
    public bool AllowInsecureEndpoint { get; set; }

    /// <summary>Makes the handler that sends STS requests: the place for a proxy, a custom CA or a recorder. Redirects are refused whatever it does.</summary>
    public Func<HttpMessageHandler>? HttpHandlerFactory { get; set; }
}
