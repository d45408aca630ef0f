using System.Security.Cryptography;
using System.Text;

namespace Sapporo.OpenData.Publishing;

/// <summary>The files of a directory that are to be published.</summary>
/// <param name="Files">Definition, path and size in bytes, in reading order.</param>
/// <param name="Problems">What keeps the directory from being published whatever the files hold.</param>
internal sealed record InputFolder(IReadOnlyList<(InputFile File, string Path, long Size)> Files, IReadOnlyList<InputProblem> Problems)
{
    /// <summary>Looks a directory through.</summary>
    /// <exception cref="InputException">There is no such directory, or nothing to read in it.</exception>
    public static InputFolder Open(string directory)
    {
        if (!Directory.Exists(directory))
        {
            throw new InputException([new InputProblem(directory, 0, null, null, "フォルダーがありません。", "There is no such directory.")]);
        }

        var names = Directory.GetFiles(directory).Select(path => Path.GetFileName(path)).Where(name => Path.GetExtension(name).Equals(".csv", StringComparison.OrdinalIgnoreCase)).Order(StringComparer.Ordinal).ToList();
        var unknown = names.Where(name => InputFile.All.All(file => file.FileName != name))
            .Select(name => new InputProblem(name, 0, null, null, "この名前のファイルは公表の対象ではありません。", $"Not a file that is published; known are {string.Join(", ", InputFile.All.Select(file => file.FileName))}.")).ToList();
        if (names.Count == unknown.Count)
        {
            throw new InputException(unknown.Count > 0 ? unknown : [new InputProblem(directory, 0, null, null, "CSVファイルがありません。", "There are no CSV files.")]);
        }

        return new InputFolder(
            [.. InputFile.All.Where(file => names.Contains(file.FileName, StringComparer.Ordinal)).Select(file => (file, Path.Combine(directory, file.FileName), new FileInfo(Path.Combine(directory, file.FileName)).Length))],
            unknown);
    }

    /// <summary>SHA-256 over names and contents, lower-case hex.</summary>
    public async Task<string> HashAsync(CancellationToken cancel)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (file, path, _) in Files)
        {
            await using var stream = System.IO.File.OpenRead(path);
            hash.AppendData(Encoding.UTF8.GetBytes(file.FileName));
            hash.AppendData(await SHA256.HashDataAsync(stream, cancel));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
