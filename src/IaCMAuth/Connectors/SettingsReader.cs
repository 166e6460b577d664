using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace IaCMAuth.Connectors;

/// <summary>
/// Reads one configuration section and forgives nothing: unknown keys, wrong shapes and failed conversions are collected with their paths.
/// </summary>
/// <remarks>JSON configuration shows <c>[]</c> as an empty text, and <c>{}</c> and <c>null</c> alike as a key without value.</remarks>
internal sealed class SettingsReader
{
    private readonly Dictionary<string, IConfigurationSection> _children;
    private readonly HashSet<string> _known = new(StringComparer.OrdinalIgnoreCase);
    private readonly ICollection<ConfigurationProblem> _problems;

    public SettingsReader(IConfiguration section, string path, ICollection<ConfigurationProblem> problems)
    {
        _children = section.GetChildren().ToDictionary(c => c.Key, StringComparer.OrdinalIgnoreCase);
        Path = path;
        _problems = problems;
    }

    public string Path { get; }

    /// <summary>A text that is neither blank nor padded; null where absent.</summary>
    public string? Text(string key)
    {
        var value = Scalar(key);
        if (value is null || (value.Length > 0 && !char.IsWhiteSpace(value[0]) && !char.IsWhiteSpace(value[^1])))
            return value;
        Report(ErrorCodes.SettingBlank, key, "the value is blank or begins or ends with white space.", "Give the value without spaces around it, or leave the setting out.");
        return null;
    }

    /// <summary>A text that may have white space around it, such as a JSON document.</summary>
    public string? Document(string key)
    {
        var value = Scalar(key);
        if (value is null || !string.IsNullOrWhiteSpace(value))
            return value?.Trim();
        Report(ErrorCodes.SettingBlank, key, "the value is blank.", "Give the document's text, or leave the setting out.");
        return null;
    }

    public bool? Flag(string key) => Text(key) switch
    {
        null => null,
        var text when bool.TryParse(text, out var flag) => flag,
        var text => Unfit<bool?>(ErrorCodes.NotConvertible, key, $"'{Quoted.Text(text)}' is neither true nor false.", "Write true or false."),
    };

    public TimeSpan? Duration(string key) => Text(key) switch
    {
        null => null,
        var text when TimeSpan.TryParseExact(text, [@"hh\:mm\:ss", @"h\:mm\:ss"], CultureInfo.InvariantCulture, out var duration) => duration,
        var text when text.All(char.IsAsciiDigit) =>
            Unfit<TimeSpan?>(ErrorCodes.NotConvertible, key, $"'{Quoted.Text(text)}' is a bare number, which says no unit.", "Write a duration as hh:mm:ss, such as 01:00:00 for one hour."),
        var text => Unfit<TimeSpan?>(ErrorCodes.NotConvertible, key, $"'{Quoted.Text(text)}' is not a duration.", "Write it as hh:mm:ss, such as 01:00:00 for one hour."),
    };

    public T? Choice<T>(string key, string errorCode)
        where T : struct, Enum
    {
        var text = Text(key);
        foreach (var name in Enum.GetNames<T>())
        {
            if (name.Equals(text, StringComparison.OrdinalIgnoreCase))
                return Enum.Parse<T>(name);
        }

        return text is null ? null : Unfit<T?>(errorCode, key, $"'{Quoted.Text(text)}' is not one of its values.", $"Choose one of {string.Join(", ", Enum.GetNames<T>())}.");
    }

    public T? Object<T>(string key, Func<SettingsReader, T> read)
        where T : class
    {
        if (Child(key) is not { } child)
            return null;
        if (child.Value is not null)
            return Unfit<T?>(ErrorCodes.WrongShape, key, "a single value or an empty list stands where an object belongs.", "Write { … } with its settings.");
        return IsEmpty(child) ? null : Read(child, Below(key), read);
    }

    /// <summary>A list of objects; null where absent. Nothing but a list is taken for one: an object in its place must not mean "none".</summary>
    public List<T>? Objects<T>(string key, Func<SettingsReader, T> read)
        where T : class =>
        List(key)?.Select(item => item.Value is null && !IsEmpty(item)
                ? Read(item, Below($"{key}:{item.Key}"), read)
                : Unfit<T?>(ErrorCodes.WrongShape, $"{key}:{item.Key}", "an object belongs here.", "Write { … } with its settings."))
            .OfType<T>()
            .ToList();

    public List<string>? Texts(string key) =>
        List(key)?.Select(item => item.Value is { } text && IsEmpty(item) && !string.IsNullOrWhiteSpace(text) && text.Trim().Length == text.Length
                ? text
                : Unfit<string?>(ErrorCodes.WrongShape, $"{key}:{item.Key}", "a text that is neither blank nor padded belongs here.", "Write a list of texts."))
            .OfType<string>()
            .ToList();

