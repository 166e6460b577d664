using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;

namespace IaCMAuth.Diagnostics;

/// <summary>Logs, spans and metrics of one cached identity. A hit never comes here.</summary>
internal sealed class RefreshReport(ILogger logger, string name, string connector)
{
    private static readonly ActivitySource Source = new(IacmAwsAuthDiagnostics.ActivitySourceName);
    internal static readonly Meter Meter = new(IacmAwsAuthDiagnostics.MeterName);

    private static readonly Counter<long> Refreshes = Meter.CreateCounter<long>(
        "iacmauth.credential.refreshes", "{refresh}", "Refreshes that ended, by connector, trigger and outcome.");

    private static readonly Histogram<double> Duration = Meter.CreateHistogram<double>(
        "iacmauth.credential.refresh.duration", "s", "How long a refresh took.");

    private static readonly Counter<long> Invalidations = Meter.CreateCounter<long>(
        "iacmauth.credential.invalidations", "{invalidation}", "Credentials that a service rejected.");

    private static readonly Counter<long> StaleServed = Meter.CreateCounter<long>(
        "iacmauth.credential.stale", "{backoff}", "Back-offs during which expired credentials were served.");

    private static readonly Counter<long> Evictions = Meter.CreateCounter<long>(
        "iacmauth.credential.evictions", "{eviction}", "Credentials that were dropped because nobody asked for them.");

    /// <summary>How errors and logs call the identity.</summary>
    public string Name => name;

    /// <summary>Whose it is; the only name that metrics carry.</summary>
    public string Connector => connector;

    public Refresh Begin(string trigger, TimeProvider time)
    {
        Log.RefreshStarted(logger, name, trigger);
        return new Refresh(this, trigger, time);
    }

    public void Invalidated(string accessKeyId)
    {
        Invalidations.Add(1, new KeyValuePair<string, object?>("connector", connector));
        Log.Invalidated(logger, accessKeyId, name);
    }

    public void ServingStale(DateTimeOffset expiration)
    {
        StaleServed.Add(1, new KeyValuePair<string, object?>("connector", connector));
        Log.ServingStale(logger, name, expiration);
    }

    public void Evicted()
    {
        Evictions.Add(1, new KeyValuePair<string, object?>("connector", connector));
        Log.Evicted(logger, name);
    }

    /// <summary>One refresh, from begin to end.</summary>
    internal sealed class Refresh : IDisposable
    {
        private readonly RefreshReport _report;
        private readonly string _trigger;
        private readonly TimeProvider _time;
        private readonly long _begun;
        private readonly Activity? _activity;

        public Refresh(RefreshReport report, string trigger, TimeProvider time)
        {
            _report = report;
            _trigger = trigger;
            _time = time;
            _begun = time.GetTimestamp();
            _activity = Source.StartActivity("RefreshCredentials", ActivityKind.Client, parentContext: default);
            _activity?.SetTag("iacmauth.name", report.Name).SetTag("iacmauth.trigger", trigger);
        }

        public void Succeeded(AwsCredentialIdentity identity)
        {
            _activity?.SetTag("iacmauth.source", identity.Source).SetTag("iacmauth.expiration", identity.Expiration?.ToString("O"));
            Ended("success");
            Log.RefreshSucceeded(_report.Logger, _report.Name, identity);
        }

        public void Superseded()
        {
            Ended("superseded");
            Log.AnswerSuperseded(_report.Logger, _report.Name);
        }

        /// <param name="exception">Why.</param>
        /// <param name="retryAt">Until when the source is left alone, where there is something to serve.</param>
        public void Failed(Exception exception, DateTimeOffset? retryAt)
        {
            var isRecoverable = exception is CredentialException { IsRecoverable: true };
            _activity?.SetStatus(ActivityStatusCode.Error, exception.Message).SetTag("error.type", (exception as CredentialException)?.Code ?? exception.GetType().Name);
            Ended(isRecoverable ? "failure" : "refusal");
            if (!isRecoverable)
                Log.RefreshRefused(_report.Logger, exception, _report.Name);
            else if (retryAt is { } until)
                Log.BackingOff(_report.Logger, exception, _report.Name, until);
            else
                Log.RefreshFailed(_report.Logger, exception, _report.Name);
        }

        public void Dispose() => _activity?.Dispose();

        private void Ended(string outcome)
        {
            var tags = new TagList { { "connector", _report.Connector }, { "trigger", _trigger }, { "outcome", outcome } };
            Refreshes.Add(1, tags);
            Duration.Record(_time.GetElapsedTime(_begun).TotalSeconds, tags);
        }
    }

    private ILogger Logger => logger;
}
