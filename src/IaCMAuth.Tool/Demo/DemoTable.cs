using IaCMAuth.Tool.Output;
using Spectre.Console;

namespace IaCMAuth.Tool.Demo;

/// <summary>The walk as a table.</summary>
internal static class DemoTable
{
    private const int WidthWithoutTerminal = 160;

    public static void Write(IReadOnlyList<DemoRow> rows, TextWriter output)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output) });
        if (Console.IsOutputRedirected)
            console.Profile.Width = WidthWithoutTerminal;
        var table = new Table().Border(TableBorder.Ascii)
            .AddColumns("Mode", "Base identity", "Hops", "Account", "Expires", "At rotation", "At failure", "Held");
        foreach (var row in rows)
        {
            table.AddRow([.. ((string[])
                [
                    row.Mode.ToString(), row.BaseIdentity, $"{row.Hops}", row.Account, CredentialFormats.Time(row.Expiration) ?? "never",
                    row.AtRotation, row.AtFailure, row.Held ? "yes" : "NO",
                ]).Select(cell => Markup.Escape(cell))]);
        }

        console.Write(table);
        console.WriteLine(rows.All(r => r.Held) ? "Everything held." : "Something did not hold.");
    }
}
