using Microsoft.Extensions.Logging;

namespace IaCMAuth.Diagnostics;

/// <summary>Every log event of the library. None takes a secret.</summary>
internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Debug, "Refreshing credentials of {Name} ({Trigger}).", EventName = "RefreshStarted")]
    public static partial void RefreshStarted(ILogger logger, string name, string trigger);

    [LoggerMessage(2, LogLevel.Information, "Refreshed credentials of {Name}: {Identity}.", EventName = "RefreshSucceeded")]
    public static partial void RefreshSucceeded(ILogger logger, string name, AwsCredentialIdentity identity);

    [LoggerMessage(3, LogLevel.Warning, "Refreshing credentials of {Name} failed (recoverable); there is nothing to serve.", EventName = "RefreshFailed")]
    public static partial void RefreshFailed(ILogger logger, Exception exception, string name);

    [LoggerMessage(4, LogLevel.Error, "Refreshing credentials of {Name} was refused; somebody has to act.", EventName = "RefreshRefused")]
    public static partial void RefreshRefused(ILogger logger, Exception exception, string name);

    [LoggerMessage(5, LogLevel.Warning, "Serving credentials of {Name} that expired at {Expiration:u}, since their source is unavailable.", EventName = "ServingStale")]
    public static partial void ServingStale(ILogger logger, string name, DateTimeOffset expiration);

    [LoggerMessage(6, LogLevel.Information, "The credentials {AccessKeyId} of {Name} were invalidated.", EventName = "Invalidated")]
    public static partial void Invalidated(ILogger logger, string accessKeyId, string name);

    [LoggerMessage(7, LogLevel.Debug, "An answer for {Name} was set aside: it was asked for before an invalidation.", EventName = "AnswerSuperseded")]
    public static partial void AnswerSuperseded(ILogger logger, string name);

    [LoggerMessage(8, LogLevel.Debug, "Policies and tags take {Percent} % of the packed size allowed for {RoleArn}.", EventName = "PackedPolicySize")]
    public static partial void PackedPolicySize(ILogger logger, string roleArn, int percent);

    [LoggerMessage(9, LogLevel.Warning, "Connector {Connector} uses long-term access keys, which have to be rotated; prefer WebIdentity.", EventName = "LongTermKeys")]
    public static partial void LongTermKeys(ILogger logger, string connector);

    [LoggerMessage(10, LogLevel.Debug, "Connector {Connector} names delegate selectors; they are kept and have no effect on a run.", EventName = "DelegateSelectorsIgnored")]
    public static partial void DelegateSelectorsIgnored(ILogger logger, string connector);

    [LoggerMessage(12, LogLevel.Warning, "Refreshing credentials of {Name} failed (recoverable); the held ones are served, and the source is left alone until {RetryAt:u}.", EventName = "BackingOff")]
    public static partial void BackingOff(ILogger logger, Exception exception, string name, DateTimeOffset retryAt);

    [LoggerMessage(13, LogLevel.Debug, "The credentials of {Name} were dropped: nobody asked for them.", EventName = "Evicted")]
    public static partial void Evicted(ILogger logger, string name);

    [LoggerMessage(11, LogLevel.Warning, "The session policy for {RoleArn} has {Length} characters; above 2048 STS may refuse it.", EventName = "LongSessionPolicy")]
    public static partial void LongSessionPolicy(ILogger logger, string roleArn, int length);
}
