using System.CommandLine;
using IaCMAuth.Tool.Output;

namespace IaCMAuth.Tool.Commands;

/// <summary><c>iacmauth whoami</c>: obtains credentials and asks STS who that is.</summary>
internal static class WhoAmICommand
{
    public static Command Create(TextWriter output)
    {
        var target = new TargetSelection();
        var command = new Command("whoami", "Obtains credentials and asks STS who that is.");
        target.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var services = target.Services(parsed);
            await using (services.ConfigureAwait(false))
            {
                var provider = target.Provider(parsed, services);
                var identity = await provider.GetCredentialsAsync(cancellationToken).ConfigureAwait(false);
                var caller = await provider.GetCallerIdentityAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
                await output.WriteAsync(Text(parsed.GetValue(target.Json), parsed.GetValue(target.Quiet), identity, caller)).ConfigureAwait(false);
                return ExitCodes.Done;
            }
        });
        return command;
    }

    private static string Text(bool isJson, bool isQuiet, AwsCredentialIdentity identity, CallerIdentity caller)
    {
        if (isJson)
        {
            return JsonOutput.Object(
                ("Account", caller.AccountId),
                ("Arn", caller.Arn),
                ("UserId", caller.UserId),
                ("AccessKeyId", identity.AccessKeyId),
                ("Source", identity.Source),
                ("Expiration", CredentialFormats.Time(identity.Expiration)));
        }

        return isQuiet
            ? $"{caller.Arn}\n"
            : $"""
              Arn         {caller.Arn}
              Account     {caller.AccountId}
              User id     {caller.UserId}
              Access key  {identity.AccessKeyId}
              Source      {identity.Source}
              Expires     {CredentialFormats.Time(identity.Expiration) ?? "never"}

              """.ReplaceLineEndings("\n");
    }
}
