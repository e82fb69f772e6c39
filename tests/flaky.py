"""A line between phone and server that drops, delays and cuts off: what coverage is like on a staircase."""

import http.client
import itertools
import random
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import ClassVar

from live import free_port

SKIPPED = {"transfer-encoding", "connection"}
LATE_SECONDS = 1.5
KINDS = ("dropped", "lost after the commit", "late")


class Line(BaseHTTPRequestHandler):
    """Passes a request on, unless chance says otherwise. The share of trouble is for posts only."""

    target_port: ClassVar[int]
    chance: ClassVar[random.Random]
    kinds: ClassVar[Iterator[str]]
    share: ClassVar[float]
    happened: ClassVar[Counter[str]]
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """Pass on."""
        self._pass("")

    def do_POST(self) -> None:
        """Pass on, or lose the request, or lose the answer after the commit, or answer late."""
        self._pass(next(self.kinds) if self.chance.random() < self.share else "")

    def _pass(self, trouble: str) -> None:
        self.happened[trouble or "passed"] += 1
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        if trouble == "dropped":
            self._hang_up()
            return
        onward = http.client.HTTPConnection("127.0.0.1", self.target_port, timeout=60)
        onward.request(self.command, self.path, body, dict(self.headers.items()))
        answer = onward.getresponse()
        content = answer.read()
        onward.close()
        if trouble == "lost after the commit":
            self._hang_up()
            return
        if trouble == "late":
            time.sleep(LATE_SECONDS)
        self.send_response_only(answer.status)
        for name, value in answer.getheaders():
            if name.lower() not in SKIPPED | {"content-length"}:
                self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def _hang_up(self) -> None:
        self.close_connection = True
        self.connection.close()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is http.server's
        """Keep quiet."""

    def handle_one_request(self) -> None:
        """Serve one request; a phone that hangs up is none of our trouble."""
        try:
            super().handle_one_request()
        except (ConnectionError, OSError):
            self.close_connection = True


@contextmanager
def flaky_line(target_port: int, share: float, seed: int = 1) -> Iterator[tuple[int, Counter[str]]]:
    """Open a line to a server; give its port and a running count of what happened on it."""
    happened: Counter[str] = Counter()
    facts = {
        "target_port": target_port,
        "chance": random.Random(seed),  # noqa: S311 - repeatable, not secret
        "kinds": itertools.cycle(KINDS),
        "share": share,
        "happened": happened,
    }
    server = ThreadingHTTPServer(("127.0.0.1", free_port()), type("ThisLine", (Line,), facts))
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield server.server_port, happened
    finally:
        server.shutdown()
        server.server_close()
