using System.Globalization;
using IaCMAuth.Testing.Iam;

namespace IaCMAuth.Testing.Machine;

/// <summary>The role session that a service of AWS keeps for a machine: the same credentials until shortly before they end.</summary>
internal sealed class MachineSession(IdentityStore store, TimeProvider time, string sessionName)
{
    /// <summary>EC2 and the agents have new credentials ready at least five minutes before the old ones end.</summary>
    private static readonly TimeSpan Reserve = TimeSpan.FromMinutes(5);

    private readonly Lock _gate = new();
    private AccessKey? _current;

    public TimeSpan Lifetime { get; set; } = TimeSpan.FromHours(6);

    /// <summary>Whether the same credentials are handed out for ever, expired or not; for tests of a service that cannot renew them.</summary>
    public bool IsStuck { get; set; }

    public void Rotate()
    {
        lock (_gate)
            _current = null;
    }

    public AccessKey Get(LocalRole role)
    {
        lock (_gate)
        {
            var isUsable = _current is { } held && held.Caller.RoleArn == role.Arn && (IsStuck || held.Expiration - time.GetUtcNow() > Earlier(Reserve, Lifetime / 2));
            return isUsable ? _current! : _current = store.AddSession(role, sessionName, Lifetime);
        }
    }

    /// <summary>The fields that all services of machines share.</summary>
    public static Dictionary<string, object> Document(AccessKey session) => new()
    {
        ["AccessKeyId"] = session.Id,
        ["SecretAccessKey"] = session.Secret,
        ["Token"] = session.SessionToken!,
        ["Expiration"] = Format(session.Expiration!.Value),
    };

    public static string Format(DateTimeOffset instant) => instant.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    private static TimeSpan Earlier(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
