"""Measure the site as a browser meets it: start-up, pages per role, pages while a cut runs, memory.

    python bench/web.py [--quick]

Makes the practice evening in a throw-away folder, serves it, and asks over HTTP, one request at a time.
Prints tables and writes bench/results/web.json.
"""

import argparse
import http.client
import json
import os
import re
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.parse
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

import psutil

PROJECT = Path(__file__).parents[1]
RESULTS = PROJECT / "bench" / "results" / "web.json"
START_LIMIT_SECONDS = 3.0
BUSY_LIMIT_MS = 200.0
PAGES = {
    "nobody": ["/", "/sign-in", "/privacy"],
    "volunteer": ["/me", "/goal"],
    "general": ["/rounds", "/districts"],
    "committee": ["/programme/inputs"],
    "board": ["/people", "/goal"],
}


@dataclass(frozen=True)
class Timed:
    """Milliseconds from request to the last byte, over `asked` requests for one page."""

    role: str
    path: str
    asked: int
    p50_ms: float
    p95_ms: float


class Browser:
    """One keep-alive connection with one session cookie."""

    def __init__(self, port: int, link: str = "") -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self._cookie = ""
        if link:
            _status, headers, _body = self.ask("POST", urllib.parse.urlsplit(link).path)
            self._cookie = headers["Set-Cookie"].split(";")[0]

    def ask(
        self, method: str, path: str, form: dict[str, str] | None = None
    ) -> tuple[int, http.client.HTTPMessage, str]:
        """Send one request and read the whole answer."""
        headers = {"Sec-Fetch-Site": "same-origin", "Cookie": self._cookie}
        body = urllib.parse.urlencode(form or {})
        if method == "POST":
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        self._connection.request(method, path, body if method == "POST" else None, headers)
        answer = self._connection.getresponse()
        return answer.status, answer.headers, answer.read().decode()

    def timed(self, path: str) -> float:
        """Give the milliseconds one page takes; a page that fails ends the measurement."""
        started = time.perf_counter()
        status, _headers, _body = self.ask("GET", path)
        if status != http.HTTPStatus.OK:
            raise SystemExit(f"{path} answered {status}")
        return 1000 * (time.perf_counter() - started)


def main() -> None:
    """Measure, print and write."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--quick", action="store_true", help="fewer requests; under a minute")
    asked = 30 if parser.parse_args().quick else 200
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "DORBANK_DATA": folder, "DATABASE_URL": "", "PORT": str(_free_port())}
        for command in ("migrate", "practice"):
            _dorbank(environment, command)
        links = dict(re.findall(r"(\w+) +\S+ \S+ +(http\S+)", _dorbank(environment, "links")))
        with _serving(environment) as (process, start_seconds):
            port = int(environment["PORT"])
            people = {role: Browser(port, links.get(role, "")) for role in PAGES}
            pages = [
                _page(people[role], role, path, asked) for role, paths in PAGES.items() for path in paths
            ]
            busy, cuts = _while_cutting(people["nobody"], people["general"], asked)
            memory = _megabytes(process)
    _report(start_seconds, pages, busy, cuts, memory)


def _page(browser: Browser, role: str, path: str, asked: int) -> Timed:
    browser.timed(path)
    return _summary(role, path, [browser.timed(path) for _ in range(asked)])


def _while_cutting(visitor: Browser, general: Browser, asked: int) -> tuple[Timed, int]:
    """Ask for the front page again and again while the engine cuts; give that and how many cuts ran."""
    _status, _headers, body = general.ask("GET", "/districts")
    districts = sorted(set(re.findall(r"/districts/([0-9a-f-]{36})", body)))
    times: list[float] = []
    cuts = 0
    while len(times) < asked:
        cuts += 1
        form = {"by": "minutes", "least_minutes": "75", "target_minutes": "90", "most_minutes": "100"}
        _status, headers, _body = general.ask(
            "POST", f"/districts/{districts[cuts % len(districts)]}/cuts", form
        )
        path = urllib.parse.urlsplit(headers["Location"]).path
        while '<progress id="progress"' in general.ask("GET", path)[2]:
            times.append(visitor.timed("/"))
            time.sleep(0.02)
    return _summary("nobody", "/ while cutting", times), cuts


def _summary(role: str, path: str, times: list[float]) -> Timed:
    cuts = statistics.quantiles(times, n=20)
    return Timed(role, path, len(times), round(statistics.median(times), 1), round(cuts[-1], 1))


def _megabytes(process: psutil.Process) -> dict[str, float]:
    """Give the resident memory of the web process and of the engine's."""
    engine = sum(child.memory_info().rss for child in process.children(recursive=True))
    return {"web": round(process.memory_info().rss / 1e6, 1), "engine": round(engine / 1e6, 1)}


def _report(
    start_seconds: float, pages: list[Timed], busy: Timed, cuts: int, memory: dict[str, float]
) -> None:
    print(f"Second start to first page: {start_seconds:.1f} s (goal {START_LIMIT_SECONDS:.0f} s)")
    print(f"Memory: web {memory['web']:.0f} MB, engine {memory['engine']:.0f} MB\n")
    print(f"{'role':<10} {'page':<22} {'asked':>6} {'p50 ms':>8} {'p95 ms':>8}")
    for page in [*pages, busy]:
        print(f"{page.role:<10} {page.path:<22} {page.asked:>6} {page.p50_ms:>8.1f} {page.p95_ms:>8.1f}")
    print(f"\nWhile {cuts} cuts ran: p95 {busy.p95_ms:.0f} ms (goal {BUSY_LIMIT_MS:.0f} ms)")
    RESULTS.parent.mkdir(parents=True, exist_ok=True)
    facts = {
        "at": datetime.now(UTC).isoformat(),
        "start_s": round(start_seconds, 2),
        "memory_mb": memory,
        "pages": [asdict(page) for page in pages],
        "while_cutting": asdict(busy),
    }
    RESULTS.write_text(json.dumps(facts, indent=1))


@contextmanager
def _serving(environment: dict[str, str]) -> Iterator[tuple[psutil.Process, float]]:
    """Serve; give the process and the seconds until the first page."""
    started = time.perf_counter()
    site = subprocess.Popen(
        [sys.executable, "-m", "app", "serve"],
        cwd=PROJECT,
        env=environment,
        stderr=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
    )
    try:
        while True:
            try:
                Browser(int(environment["PORT"])).timed("/")
                break
            except ConnectionError:
                if site.poll() is not None:
                    raise SystemExit("the site stopped before its first page") from None
                time.sleep(0.02)
        yield psutil.Process(site.pid), time.perf_counter() - started
    finally:
        site.terminate()
        site.wait(20)


def _dorbank(environment: dict[str, str], command: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "app", command],
        cwd=PROJECT,
        env=environment,
        check=True,
        capture_output=True,
        text=True,
    )
    return done.stdout


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


if __name__ == "__main__":
    main()
