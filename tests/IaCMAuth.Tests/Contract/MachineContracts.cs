using IaCMAuth.Connectors;
using IaCMAuth.Providers.Container;
using IaCMAuth.Providers.InstanceProfile;
using IaCMAuth.Providers.Irsa;
using IaCMAuth.Sts;
using IaCMAuth.Tests.Support;

namespace IaCMAuth.Tests.Contract;

public sealed class InstanceProfileContract : SourceContract
{
    private protected override string SentSecret => MachineAnswer.MetadataToken;

    private protected override ICredentialProvider Working() => Provider(new ScriptedHttp(request => MachineAnswer.Metadata(request)));

    private protected override ICredentialProvider Hanging(TaskCompletionSource asked) => Provider(StsContract.Silent(asked));

    private protected override ICredentialProvider Throwing(Exception exception) =>
        Provider(new ScriptedHttp(request => request.Method == HttpMethod.Put ? MachineAnswer.Metadata(request) : throw exception), new ImpatientTime(TimeSpan.FromMilliseconds(500)));

    private protected override ICredentialProvider AnsweringExpired() => Provider(new ScriptedHttp(request => MachineAnswer.Metadata(request, The.Now.AddHours(-1))));

    private static InstanceProfileCredentialProvider Provider(ScriptedHttp http, TimeProvider? time = null) =>
        new(new InstanceProfileOptions(), Some.Environment(), http, time ?? Some.Time());
}

public sealed class ContainerContract : SourceContract
{
    private const string Token = "container-authorization-SECRET";

    private protected override string SentSecret => Token;

    private protected override ICredentialProvider Working() => Provider(new ScriptedHttp(_ => MachineAnswer.Document(The.Expiration)));

    private protected override ICredentialProvider Hanging(TaskCompletionSource asked) => Provider(StsContract.Silent(asked));

    private protected override ICredentialProvider Throwing(Exception exception) => Provider(new ScriptedHttp(_ => throw exception), new ImpatientTime(TimeSpan.FromMilliseconds(500)));

    private protected override ICredentialProvider AnsweringExpired() => Provider(new ScriptedHttp(_ => MachineAnswer.Document(The.Now.AddHours(-1))));

    private static ContainerCredentialProvider Provider(ScriptedHttp http, TimeProvider? time = null) => new(
        new ContainerOptions { Uri = "http://169.254.170.23/v1/credentials" }, Some.Environment(("AWS_CONTAINER_AUTHORIZATION_TOKEN", Token)), AllowedHosts.ByDns, http, time ?? Some.Time());
}

public sealed class IrsaContract : SourceContract, IDisposable
{
    private readonly string _file = Path.GetTempFileName();
    private readonly string _jwt = Some.Jwt();

    public IrsaContract() => File.WriteAllText(_file, _jwt);

    private protected override string SentSecret => _jwt;

    private protected override ICredentialProvider Working() => Provider(new ScriptedHttp(_ => StsAnswer.WebIdentity()));

    private protected override ICredentialProvider Hanging(TaskCompletionSource asked) => Provider(StsContract.Silent(asked));

    private protected override ICredentialProvider Throwing(Exception exception) => Provider(new ScriptedHttp(_ => throw exception));

    private protected override ICredentialProvider AnsweringExpired() => Provider(new ScriptedHttp(_ => StsAnswer.WebIdentity(expiration: The.Now.AddHours(-1))));

    public void Dispose() => File.Delete(_file);

    private IrsaCredentialProvider Provider(ScriptedHttp http)
    {
        var environment = Some.Environment(("AWS_ROLE_ARN", The.Role), ("AWS_WEB_IDENTITY_TOKEN_FILE", _file));
        var sts = http.Sts();
        return new IrsaCredentialProvider(
            new IrsaOptions(),
            environment,
            RoleRequests.From(new AssumeRoleOptions { RoleArn = string.Empty }, "iacm-irsa"),
            new StsClients(environment, sts.HttpHandlerFactory).For(StsSettings.From(sts)),
            Some.Time());
    }
}
