using System.Net;
using System.Net.Sockets;
using IaCMAuth.Connectors;
using IaCMAuth.Providers;
using IaCMAuth.Providers.Container;
using IaCMAuth.Providers.InstanceProfile;
using IaCMAuth.Providers.Irsa;
using IaCMAuth.Sts;
using IaCMAuth.Tests.Support;

namespace IaCMAuth.Tests.Cases;

/// <summary>Runs every recorded case of the folders beside this file.</summary>
public sealed class CaseTests : IDisposable
{
    private static readonly string Root = Repository.Find("tests/IaCMAuth.Tests/Cases");

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("iacmauth-case-");
    private readonly ImpatientTime _time = new(longest: TimeSpan.FromMilliseconds(500));
    private readonly Queue<Exchange> _exchanges = new();
    private readonly List<string> _unexpected = [];

    public static TheoryData<string> Cases() =>
        [.. Directory.GetFiles(Root, "case.json", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(Root, Path.GetDirectoryName(f)!)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Will_end_as_recorded(string name)
    {
        var recorded = RecordedCase.Read(Path.Combine(Root, name, "case.json"));
        var placeholders = new Placeholders(_folder.FullName);
        Assert.False(string.IsNullOrWhiteSpace(recorded.Documentation));
        foreach (var (file, content) in recorded.Files)
            await File.WriteAllTextAsync(Path.Combine(_folder.FullName, file), placeholders.Fill(content));
        foreach (var exchange in recorded.Exchanges)
            _exchanges.Enqueue(exchange);
        var provider = Provider(name.Split('/')[0], recorded, placeholders);

        var (identity, error) = (default(AwsCredentialIdentity), default(CredentialException));
        for (var call = 0; call < recorded.Calls; call++)
            (identity, error) = await CallAsync(provider);

        Assert.Empty(_unexpected);
        Assert.Empty(_exchanges);
        Compare(recorded.Expected, identity, error, placeholders);
        Assert.DoesNotContain(placeholders.Secrets, secret => $"{error}{identity}".Contains(secret, StringComparison.Ordinal));
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static async Task<(AwsCredentialIdentity? Identity, CredentialException? Error)> CallAsync(ICredentialProvider provider)
    {
        try
        {
            return (await provider.GetCredentialsAsync(), null);
        }
        catch (CredentialException exception)
        {
            return (null, exception);
        }
    }

    private static void Compare(Outcome expected, AwsCredentialIdentity? identity, CredentialException? error, Placeholders placeholders)
    {
        Assert.True(expected.Error == error?.Code, $"Expected {expected.Error ?? "credentials"}, got {error?.Message ?? "credentials"}");
        foreach (var text in expected.Says)
            Assert.Contains(placeholders.Fill(text), $"{error!.Problem} {error.Remedy}", StringComparison.Ordinal);
        if (expected.Kind is { } kind)
            Assert.Contains(kind, error!.GetType().Name, StringComparison.Ordinal);
        if (expected.Recoverable is { } recoverable)
            Assert.Equal(recoverable, error!.IsRecoverable);
        if (expected.AccessKeyId is { } key)
            Assert.Equal(placeholders.Fill(key), identity!.AccessKeyId);
        if (expected.AccountId is { } account)
            Assert.Equal(account, identity!.AccountId);
        if (expected.Expiration is { } expiration)
            Assert.Equal(DateTimeOffset.Parse(placeholders.Fill(expiration), System.Globalization.CultureInfo.InvariantCulture), identity!.Expiration);
        if (expected.Source is { } source)
            Assert.Equal(source, identity!.Source);
    }

    private ICredentialProvider Provider(string mode, RecordedCase recorded, Placeholders placeholders)
    {
        var http = new ScriptedHttp((request, token) => AnswerAsync(request, placeholders, token));
        var environment = new EnvironmentVariables(variable => recorded.Environment.TryGetValue(variable, out var value) ? placeholders.Fill(value) : null);
        var settings = recorded.Settings.ToDictionary(s => s.Key, s => placeholders.Fill(s.Value), StringComparer.Ordinal);
        string? Setting(string name) => settings.Remove(name, out var value) ? value : null;
        ICredentialProvider provider = mode switch
        {
            "instance-profile" => new InstanceProfileCredentialProvider(
                new InstanceProfileOptions { Endpoint = Setting("Endpoint"), EndpointMode = Setting("EndpointMode"), RoleName = Setting("RoleName") }, environment, http, _time),
            "irsa" => Irsa(
                new IrsaOptions
                {
                    Namespace = Setting("Namespace"),
                    ServiceAccount = Setting("ServiceAccount"),
                    Audience = Setting("Audience"),
                    RoleArn = Setting("RoleArn"),
                    TokenFile = Setting("TokenFile"),
                    SessionName = Setting("SessionName"),
                },
                environment,
                http),
            "container" => new ContainerCredentialProvider(
                new ContainerOptions { Uri = Setting("Uri"), TokenFile = Setting("TokenFile") }, environment, new AllowedHosts((host, _) => Resolve(host, recorded)), http, _time),
            _ => throw new ArgumentException($"There is no mode '{mode}'; the case's folder stands in the mode's.", nameof(mode)),
        };
        Assert.Empty(settings);
        return provider;
    }

    private IrsaCredentialProvider Irsa(IrsaOptions options, EnvironmentVariables environment, ScriptedHttp http)
    {
        var sts = http.Sts();
        var connection = new StsClients(environment, sts.HttpHandlerFactory).For(StsSettings.From(sts));
        return new IrsaCredentialProvider(
            options, environment, RoleRequests.From(new AssumeRoleOptions { RoleArn = options.RoleArn ?? string.Empty, SessionName = options.SessionName }, "iacm-irsa"), connection, _time);
    }

    private static Task<IPAddress[]> Resolve(string host, RecordedCase recorded) => recorded.Hosts.TryGetValue(host, out var addresses)
        ? Task.FromResult<IPAddress[]>([.. addresses.Select(IPAddress.Parse)])
        : throw new SocketException((int)SocketError.HostNotFound);

    private async Task<HttpResponseMessage> AnswerAsync(SeenRequest request, Placeholders placeholders, CancellationToken cancellationToken)
    {
        var seen = request["Action"] is { } action ? $"{request.Method} {request.Uri} {action}" : $"{request.Method} {request.Uri}";
        if (!_exchanges.TryDequeue(out var exchange) || placeholders.Fill(exchange.Request) != seen)
            _unexpected.Add($"{seen} instead of {exchange?.Request ?? "nothing"}");
        foreach (var (header, value) in exchange?.Headers ?? [])
        {
            if (request.Headers.GetValueOrDefault(header) != placeholders.Fill(value))
                _unexpected.Add($"{seen} has {header}: {request.Headers.GetValueOrDefault(header)}");
        }

        switch (exchange?.Fault)
        {
            case null:
                break;
            case "silence":
                _time.EndShortestLimit();
                await Task.Delay(Timeout.Infinite, cancellationToken);
                break;
            case "refused":
                throw new HttpRequestException("Connection refused", new SocketException((int)SocketError.ConnectionRefused));
            case "cut":
                throw new HttpRequestException("The response ended prematurely.", new IOException("The response ended prematurely."));
            default:
                throw new FormatException($"There is no fault '{exchange.Fault}'.");
        }

        var response = new HttpResponseMessage((HttpStatusCode)(exchange?.Status ?? 500)) { Content = new StringContent(placeholders.Fill(exchange?.Text ?? string.Empty)) };
        foreach (var (header, value) in exchange?.AnswerHeaders ?? [])
            response.Headers.TryAddWithoutValidation(header, value);
        return response;
    }
}
