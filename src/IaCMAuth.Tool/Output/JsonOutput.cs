using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace IaCMAuth.Tool.Output;

/// <summary>JSON objects of texts, readable: nothing is escaped that need not be. Absent values are left out.</summary>
internal static class JsonOutput
{
    public static JsonWriterOptions Options { get; } = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Object(params ReadOnlySpan<(string Name, object? Value)> values)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            foreach (var (name, value) in values)
            {
                if (value is int number)
                    json.WriteNumber(name, number);
                else if (value is string text)
                    json.WriteString(name, text);
            }

            json.WriteEndObject();
        }

        return $"{Encoding.UTF8.GetString(buffer.ToArray())}\n";
    }
}
