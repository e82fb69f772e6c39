"""Measure the desk's map in Chromium with a cut of 15,000 addresses: frames, long tasks, kilobytes.

    python -m bench.desk_browser [--quick]

Serves a throw-away site with a made-up town of 15,224 addresses, cuts it, opens the cut, drags the map about
far away and near by, and comes nearer step by step. A frame is the time between two of the browser's own
animation frames, a long task anything that holds its main thread for more than 50 ms. Prints a table and
writes bench/results/desk_browser.json.
"""

import argparse
import json
import os
import statistics
import sys
import tempfile
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from playwright.sync_api import Page

from bench.desk import Desk, SignedIn
from bench.desk_town import free_port, serving, site_with

PROJECT = Path(__file__).parents[1]
RESULTS = PROJECT / "bench" / "results" / "desk_browser.json"
sys.path.append(str(PROJECT / "tests"))
HEADS = ("s", "frames", "median", "p95", "worst", "long", "longest", "kB")
WATCH = """
window.long = []; window.frames_ms = [];
const note = (list) => long.push(...list.getEntries().map((entry) => entry.duration));
new PerformanceObserver(note).observe({ type: "longtask" });
let before = performance.now();
const tick = (now) => { frames_ms.push(now - before); before = now; requestAnimationFrame(tick); };
requestAnimationFrame(tick);
"""


@dataclass(frozen=True)
class Seen:
    """What one deed cost: seconds it took, frames, long tasks and what came over the wire."""

    deed: str
    seconds: float
    frames: int
    median_frame_ms: float
    p95_frame_ms: float
    worst_frame_ms: float
    long_tasks: int
    longest_task_ms: float
    kilobytes: float


class Window:
    """The browser's window on a cut."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self._bytes = 0.0
        wire = page.context.new_cdp_session(page)
        wire.send("Network.enable")
        wire.on("Network.loadingFinished", self._count)

    def _count(self, event: dict[str, float]) -> None:
        self._bytes += event["encodedDataLength"]

    def during(self, deed: str, do: Callable[[Page], None]) -> Seen:
        """Do something and tell what it cost, until nothing more comes."""
        before = self._bytes
        if self.page.url.startswith("http"):
            self.page.evaluate("window.long.length = window.frames_ms.length = 0")
        started = datetime.now(UTC)
        do(self.page)
        seconds = (datetime.now(UTC) - started).total_seconds()
        self.page.wait_for_load_state("networkidle")
        long, frames = self.page.evaluate("[window.long, window.frames_ms]")
        return Seen(
            deed=deed,
            seconds=round(seconds, 2),
            frames=len(frames),
            median_frame_ms=round(statistics.median(frames), 1),
            p95_frame_ms=round(statistics.quantiles(frames, n=20)[-1], 1),
            worst_frame_ms=round(max(frames), 1),
            long_tasks=len(long),
            longest_task_ms=round(max(long, default=0.0)),
            kilobytes=round((self._bytes - before) / 1000, 1),
        )


def drag(page: Page, times: int) -> None:
    """Drag the map there and back, with a step for every frame."""
    box = page.locator("#map").bounding_box()
    assert box is not None  # noqa: S101 - the map is there, or the measurement ends here
    left, top = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    for turn in range(times):
        aside = 300 if turn % 2 else -300
        page.mouse.move(left, top)
        page.mouse.down()
        page.mouse.move(left + aside, top + aside / 2, steps=40)
        page.mouse.up()


def come_nearer(page: Page, steps: int) -> None:
    """Press + so many times, each when the last has come to rest."""
    for _step in range(steps):
        page.locator(".leaflet-control-zoom-in").click()
        page.wait_for_timeout(500)


def look(page: Page, url: str, times: int) -> list[Seen]:
    """Open the cut and move about in it."""
    page.add_init_script(WATCH)
    window = Window(page)

    def open_cut(on: Page) -> None:
        on.goto(url)
        on.locator(".route-sign").first.wait_for()

    return [
        window.during("open", open_cut),
        window.during("drag, whole town", lambda on: drag(on, times)),
        window.during("come nearer, 4 steps", lambda on: come_nearer(on, 4)),
        window.during("drag, near by", lambda on: drag(on, times)),
    ]


def main() -> None:
    """Measure, print and write."""
    from live import chromium  # noqa: PLC0415 - found in tests/ once the path is set

    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--quick", action="store_true", help="fewer drags; under a minute and a half")
    times = 4 if parser.parse_args().quick else 12
    with tempfile.TemporaryDirectory() as folder, chromium() as browser:
        environment = {**os.environ, "DORBANK_DATA": folder, "DATABASE_URL": "", "PORT": str(free_port())}
        town = site_with(environment, "", 44, 30)
        with serving(environment):
            port = int(environment["PORT"])
            desk = Desk(SignedIn(port, town.token), town.district)
            context = browser.new_context(viewport={"width": 1280, "height": 800})
            # A browser keeps such a cookie only from a site with a certificate: it is sent by hand.
            context.set_extra_http_headers({"Cookie": f"__Host-session={town.token}"})
            seen = look(context.new_page(), f"http://localhost:{port}{desk.cut}", times)
            routes = len(desk.routes())
    print(f"{town.addresses} addresses, {routes} routes\n")
    print(f"{'deed':<22}" + "".join(f"{name:>9}" for name in HEADS))
    for one in seen:
        print(f"{one.deed:<22}" + "".join(f"{value:>9.0f}" for value in list(asdict(one).values())[1:]))
    RESULTS.parent.mkdir(parents=True, exist_ok=True)
    facts = {"at": datetime.now(UTC).isoformat(), "addresses": town.addresses, "routes": routes}
    RESULTS.write_text(json.dumps(facts | {"seen": [asdict(one) for one in seen]}, indent=1))


if __name__ == "__main__":
    main()
