using System.Text;
using System.Text.Json;

namespace IaCMAuth.Tool.Output;

/// <summary>Errors for people, two lines each: what, and what to do. Or JSON for machines. Never wrapped, whoever reads.</summary>
internal sealed class ErrorOutput(TextWriter writer, bool isJson)
{
    public void Write(CredentialException exception)
    {
        var problems = exception is CredentialConfigurationException configuration
            ? configuration.Problems
            : [new ConfigurationProblem(exception.Code, string.Empty, exception.Problem, exception.Remedy)];
        if (isJson)
            Json(problems);
        else
            Lines(problems);
    }

    public void Defect(Exception exception) =>
        writer.Write($"error: a defect of iacmauth: {exception.GetType().Name}: {OneLine(exception.Message)}\nPlease report it with the command line and this stack: {OneLine(exception.StackTrace ?? "none")}\n");

    private void Lines(IEnumerable<ConfigurationProblem> problems)
    {
        foreach (var problem in problems)
        {
            var setting = problem.Setting.Length == 0 ? string.Empty : $"{problem.Setting}: ";
            writer.Write($"error {problem.Code}: {setting}{OneLine(problem.Problem)}\n{OneLine(problem.Remedy)}\n");
        }
    }

    private void Json(IEnumerable<ConfigurationProblem> problems)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, JsonOutput.Options))
        {
            json.WriteStartObject();
            json.WriteStartArray("errors");
            foreach (var problem in problems)
            {
                json.WriteStartObject();
                json.WriteString("code", problem.Code);
                if (problem.Setting.Length > 0)
                    json.WriteString("setting", problem.Setting);
                json.WriteString("problem", problem.Problem);
                json.WriteString("remedy", problem.Remedy);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        writer.Write($"{Encoding.UTF8.GetString(buffer.ToArray())}\n");
    }

    private static string OneLine(string text) => string.Join(' ', text.Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
}
