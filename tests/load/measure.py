"""Rounds of tests/load/run.sh: every contender in turn, again and again, so that what else the machine does meets them all.

measure.py CONFIG: a JSON file of run.sh with addresses and sizes. Prints one table.
"""
import gzip, http.client, json, os, re, socket, statistics, subprocess, sys, threading, time, urllib.parse

C = json.load(open(sys.argv[1]))
COLUMNS = "id, area, measure, period, period_reason, amount, approximate, unit, printed, amount_reason, projection, basis, basis_reason, inferred, inference_reasons, source, source_place, case when revised then since_release end"
ROWS = f"select {COLUMNS} from opendata.demographic_version where until_release is null"
ORDER = "order by measure, period, area, id"
SQL = {
    "a": f"\\set a random(0, {C['areas'] - 1})\n{ROWS} and area = 'madeup-' || to_char(:a::integer, 'FM0000') {ORDER} limit 101;\n",
    "b": f"\\set m random(0, {C['measures'] - 1})\n\\set y random(0, {C['years'] - 1})\n{ROWS} and measure = 'madeUp' || to_char(:m::integer, 'FM000') and period = (2025 - 5 * :y::integer)::text {ORDER} limit 1001;\n",
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
        ids = psql(f"select id from opendata.demographic_version where until_release is null and area = 'madeup-{area:04}' {ORDER} limit 100").split()
        for base in (C["cold"], C["api"], C["peer"]):
            assert [item["id"] for item in json.loads(get(base, path)[2])["items"]] == ids, (base, path)
    path = "/v1/demographics?measure=madeUp001&period=2015&limit=1000"
    ids = psql(f"select id from opendata.demographic_version where until_release is null and measure = 'madeUp001' and period = '2015' {ORDER} limit 1000").split()
    for base in (C["cold"], C["api"], C["peer"]):
        assert [item["id"] for item in json.loads(get(base, path)[2])["items"]] == ids, (base, path)
    lines = get(C["api"], C["export"] + "&format=csv")[2].decode().split("\r\n")[1:-1]
    ids = psql(f"select id from opendata.demographic_version where until_release is null and {C['export_where']} {ORDER}").split()
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


def pgbench(kind):
    file = os.path.join(C["work"], kind + ".sql")
    open(file, "w").write(SQL[kind])
    out = subprocess.run([C["pgbench"], "-h", C["socket"], "-U", "opendata", "-n", "-M", "prepared", "-c", "16", "-j", "1", "-T", str(C["seconds"]), "-f", file, "opendata"], check=True, capture_output=True, text=True).stdout
    return float(re.search(r"tps = ([\d.]+)", out)[1]), float("nan")


def memory():
    return int(re.search(r"VmRSS:\s+(\d+)", open(f"/proc/{C['api_pid']}/status").read())[1]) / 1024


def export(base, path):
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
        link.sendall(f"GET {path} HTTP/1.1\r\nHost: {parts.netloc}\r\nConnection: close\r\n\r\n".encode())
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


def table(title, unit, results, limit, lower_is_better=False):
    print(f"\n{title}\n| contender | median {unit} | spread | to the limit | p99 ms |\n| --- | --- | --- | --- | --- |")
    best = statistics.median(value[0] for value in results[limit])
    for name, values in results.items():
        numbers = [value[0] for value in values]
        tail = statistics.median(value[1] for value in values)
        print(f"| {name} | {statistics.median(numbers):,.2f} | {min(numbers):,.2f}–{max(numbers):,.2f} | {statistics.median(numbers) / best:.2f} | {'' if tail != tail else f'{tail:.1f}'} |")


def rounds(contenders, count):
    results = {name: [] for name in contenders}
    for _ in range(count):
        for name, run in contenders.items():
            results[name].append(run())
    return results


def main():
    rows = check()
    print(f"checked against psql; the export has {rows:,} rows; load average now {os.getloadavg()[0]:.1f}; idle memory {memory():.0f} MB")
    folder = os.path.dirname(os.path.abspath(__file__))
    for _ in range(2):  # until what is called often is compiled for speed
        for kind in "ab":
            wrk(C["cold"], script=os.path.join(folder, kind + ".lua"))
        wrk(C["api"], C["document"])
    for kind in "ab":
        script = os.path.join(folder, kind + ".lua")
        run = rounds({"pgbench, the same rows (limit)": lambda: pgbench(kind), "this API": lambda: wrk(C["cold"], script=script), "fastify + pg": lambda: wrk(C["peer"], script=script)}, C["rounds"])
        table(f"({kind}) page of {100 if kind == 'a' else '1,000'}, uncached; load average {os.getloadavg()[0]:.1f}", "/s", run, "pgbench, the same rows (limit)")
    for _ in range(3):
        status, headers, _ = get(C["api"], C["document"])
        get(C["api"], C["document"], Accept_Encoding="gzip")
    tag = headers["ETag"]
    known = {"nginx": get(C["nginx"], C["document"])[1]["ETag"], "bare Kestrel": '"ready"', "this API": tag}
    bases = {"nginx": C["nginx"], "bare Kestrel": C["bare"], "this API": C["api"]}
    for title, header in (("(d) the same list again, whole", lambda name: ()), ("(d) ready gzip", lambda name: ("Accept-Encoding: gzip",)), ("(d) 304", lambda name: (f"If-None-Match: {known[name]}",))):
        run = rounds({name: (lambda name=name: wrk(bases[name], C["document"], headers=header(name))) for name in bases}, C["rounds"])
        table(f"{title}; load average {os.getloadavg()[0]:.1f}", "/s", run, "nginx")
    nan = float("nan")
    run = rounds({"psql COPY (limit)": lambda: (copy(), nan), "CSV of this API": lambda: export(C["api"], C["export"] + "&format=csv"), "NDJSON of this API": lambda: export(C["api"], C["export"] + "&format=ndjson"),
                  "JSON of this API": lambda: export(C["api"], C["export"] + "&format=json"), "nginx, ready file": lambda: (export(C["nginx"], "/export.csv")[0], nan)}, max(2, C["rounds"] - 2))
    table(f"(c) whole result, {rows:,} rows; the last column is the first byte; load average {os.getloadavg()[0]:.1f}", "s", run, "psql COPY (limit)")
    growth = [value[2] for name in run for value in run[name] if len(value) > 2]
    print(f"\nmemory growth: one export {max(growth):.0f} MB, four at once {four(C['export'] + '&format=csv'):.0f} MB; afterwards {memory():.0f} MB")


main()
