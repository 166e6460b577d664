using System.CommandLine;
using IaCMAuth.Tool.Output;

namespace IaCMAuth.Tool.Commands;

/// <summary><c>iacmauth export</c>: credentials for a shell, a profile's credential_process or a file. Nothing else goes to standard output.</summary>
internal static class ExportCommand
{
    public static Command Create(TextWriter output)
    {
        var target = new TargetSelection();
        var format = new Option<string>("--format")
        {
            Description = "process (credential_process JSON), env, env-no-export, powershell or windows-cmd.",
            DefaultValueFactory = _ => CredentialFormats.Names[0],
        };
        format.AcceptOnlyFromAmong(CredentialFormats.Names);
        var command = new Command("export", "Prints credentials in a format of aws configure export-credentials.") { format };
        target.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var services = target.Services(parsed);
            await using (services.ConfigureAwait(false))
            {
                var identity = await target.Provider(parsed, services).GetCredentialsAsync(cancellationToken).ConfigureAwait(false);
                await output.WriteAsync(CredentialFormats.Format(parsed.GetRequiredValue(format), identity)).ConfigureAwait(false);
                return ExitCodes.Done;
            }
        });
        return command;
    }
}
