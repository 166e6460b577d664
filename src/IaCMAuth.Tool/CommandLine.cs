using System.CommandLine;
using IaCMAuth.Tool.Commands;
using IaCMAuth.Tool.Output;

namespace IaCMAuth.Tool;

/// <summary>The commands, and what becomes of everything that can go wrong in one.</summary>
internal static class CommandLine
{
    public static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter error)
    {
        var root = new RootCommand("AWS credentials of a connector or workspace.") { ExportCommand.Create(output), WhoAmICommand.Create(output), DemoCommand.Create(output) };
        var parsed = root.Parse(args);
        var errors = new ErrorOutput(error, isJson: args.Contains("--json"));
        if (parsed.Errors.Count > 0)
        {
            var command = parsed.CommandResult.Command is RootCommand ? string.Empty : $" {parsed.CommandResult.Command.Name}";
            errors.Write(new CredentialConfigurationException("IACM1100", parsed.Errors[0].Message, $"See iacmauth{command} --help."));
            return ExitCodes.Configuration;
        }

        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, Output = output, Error = error }).ConfigureAwait(false);
        }
        catch (CredentialException exception)
        {
            errors.Write(exception);
            return ExitCodes.Of(exception);
        }
        catch (OperationCanceledException)
        {
            return ExitCodes.Interrupted;
        }
#pragma warning disable CA1031 // The last line of defence: a defect of ours is said as such, in one line.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            errors.Defect(exception);
            return ExitCodes.Defect;
        }
    }
}