    /// <summary>Named texts, such as tags; blank ones are allowed. A colon in a name, which configuration takes for a level, is put back.</summary>
    public Dictionary<string, string>? TextsByName(string key)
    {
        if (Child(key) is not { } child)
            return null;
        if (child.Value is not null || IsList([.. child.GetChildren()]))
            return Unfit<Dictionary<string, string>?>(ErrorCodes.WrongShape, key, "a list or a single value stands where names and values belong.", "Write { \"name\": \"value\" }.");
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in Leaves(child, prefix: string.Empty))
        {
            if (value is not null)
                texts[name] = value;
            else
                Report(ErrorCodes.WrongShape, $"{key}:{name}", "a text belongs here.", "Write \"name\": \"value\".");
        }

        return texts;
    }

    /// <summary>Named objects, added to a dictionary that compares names in its own way.</summary>
    public void ObjectsByName<T>(string key, IDictionary<string, T> into, Func<SettingsReader, T> read)
        where T : class
    {
        if (Child(key) is not { } child)
            return;
        var items = child.GetChildren().ToArray();
        if (child.Value is not null || IsList(items))
        {
            Report(ErrorCodes.WrongShape, key, "a list or a single value stands where named objects belong.", "Write { \"name\": { … } }.");
            return;
        }

        foreach (var item in items)
        {
            if (item.Value is not null)
                Report(ErrorCodes.WrongShape, $"{key}:{item.Key}", "a single value or a list stands where an object belongs.", "Write { … } with its settings.");
            else
                into[item.Key] = Read(item, Below($"{key}:{item.Key}"), read);
        }
    }

    private static IEnumerable<(string Name, string? Value)> Leaves(IConfigurationSection section, string prefix) =>
        section.GetChildren().SelectMany(c => IsEmpty(c) ? [($"{prefix}{c.Key}", c.Value)] : Leaves(c, $"{prefix}{c.Key}:"));

    private static bool IsEmpty(IConfigurationSection section) => !section.GetChildren().Any();

    private static bool IsList(IConfigurationSection[] items) =>
        items.Length > 0 && items.Select(i => i.Key).Order(StringComparer.Ordinal)
            .SequenceEqual(Enumerable.Range(0, items.Length).Select(i => i.ToString(CultureInfo.InvariantCulture)).Order(StringComparer.Ordinal));

    private T Read<T>(IConfigurationSection section, string path, Func<SettingsReader, T> read)
    {
        var reader = new SettingsReader(section, path, _problems);
        var value = read(reader);
        reader.ReportUnknown();
        return value;
    }

    public void ReportUnknown()
    {
        foreach (var key in _children.Keys.Where(k => !_known.Contains(k)))
        {
            Report(
                ErrorCodes.UnknownSetting, key, "there is no such setting.",
                $"Correct the name or remove it; here belong {string.Join(", ", _known.Order(StringComparer.Ordinal))}.");
        }
    }

    private IConfigurationSection? Child(string key)
    {
        _known.Add(key);
        return _children.GetValueOrDefault(key);
    }

    private string? Scalar(string key)
    {
        if (Child(key) is not { } child)
            return null;
        return IsEmpty(child)
            ? child.Value
            : Unfit<string?>(ErrorCodes.WrongShape, key, "an object or a list stands where a single value belongs.", "Write one value.");
    }

    private List<IConfigurationSection>? List(string key)
    {
        if (Child(key) is not { } child)
            return null;
        var items = child.GetChildren().ToArray();
        if (items.Length == 0 && child.Value is { Length: 0 })
            return [];
        if (items.Length > 0 && child.Value is null or "" && items.All(i => int.TryParse(i.Key, NumberStyles.None, CultureInfo.InvariantCulture, out _)))
            return [.. items.OrderBy(i => int.Parse(i.Key, NumberStyles.None, CultureInfo.InvariantCulture))];
        return Unfit<List<IConfigurationSection>?>(
            ErrorCodes.WrongShape, key, items.Length == 0 && child.Value is null ? "an empty object or null stands where a list belongs." : "an object or a single value stands where a list belongs.",
            "Write a list, [ … ]; [] for none, or leave the setting out to inherit.");
    }

    private T? Unfit<T>(string code, string key, string problem, string remedy)
    {
        Report(code, key, problem, remedy);
        return default;
    }

    private void Report(string code, string key, string problem, string remedy) =>
        _problems.Add(new ConfigurationProblem(code, Below(key), problem, remedy));

    private string Below(string key) => Path.Length == 0 ? key : $"{Path}:{key}";
}
