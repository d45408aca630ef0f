using System.Globalization;

namespace Sapporo.OpenData.Api.Catalogue.Search;

/// <summary>Instants as CKAN and Solr write them: ISO text with or without Z, date only, NOW, and date maths behind any of these.</summary>
internal static class DateMath
{
    private static readonly string[] Formats =
    [
        "yyyy-MM-dd", "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK",
    ];

    /// <summary>Reads an instant without date maths, as documents hold it; without a zone it is UTC, a date is its first instant.</summary>
    public static bool TryParseInstant(ReadOnlySpan<char> text, out DateTime instant) => DateTime.TryParseExact(
        text, Formats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out instant);

    /// <summary>Reads an instant as queries write it: NOW-1DAY, NOW/DAY, 2024-01-01T00:00:00Z+1MONTH.</summary>
    /// <param name="text">The text.</param>
    /// <param name="now">What NOW is, in UTC.</param>
    /// <param name="instant">The instant, in UTC.</param>
    public static bool TryParse(string text, DateTime now, out DateTime instant)
    {
        instant = now;
        var isNow = text.StartsWith("NOW", StringComparison.Ordinal);
        var end = isNow ? 3 : EndOfInstant(text);
        return (isNow || TryParseInstant(text.AsSpan(0, end), out instant)) && TryCalculate(text.AsSpan(end), ref instant);
    }

    // Where date maths may begin: behind the date, its time of day, and its zone.
    private static int EndOfInstant(string text)
    {
        var end = Math.Min(10, text.Length);
        while (end < text.Length && (char.IsAsciiDigit(text[end]) || text[end] is 'T' or ':' or '.'))
        {
            end++;
        }

        if (end < text.Length && text[end] == 'Z')
        {
            return end + 1;
        }

        // +09:00 is a zone, +9MONTHS is not.
        var isZone = end > 10 && end + 6 <= text.Length && text[end] is '+' or '-' && text[end + 3] == ':';
        return isZone ? end + 6 : end;
    }

    private static bool TryCalculate(ReadOnlySpan<char> maths, ref DateTime instant)
    {
        while (maths.Length > 0)
        {
            var operation = maths[0];
            var digits = 1;
            while (digits < maths.Length && char.IsAsciiDigit(maths[digits]))
            {
                digits++;
            }

            var end = digits;
            while (end < maths.Length && char.IsAsciiLetterUpper(maths[end]))
            {
                end++;
            }

            var unit = maths[digits..end];
            var done = operation == '/'
                ? digits == 1 && TryRound(ref instant, unit)
                : operation is '+' or '-'
                    && int.TryParse(maths[1..digits], NumberStyles.None, CultureInfo.InvariantCulture, out var amount)
                    && TryAdd(ref instant, operation == '-' ? -amount : amount, unit);
            if (!done)
            {
                return false;
            }

            maths = maths[end..];
        }

        return true;
    }

    private static bool TryRound(ref DateTime instant, ReadOnlySpan<char> unit)
    {
        var day = instant.Date;
        (var done, instant) = unit switch
        {
            "YEAR" or "YEARS" => (true, day.AddDays(1 - day.DayOfYear)),
            "MONTH" or "MONTHS" => (true, day.AddDays(1 - day.Day)),
            "DAY" or "DAYS" or "DATE" => (true, day),
            "HOUR" or "HOURS" => (true, Floor(instant, TimeSpan.TicksPerHour)),
            "MINUTE" or "MINUTES" => (true, Floor(instant, TimeSpan.TicksPerMinute)),
            "SECOND" or "SECONDS" => (true, Floor(instant, TimeSpan.TicksPerSecond)),
            "MILLI" or "MILLIS" or "MILLISECOND" or "MILLISECONDS" => (true, Floor(instant, TimeSpan.TicksPerMillisecond)),
            _ => (false, instant),
        };
        return done;
    }

    private static DateTime Floor(DateTime instant, long ticks) => instant.AddTicks(-(instant.Ticks % ticks));

    private static bool TryAdd(ref DateTime instant, int amount, ReadOnlySpan<char> unit)
    {
        try
        {
            (var done, instant) = unit switch
            {
                "YEAR" or "YEARS" => (true, instant.AddYears(amount)),
                "MONTH" or "MONTHS" => (true, instant.AddMonths(amount)),
                "DAY" or "DAYS" or "DATE" => (true, instant.AddDays(amount)),
                "HOUR" or "HOURS" => (true, instant.AddHours(amount)),
                "MINUTE" or "MINUTES" => (true, instant.AddMinutes(amount)),
                "SECOND" or "SECONDS" => (true, instant.AddSeconds(amount)),
                "MILLI" or "MILLIS" or "MILLISECOND" or "MILLISECONDS" => (true, instant.AddMilliseconds(amount)),
                _ => (false, instant),
            };
            return done;
        }
        catch (ArgumentOutOfRangeException)
        {
            // Before the year 1 or after 9999.
            return false;
        }
    }
}
