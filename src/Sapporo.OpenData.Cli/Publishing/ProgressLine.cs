using System.Diagnostics;
using System.Globalization;
using Sapporo.OpenData.Publishing;

namespace Sapporo.OpenData.Cli.Publishing;

/// <summary>
/// Tells on standard error how far a publication is: one line that renews itself, once the work has lasted a second and
/// only on a terminal. That another publication is waited for is always said.
/// </summary>
internal sealed class ProgressLine : IProgress<PublishProgress>, IDisposable
{
    private const int BarWidth = 24;
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(1);
    private readonly Lock drawing = new();
    private readonly Stopwatch elapsed = Stopwatch.StartNew();
    private readonly Timer? timer;
    private PublishProgress latest = new(PublishPhase.Reading);
    private bool isDrawn;

    public ProgressLine()
    {
        if (!Console.IsErrorRedirected)
        {
            timer = new Timer(_ => Draw(), null, Quiet, TimeSpan.FromMilliseconds(200));
        }
    }

    /// <inheritdoc />
    public void Report(PublishProgress value)
    {
        lock (drawing)
        {
            latest = value;
            if (value.Phase == PublishPhase.Waiting)
            {
                Clear();
                Console.Error.WriteLine("ほかの公表が進行中です。終わるのを待っています。 / Another publication is under way; waiting for it to end.");
            }
        }
    }

    /// <summary>Takes the line away, before anything else is written.</summary>
    public void Dispose()
    {
        timer?.Dispose();
        lock (drawing)
        {
            Clear();
            elapsed.Reset();
        }
    }

    private void Draw()
    {
        lock (drawing)
        {
            if (!elapsed.IsRunning)
            {
                return; // the timer's last call may come after the end
            }

            Clear();
            var share = latest.Total > 0 ? Math.Clamp((double)latest.Done / latest.Total, 0, 1) : (double?)null;
            var filled = (int)(BarWidth * (share ?? 0));
            var percent = share is { } known ? known.ToString("P0", CultureInfo.InvariantCulture).Replace(" ", "", StringComparison.Ordinal) : $"{(int)elapsed.Elapsed.TotalSeconds} s";
            Console.Error.Write($"[{new string('#', filled)}{new string('.', BarWidth - filled)}] {percent} {Name(latest.Phase)} {latest.File}");
            isDrawn = true;
        }
    }

    private void Clear()
    {
        if (isDrawn)
        {
            Console.Error.Write("\r\u001b[2K");
            isDrawn = false;
        }
    }

    private static string Name(PublishPhase phase) => phase switch
    {
        PublishPhase.Waiting => "待機 / waiting",
        PublishPhase.Reading => "読み取り / reading",
        PublishPhase.Checking => "確認 / checking",
        PublishPhase.Applying => "反映 / applying",
        _ => "ファイル作成 / rendering",
    };
}
