"""What else is read where observations are millions, and whether it keeps quick pages waiting.

costly.py BASE SECONDS: prints the times of such reads, one at a time, and those of quick pages at rest and while 20 clients
ask for them; a client that is refused (503) tries again after a tenth of a second.
"""
import http.client, json, sys, threading, time, urllib.parse

BASE, SECONDS = urllib.parse.urlsplit(sys.argv[1]).netloc, float(sys.argv[2])
READS = ["/municipalities", "/compare", "/compare?measure=madeUp001", "/v1/compare?measure=madeUp001", "/v1/compare", "/v1/changes?limit=1", "/releases/2", "/v1/demographics?text=nothing", "/v1/demographics?q=nothing"]


def get(path):
    link = http.client.HTTPConnection(BASE, timeout=120)
    start = time.monotonic()
    link.request("GET", urllib.parse.quote(path, safe="/?=&-"))
    answer = link.getresponse()
    answer.read()
    return answer.status, 1000 * (time.monotonic() - start)


def quick(until):
    """Milliseconds of quick pages, one after another, in order."""
    times = []
    while time.monotonic() < until:
        status, took = get(f"/v1/demographics?area=madeup-{len(times) % 100:04}")
        assert status == 200, status
        times.append(took)
        time.sleep(0.02)
    return sorted(times)


def beside(path):
    """Quick pages while 20 clients ask for a costly one, each time another where it takes a text."""
    until, answers, lock = time.monotonic() + SECONDS, {}, threading.Lock()

    def ask(n):
        while time.monotonic() < until:
            status, _ = get(path + str(n) if path.endswith("nothing") else path)
            with lock:
                answers[status] = answers.get(status, 0) + 1
            time.sleep(0.1 if status == 503 else 0)

    clients = [threading.Thread(target=ask, args=(n,)) for n in range(20)]
    for client in clients:
        client.start()
    times = quick(until)
    for client in clients:
        client.join()
    return times, answers


def row(name, times, answers=""):
    print(f"| {name} | {len(times)} | {times[len(times) // 2]:.0f} | {times[int(0.99 * len(times))]:.0f} | {times[-1]:.0f} | {answers} |", flush=True)


print("\nread where observations are millions\n\n| read | status | first ms | again ms |\n| --- | --- | --- | --- |")
for path in READS:
    (status, first), (_, again) = get(path), get(path)
    print(f"| `{path}` | {status} | {first:.0f} | {again:.0f} |", flush=True)
print("\nquick pages beside them, 20 clients\n\n| beside | pages | p50 ms | p99 ms | longest ms | the others' answers |\n| --- | --- | --- | --- | --- | --- |")
row("nothing", quick(time.monotonic() + SECONDS))
for path in READS[2:4] + READS[5:]:
    times, answers = beside(path)
    row(f"`{path}`", times, json.dumps(answers).strip("{}").replace('"', ""))
