"""Rounds of tests/load/run.sh: every contender in turn, again and again, so that what else the machine does meets them all.

measure.py CONFIG: a JSON file of run.sh with addresses and sizes. Prints one table.
"""
import gzip, http.client, json, os, re, socket, statistics, subprocess, sys, threading, time, urllib.parse

C = json.load(open(sys.argv[1]))
COLUMNS = "id, area, measure, period, period_reason, amount, approximate, unit, printed, amount_reason, projection, basis, basis_reason, inferred, inference_reasons, source, source_place, case when revised then since_release end"
ROWS = f"select {COLUMNS} from opendata.demographic_version d where until_release is null"
ORDER = "order by measure, period, area, d.id"
# The rows as they are answered: with the words of their reasons, of which the table has the codes.
WORDS = "(select string_agg(r.text_ja, '、' order by c.place) from unnest(d.inference_reasons) with ordinality c (id, place) join opendata.reason_version r on r.id = c.id and r.until_release is null)"
ANSWERED = "select d.id, d.area, d.measure, d.period, p.text_ja as \"periodReason\", d.amount, d.approximate, d.unit, d.printed, a.text_ja as reason, d.projection, d.basis, b.text_ja as \"basisReason\", d.inferred, " \
    f"case when d.inferred <> '{{}}' then {WORDS} end as \"inferenceReason\", d.source, d.source_place, case when d.revised then d.since_release end from opendata.demographic_version d " \
    + " ".join(f"left join opendata.reason_version {r} on {r}.id = d.{column}_reason and {r}.until_release is null" for r, column in (("p", "period"), ("a", "amount"), ("b", "basis"))) \
    + " where d.until_release is null"
AREA = "area = 'madeup-' || to_char(:a::integer, 'FM0000')"
PAGES = {
    "a": (f"\\set a random(0, {C['areas'] - 1})\n", f"{AREA} {ORDER} limit 101"),
    "m": (f"\\set a random(0, {C['areas'] - 1})\n\\set m random(0, {C['measures'] - 17})\n",
          f"{AREA} and measure = any(array(select 'madeUp' || to_char(:m::integer + n, 'FM000') from generate_series(0, 16) n)) {ORDER} limit 101"),
    "b": (f"\\set m random(0, {C['measures'] - 1})\n\\set y random(0, {C['years'] - 1})\n",
          f"measure = 'madeUp' || to_char(:m::integer, 'FM000') and period = (2025 - :y::integer)::text {ORDER} limit 1001"),
}


def psql(sql):
    return subprocess.run([C["psql"], "-h", C["socket"], "-U", "opendata", "-d", "opendata", "-Atqc", sql], check=True, capture_output=True, text=True).stdout


def get(base, path, **headers):
    with_ = http.client.HTTPConnection(urllib.parse.urlsplit(base).netloc, timeout=600)
    with_.request("GET", path, headers={name.replace("_", "-"): value for name, value in headers.items()})
    answer = with_.getresponse()
    return answer.status, dict(answer.getheaders()), answer.read()


