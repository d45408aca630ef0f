"""Writes made-up observations for the benchmark of publishing: 1,000 areas x 10 measures x N / 10,000 periods.

generate.py DATA OUT ROWS EDITION [all|one]: OUT gets the words (areas, measures, sources) beside those of DATA, and
demographics.csv. EDITION moves every figure; "one" writes a single measure and period, 1,000 rows.
"""
import pathlib
import sys

AREAS, MEASURES = 1000, 10
SOURCE = "made-up-load"
HEADER = "area,measure,period,period_reason,printed,amount_reason,unit,projection,basis,basis_reason,inferred,inference_reasons,source,source_place"


def append(data, out, name, lines):
    text = (data / name).read_text(encoding="utf-8").rstrip("\n")
    (out / name).write_text("\n".join([text, *lines]) + "\n", encoding="utf-8")


def words(data, out):
    append(data, out, "areas.csv", (f"madeup-{a:04},{1000 + a},架空地域{a:04},Made-up area {a:04},市町村" for a in range(AREAS)))
    append(data, out, "measures.csv", (f"madeUp{m},{100 + m},架空項目{m},Made-up measure {m},人,負荷試験用の架空の項目,Made up for the load test,合計,,0" for m in range(MEASURES)))
    append(data, out, "sources.csv", [f"{SOURCE},99,負荷試験用の架空の資料,Made up for the load test,,,notPrinted,,dateNotPrinted,実在しない。負荷試験の行の出典。,Does not exist; source of the load test's rows."])


def periods(count):
    return [f"{1900 + p // 12}-{p % 12 + 1:02}" for p in range(count)]


def observations(out, rows, edition, one):
    with open(out / "demographics.csv", "w", encoding="utf-8") as file:
        file.write(HEADER + "\n")
        for p, period in enumerate(periods(1 if one else rows // (AREAS * MEASURES))):
            for m in range(1 if one else MEASURES):
                for a in range(AREAS):
                    figure = 1000 + (a * 7919 + m * 104_729 + p * 1_299_709) % 900_000 + edition
                    file.write(f"madeup-{a:04},madeUp{m},{period},,{figure},,人,,,basisNotPrinted,,,{SOURCE},架空\n")


def main():
    data, out, rows, edition = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4])
    one = sys.argv[5:] == ["one"]
    if rows < AREAS * MEASURES or rows % (AREAS * MEASURES):
        sys.exit(f"ROWS must be a multiple of {AREAS * MEASURES}.")
    out.mkdir(parents=True, exist_ok=True)
    if edition == 1:
        words(data, out)
    observations(out, rows, edition, one)


main()
