using Sapporo.OpenData.Publishing;

namespace Sapporo.OpenData.Tests.Infrastructure;

/// <summary>A directory of CSV files for a test, made from those of db/data.</summary>
public sealed class InputDirectory : IDisposable
{
    /// <summary>Where it is.</summary>
    public string Path { get; } = Directory.CreateTempSubdirectory("opendata-input-").FullName;

    /// <summary>Puts a file of db/data, or what an earlier edit made of it, into the directory, changed.</summary>
    public void Edit(string file, Func<string, string> change)
    {
        var path = System.IO.Path.Combine(Path, file);
        var before = File.ReadAllText(File.Exists(path) ? path : System.IO.Path.Combine(TestDatabase.DataDirectory, file));
        var after = change(before);
        File.WriteAllText(path, after != before ? after : throw new InvalidOperationException($"{file}: nothing changed."));
    }

    /// <summary>Replaces a text that must be there.</summary>
    public void Replace(string file, string from, string to) => Edit(file, text => text.Replace(from, to, StringComparison.Ordinal));

    /// <summary>Takes out the lines that begin with a text.</summary>
    public void Remove(string file, string start) => Edit(file, text => string.Join('\n', text.Split('\n').Where(line => !line.StartsWith(start, StringComparison.Ordinal))));

    /// <summary>Adds a line.</summary>
    public void Append(string file, string line) => Edit(file, text => text.TrimEnd('\n') + '\n' + line + '\n');

    /// <summary>Publishes it.</summary>
    public Task<PublishResult> PublishAsync(TestDatabase database, string? note = null) => new Publisher(database.Publisher).PublishAsync(Path, note);

    /// <inheritdoc />
    public void Dispose() => Directory.Delete(Path, recursive: true);
}
