using System.Diagnostics;
using System.Diagnostics.Metrics;
using IaCMAuth.Caching;
using IaCMAuth.Diagnostics;
using IaCMAuth.Tests.Support;
using Microsoft.Extensions.Diagnostics.Metrics.Testing;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Time.Testing;

namespace IaCMAuth.Tests.Diagnostics;

/// <summary>What an operator can hear of refreshes. The connector's name tells the measurements of one test from those of others.</summary>
public sealed class RefreshReportTests
{
    private readonly string _connector = $"c-{Guid.NewGuid()}";
    private readonly FakeLogger _log = new();
    private readonly FakeTimeProvider _time = Some.Time();

    [Fact]
    public async Task Will_report_a_refresh_by_log_span_and_metrics_and_a_hit_by_nothing()
    {
        using var refreshes = new MetricCollector<long>(null, IacmAwsAuthDiagnostics.MeterName, "iacmauth.credential.refreshes");
        using var durations = new MetricCollector<double>(null, IacmAwsAuthDiagnostics.MeterName, "iacmauth.credential.refresh.duration");
        using var spans = new Spans(_connector);
        await using var cached = Cached(new ScriptedProvider((_, _) => ValueTask.FromResult(Some.Identity())));

        for (var call = 0; call < 3; call++)
            await cached.GetCredentialsAsync();

        Assert.Equal(["RefreshStarted", "RefreshSucceeded"], Events());
        Assert.Equal(("empty", "success"), Outcome(Assert.Single(Of(refreshes))));
        Assert.Single(Of(durations));
        var span = Assert.Single(spans.Ended);
        Assert.Equal("RefreshCredentials", span.DisplayName);
        Assert.Equal("a test", span.GetTagItem("iacmauth.source"));
    }

    [Fact]
    public async Task Will_tell_an_outage_from_a_refusal()
    {
        using var refreshes = new MetricCollector<long>(null, IacmAwsAuthDiagnostics.MeterName, "iacmauth.credential.refreshes");
        using var spans = new Spans(_connector);
        await using var down = Cached(new ScriptedProvider((_, _) => throw new CredentialSourceUnavailableException("IACM3004", "Down.", "Wait.")));
        await using var refused = Cached(new ScriptedProvider((_, _) => throw new CredentialRejectedException("IACM2001", "No.", "Ask.")));

        await Assert.ThrowsAsync<CredentialSourceUnavailableException>(async () => await down.GetCredentialsAsync());
        await Assert.ThrowsAsync<CredentialRejectedException>(async () => await refused.GetCredentialsAsync());

        Assert.Equal(["RefreshStarted", "RefreshFailed", "RefreshStarted", "RefreshRefused"], Events());
        Assert.Equal([LogLevel.Warning, LogLevel.Error], _log.Collector.GetSnapshot().Where(r => r.Level > LogLevel.Information).Select(r => r.Level));
        Assert.Equal(["failure", "refusal"], Of(refreshes).Select(m => Outcome(m).Outcome));
        Assert.Equal(["IACM3004", "IACM2001"], spans.Ended.Select(s => s.GetTagItem("error.type")));
        Assert.All(spans.Ended, s => Assert.Equal(ActivityStatusCode.Error, s.Status));
    }

    [Fact]
    public async Task Will_put_no_role_and_no_account_into_a_metric()
    {
        var tags = new List<string>();
        using var listener = new MeterListener { InstrumentPublished = (i, l) => { if (i.Meter.Name == IacmAwsAuthDiagnostics.MeterName) { l.EnableMeasurementEvents(i); } } };
        listener.SetMeasurementEventCallback<long>((_, _, t, _) => Keep(t));
        listener.SetMeasurementEventCallback<double>((_, _, t, _) => Keep(t));
        listener.Start();
        await using var cached = Cached(new ScriptedProvider((_, _) => ValueTask.FromResult(Some.Identity())), $"irsa → {The.Role}");

        var identity = await cached.GetCredentialsAsync();
        cached.Invalidate(identity.AccessKeyId);
        listener.RecordObservableInstruments();

        Assert.NotEmpty(tags);
        Assert.DoesNotContain(tags, t => t.Contains("arn:", StringComparison.Ordinal) || t.Contains(The.AccountId, StringComparison.Ordinal));

        void Keep(ReadOnlySpan<KeyValuePair<string, object?>> measured)
        {
            lock (tags)
                tags.AddRange(measured.ToArray().Select(t => $"{t.Key}={t.Value}"));
        }
    }

    private CachingCredentialProvider Cached(ScriptedProvider source, string? name = null) => new(
        source, new RefreshPolicy(new CredentialCacheOptions(), TimeSpan.Zero, () => 0.5), _time, new RefreshReport(_log, name ?? _connector, _connector));

    private IEnumerable<string?> Events() => _log.Collector.GetSnapshot().Select(r => r.Id.Name);

    private IEnumerable<CollectedMeasurement<T>> Of<T>(MetricCollector<T> collector)
        where T : struct => collector.GetMeasurementSnapshot().Where(m => Equals(m.Tags["connector"], _connector));

    private static (string? Trigger, string? Outcome) Outcome<T>(CollectedMeasurement<T> measurement)
        where T : struct => (measurement.Tags["trigger"] as string, measurement.Tags["outcome"] as string);

    private sealed class Spans : IDisposable
    {
        private readonly ActivityListener _listener;
        private readonly List<Activity> _ended = [];

        public Spans(string name)
        {
            _listener = new ActivityListener
            {
                ShouldListenTo = source => source.Name == IacmAwsAuthDiagnostics.ActivitySourceName,
                Sample = (ref _) => ActivitySamplingResult.AllData,
                ActivityStopped = activity =>
                {
                    if (Equals(activity.GetTagItem("iacmauth.name"), name))
                        _ended.Add(activity);
                },
            };
            ActivitySource.AddActivityListener(_listener);
        }

        public IReadOnlyList<Activity> Ended => _ended;

        public void Dispose() => _listener.Dispose();
    }
}