def check():
    """Every contender's rows, before anything is timed."""
    for area in (0, C["areas"] // 2, C["areas"] - 1):
        path = f"/v1/demographics?area=madeup-{area:04}"
        ids = psql(f"select id from opendata.demographic_version d where until_release is null and area = 'madeup-{area:04}' {ORDER} limit 100").split()
        for base in (C["cold"], C["api"], C["peer"]):
            assert [item["id"] for item in json.loads(get(base, path)[2])["items"]] == ids, (base, path)
    for area in ("madeup-0001", "012106"):
        words = json.loads(psql(f"select json_agg(answered) from ({ANSWERED} and area = '{area}' {ORDER} limit 100) answered"))
        for item, row in zip(json.loads(get(C["cold"], f"/v1/demographics?area={area}")[2])["items"], words, strict=True):
            assert all(item[name] == row[name] for name in ("id", "periodReason", "reason", "basisReason", "inferenceReason")), (item, row)
    path = "/v1/demographics?area=madeup-0001&measure=" + ",".join(f"madeUp{measure:03}" for measure in range(20, 37))
    ids = psql(f"select id from opendata.demographic_version d where until_release is null and area = 'madeup-0001' and measure between 'madeUp020' and 'madeUp036' {ORDER} limit 100").split()
    for base in (C["cold"], C["api"], C["peer"]):
        assert [item["id"] for item in json.loads(get(base, path)[2])["items"]] == ids, (base, path)
    path = "/v1/demographics?measure=madeUp001&period=2023&limit=1000"
    ids = psql(f"select id from opendata.demographic_version d where until_release is null and measure = 'madeUp001' and period = '2023' {ORDER} limit 1000").split()
    for base in (C["cold"], C["api"], C["peer"]):
        assert [item["id"] for item in json.loads(get(base, path)[2])["items"]] == ids, (base, path)
    lines = get(C["api"], C["export"] + "&format=csv")[2].decode().split("\r\n")[1:-1]
    ids = psql(f"select id from opendata.demographic_version d where until_release is null and {C['export_where']} {ORDER}").split()
    assert [line.split(",", 1)[0] for line in lines] == ids, "export"
    for base in (C["nginx"], C["bare"]):
        body = get(base, C["document"], Accept_Encoding="gzip")[2]
        assert gzip.decompress(body) == open(C["document_file"], "rb").read(), base
    return len(lines)


def wrk(base, path=None, script=None, headers=()):
    command = ["wrk", "-t1", "-c16", f"-d{C['seconds']}", "--latency"] + [part for header in headers for part in ("-H", header)]
    command += ["-s", script, base] if script else [base + path]
    out = subprocess.run(command, check=True, capture_output=True, text=True, env={**os.environ, "AREAS": str(C["areas"]), "MEASURES": str(C["measures"]), "YEARS": str(C["years"])}).stdout
    assert "Non-2xx" not in out or "304" in str(headers), out
    number, unit = re.search(r"99% +([\d.]+)(us|ms|s)", out).groups()
    return float(re.search(r"Requests/sec: +([\d.]+)", out)[1]), float(number) * {"us": 0.001, "ms": 1, "s": 1000}[unit]


def pgbench(kind, rows):
    file = os.path.join(C["work"], kind + ".sql")
    random, page = PAGES[kind]
    open(file, "w").write(f"{random}{rows} and {page};\n")
    out = subprocess.run([C["pgbench"], "-h", C["socket"], "-U", "opendata", "-n", "-M", "prepared", "-c", "16", "-j", "1", "-T", str(C["seconds"]), "-f", file, "opendata"], check=True, capture_output=True, text=True).stdout
    return float(re.search(r"tps = ([\d.]+)", out)[1]), float("nan")


def memory():
    return int(re.search(r"VmRSS:\s+(\d+)", open(f"/proc/{C['api_pid']}/status").read())[1]) / 1024


def export(base, path, headers=""):
    """Seconds of a whole answer, milliseconds to its first byte, and by how many MB the server grew meanwhile."""
    before, most, done = memory(), [0], threading.Event()
    def watch():
        while not done.wait(0.05):
            most[0] = max(most[0], memory())
    watcher = threading.Thread(target=watch)
    watcher.start()
    parts = urllib.parse.urlsplit(base)
    start = time.monotonic()
    with socket.create_connection((parts.hostname, parts.port)) as link:
        link.sendall(f"GET {path} HTTP/1.1\r\nHost: {parts.netloc}\r\n{headers}Connection: close\r\n\r\n".encode())
        buffer = bytearray(1 << 18)
        link.recv_into(buffer)
        first = time.monotonic() - start
        while link.recv_into(buffer):
            pass
    took = time.monotonic() - start
    done.set()
    watcher.join()
    return took, 1000 * first, max(0, most[0] - before)


def four(path):
    before, most = memory(), 0
    threads = [threading.Thread(target=export, args=(C["api"], path)) for _ in range(4)]
    for thread in threads:
        thread.start()
    while any(thread.is_alive() for thread in threads):
        most = max(most, memory())
        time.sleep(0.05)
    return most - before


def copy():
    start = time.monotonic()
    subprocess.run([C["psql"], "-h", C["socket"], "-U", "opendata", "-d", "opendata", "-qc", f"copy ({ROWS} and {C['export_where']} {ORDER}) to stdout (format csv)"], check=True, stdout=subprocess.DEVNULL)
    return time.monotonic() - start


def table(title, unit, results, *limits, last="p99 ms"):
    heads = [f"to {limit}" for limit in limits]
    print(f"\n{title}; load average {os.getloadavg()[0]:.1f}\n\n| {' | '.join(['contender', 'median ' + unit, 'spread', *heads, last])} |\n|{' --- |' * (4 + len(limits))}")
    best = [statistics.median(value[0] for value in results[limit]) for limit in limits]
    for name, values in results.items():
        numbers = [value[0] for value in values]
        tail = statistics.median(value[1] for value in values)
        digits = 3 if unit == "s" else 0
        print(f"| {name} | {statistics.median(numbers):,.{digits}f} | {min(numbers):,.{digits}f}–{max(numbers):,.{digits}f} | {' | '.join(f'{statistics.median(numbers) / limit:.2f}' for limit in best)} | {'' if tail != tail else f'{tail:.1f}'} |", flush=True)


def rounds(contenders, count=None):
    results = {name: [] for name in contenders}
    for _ in range(count or C["rounds"]):
        for name, run in contenders.items():
            results[name].append(run())
    return results


def warm(run):
    """Until it no longer gets faster: what is called often is compiled for speed, in the background."""
    best = 0
    for _ in range(8):
        rate = run()[0]
        if rate < 1.05 * best:
            return
        best = max(best, rate)


FOLDER = os.path.dirname(os.path.abspath(__file__))


def script(kind):
    return os.path.join(FOLDER, kind + ".lua")


def pages():
    titles = {"a": "(a) page of 100 of an area", "m": "(a) page of 100 of an area and 17 measures", "b": "(b) page of 1,000"}
    for kind, title in titles.items():
        warm(lambda: wrk(C["cold"], script=script(kind)))
        warm(lambda: wrk(C["peer"], script=script(kind)))
        stored, answered = "pgbench, the rows as stored", "pgbench, the rows as answered"
        run = rounds({stored: lambda: pgbench(kind, ROWS), answered: lambda: pgbench(kind, ANSWERED), "this API": lambda: wrk(C["cold"], script=script(kind)), "fastify + pg": lambda: wrk(C["peer"], script=script(kind))})
        table(f"{title}, uncached", "/s", run, stored, answered)


def deep():
    """A page in the middle of all observations, which is walked to."""
    cursor, first = "", "/v1/demographics?limit=100"
    for _ in range(C["areas"] * C["measures"] * C["years"] // 2000):
        following = json.loads(get(C["cold"], f"/v1/demographics?limit=1000&fields=id{cursor}")[2])["links"]["next"]
        cursor = "&cursor=" + urllib.parse.parse_qs(urllib.parse.urlsplit(following).query)["cursor"][0]
    warm(lambda: wrk(C["cold"], first + cursor))
    table("(a) the first page of all, and one in the middle by its cursor", "/s", rounds({"first page": lambda: wrk(C["cold"], first), "in the middle": lambda: wrk(C["cold"], first + cursor)}), "first page")


def again():
    for _ in range(3):
        status, headers, _ = get(C["api"], C["document"])
        get(C["api"], C["document"], Accept_Encoding="gzip")
    known = {"nginx": get(C["nginx"], C["document"])[1]["ETag"], "bare Kestrel": '"ready"', "this API": headers["ETag"]}
    bases = {"nginx": C["nginx"], "bare Kestrel": C["bare"], "this API": C["api"]}
    for title, header in (("(d) the same list again, whole", lambda name: ()), ("(d) the same, ready gzip", lambda name: ("Accept-Encoding: gzip",)), ("(d) the same, 304", lambda name: (f"If-None-Match: {known[name]}",))):
        for name in bases:
            warm(lambda: wrk(bases[name], C["document"], headers=header(name)))
        table(title, "/s", rounds({name: (lambda name=name: wrk(bases[name], C["document"], headers=header(name))) for name in bases}), "nginx")


def wholes(rows):
    nan, few = float("nan"), max(2, C["rounds"] - 2)
    for format in ("csv", "ndjson", "json"):
        export(C["api"], f"{C['export']}&format={format}")
    run = rounds({"psql COPY": lambda: (copy(), nan), **{f"{format} of this API": (lambda format=format: export(C["api"], f"{C['export']}&format={format.lower()}")) for format in ("CSV", "NDJSON", "JSON")},
                  "nginx, ready file": lambda: (export(C["nginx"], "/export.csv")[0], nan)}, few)
    table(f"(c) whole result, {rows:,} rows", "s", run, "psql COPY", last="first byte ms")
    growth = [value[2] for name in run for value in run[name] if len(value) > 2]
    print(f"\nmemory growth: one export {max(growth):.0f} MB, four at once {four(C['export'] + '&format=csv'):.0f} MB; afterwards {memory():.0f} MB")
    coding = "Accept-Encoding: gzip\r\n"
    assert gzip.decompress(get(C["api"], C["file"], Accept_Encoding="gzip")[2]) == gzip.decompress(get(C["nginx"], "/export.csv", Accept_Encoding="gzip")[2]), "data file"
    run = rounds({"nginx": lambda: export(C["nginx"], "/export.csv", coding)[:2], "this API": lambda: export(C["api"], C["file"], coding)[:2]})
    table("(c) a whole data file of as many rows, compressed", "s", run, "nginx", last="first byte ms")


def main():
    rows = check()
    print(f"checked against psql; the export has {rows:,} rows; load average now {os.getloadavg()[0]:.1f}")
    pages()
    if C["growing"]:
        return
    deep()
    again()
    wholes(rows)


main()
