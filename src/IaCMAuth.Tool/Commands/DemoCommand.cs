using System.CommandLine;
using IaCMAuth.Tool.Demo;

namespace IaCMAuth.Tool.Commands;

/// <summary><c>iacmauth demo</c>: every auth mode on an embedded AWS, with a rotation and a failure.</summary>
internal static class DemoCommand
{
    public static Command Create(TextWriter output)
    {
        var command = new Command("demo", "Starts an embedded AWS on loopback and walks every auth mode. Needs no account.");
        command.SetAction(async (_, cancellationToken) =>
        {
            var rows = await DemoRun.RunAsync(cancellationToken).ConfigureAwait(false);
            DemoTable.Write(rows, output);
            return rows.All(r => r.Held) ? ExitCodes.Done : ExitCodes.Defect;
        });
        return command;
    }
}
