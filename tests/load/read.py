"""Reads a page of /v1/demographics?area=... over and over until it is ended (SIGTERM), then prints the times.

read.py BASE LABEL [CLIENTS]: clients on connections of their own, each up to 20 requests a second, made-up areas in turn.
"""
import http.client
import signal
import sys
import threading
import time
import urllib.parse

stop = threading.Event()
times, failures, lock = [], [], threading.Lock()


def client(address, offset):
    connection = http.client.HTTPConnection(address, timeout=60)
    n = offset
    while not stop.is_set():
        start = time.monotonic()
        try:
            connection.request("GET", f"/v1/demographics?area=madeup-{n % 1000:04}&limit=100")
            response = connection.getresponse()
            response.read()
            status = response.status
        except OSError as error:
            status = repr(error)
            connection.close()
        took = time.monotonic() - start
        with lock:
            times.append(took)
            if status != 200:
                failures.append(status)
        n += 7
        stop.wait(max(0, 0.05 - took))


def main():
    signal.signal(signal.SIGTERM, lambda *_: stop.set())
    address = urllib.parse.urlsplit(sys.argv[1]).netloc
    threads = [threading.Thread(target=client, args=(address, i * 131)) for i in range(int(sys.argv[3]) if len(sys.argv) > 3 else 4)]
    for thread in threads:
        thread.start()
    while not stop.wait(0.2):
        pass
    for thread in threads:
        thread.join()
    ordered = sorted(times)
    at = lambda share: f"{1000 * ordered[min(len(ordered) - 1, int(share * len(ordered)))]:.0f} ms"
    print(f"readers {sys.argv[2]}: {len(ordered)} answers, p50 {at(0.5)}, p99 {at(0.99)}, longest {at(1)}, failed {len(failures)} {failures[:3] or ''}")


main()
