using System.Diagnostics.Metrics;
using System.Runtime.CompilerServices;

namespace IaCMAuth.Diagnostics;

/// <summary>A gauge of the remaining life of what is held, the shortest of each connector. Looks only when somebody listens.</summary>
internal static class RemainingLifeGauge
{
    private static readonly ConditionalWeakTable<object, Func<IEnumerable<(string Connector, TimeSpan Life)>>> Observed = [];

    private static readonly ObservableGauge<double> Gauge = RefreshReport.Meter.CreateObservableGauge(
        "iacmauth.credential.remaining", Measure, "s", "The shortest remaining life of the credentials held for a connector; negative, they have expired.");

    /// <param name="owner">Whose lives they are; held weakly.</param>
    /// <param name="lives">The lives of all that it holds; must not keep <paramref name="owner"/> alive from elsewhere.</param>
    public static void Observe(object owner, Func<IEnumerable<(string Connector, TimeSpan Life)>> lives)
    {
        _ = Gauge;
        Observed.Add(owner, lives);
    }

    public static void Forget(object owner) => Observed.Remove(owner);

    private static IEnumerable<Measurement<double>> Measure() =>
        [.. Observed.SelectMany(o => o.Value()).GroupBy(l => l.Connector, StringComparer.Ordinal)
            .Select(g => new Measurement<double>(g.Min(l => l.Life).TotalSeconds, new KeyValuePair<string, object?>("connector", g.Key)))];
}
