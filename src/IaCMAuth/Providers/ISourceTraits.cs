namespace IaCMAuth.Providers;

/// <summary>What the pipeline must know of a provider before it is asked for anything.</summary>
internal interface ISourceTraits
{
    /// <summary>Whether its credentials are a role session, so that AWS caps what is assumed with them at one hour.</summary>
    bool YieldsRoleSession { get; }

    /// <summary>How long past their expiry its credentials may still be served while it is unavailable.</summary>
    TimeSpan DefaultMaxStaleness { get; }

    /// <summary>How it reaches STS, where it does.</summary>
    Sts.IStsConnection? Sts { get; }

    /// <summary>The token it exchanges, where it does, or whatever it builds upon.</summary>
    IRefusedToken? RefusedToken => null;
}
