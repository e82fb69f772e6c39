"""Measure the general's desk over HTTP: how long each change by hand takes until its new minutes are read.

    python -m bench.desk [--quick] [--geodata ../shared/geodata]

Serves a throw-away site with a made-up town of 2,080 addresses and, where the real samples lie beside the
project, one with Midtbyen in Trondheim (1,906 buildings standing in for addresses). Cuts it, then changes it
again and again; a change is timed from the request until the page with the new minutes has been read.
Prints a table and writes bench/results/desk.json.
"""

import argparse
import json
import os
import random
import re
import statistics
import tempfile
import time
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from bench.desk_town import free_port, serving, site_with
from bench.web import Browser

PROJECT = Path(__file__).parents[1]
RESULTS = PROJECT / "bench" / "results" / "desk.json"
LIMIT_MS = 500.0
MIDTBYEN = Path("trondheim") / "midtbyen_roads_buildings.osm.pbf"
SESSION_COOKIE = "__Host-session"
UNDER_WAY = '<progress id="progress"'
Form = dict[str, str]


@dataclass(frozen=True)
class Timed:
    """Milliseconds from a change to the page with its minutes, over `times` changes."""

    town: str
    change: str
    times: int
    median_ms: float
    worst_ms: float


class SignedIn(Browser):
    """A browser with a session that was opened beside the site."""

    def __init__(self, port: int, token: str) -> None:
        super().__init__(port)
        self._cookie = f"{SESSION_COOKIE}={token}"


class Desk:
    """A general at one cut."""

    def __init__(self, browser: Browser, district: str, seed: int = 1) -> None:
        self._browser = browser
        self.district = district
        self._random = random.Random(seed)  # noqa: S311 - the same changes every time, not a secret
        form = {"by": "minutes", "least_minutes": "75", "target_minutes": "90", "most_minutes": "100"}
        _status, headers, _page = browser.ask("POST", f"/districts/{district}/cuts", form)
        self.cut = headers["Location"]
        self.page = self._read()

    def _read(self) -> str:
        """Read the cut's page, again while the engine is at it."""
        page: str = self._browser.ask("GET", self.cut)[2]
        while UNDER_WAY in page:
            time.sleep(0.02)
            page = self._browser.ask("GET", self.cut)[2]
        return page

    @property
    def version(self) -> str:
        found = re.search(r'name="version" value="(\d+)"', self.page)
        return found[1] if found else "1"

    def routes(self) -> list[str]:
        """List the ids of the routes by number."""
        return list(dict.fromkeys(re.findall(r'href="/walk-routes/([0-9a-f-]{36})"', self.page)))

    def neighbours(self) -> tuple[str, str]:
        """Choose a route and one beside it."""
        one = self._random.choice(self.routes())
        page = self._browser.ask("GET", f"/walk-routes/{one}")[2]
        beside = re.findall(r'<option value="([0-9a-f-]{36})"', page)
        return one, beside[0]

    def on_page(self, path: str, pattern: str) -> list[str]:
        """Find what a page offers to choose from."""
        return re.findall(pattern, self._browser.ask("GET", path)[2])

    def change(self, what: str, form: Form) -> float:
        """Make a change and give the milliseconds until its minutes are read."""
        before, started = self.version, time.perf_counter()
        status, _headers, body = self._browser.ask("POST", f"{self.cut}/{what}", form | {"version": before})
        if status != 303:
            raise SystemExit(f"{what} answered {status}: {re.sub('<[^>]*>', ' ', body)[:300]}")
        self.page = self._read()
        return 1000 * (time.perf_counter() - started)


def move_address(desk: Desk) -> float:
    """Move the last address of a route to the route beside it."""
    one, other = desk.neighbours()
    found = desk.on_page(f"/walk-routes/{one}", r'name="addresses" value="(\d+)"')
    return desk.change("moves", {"into": other, "addresses": found[-1]})


def move_side(desk: Desk) -> float:
    """Move one side of a street, or a street; an address where the route has no named street."""
    one, other = desk.neighbours()
    found = desk.on_page(f"/walk-routes/{one}", r'<option value="([^"|]+\|(?:even|odd|all))"')
    if not found:
        return move_address(desk)
    return desk.change("moves", {"into": other, "origin": one, "sides": found[-1].replace("&amp;", "&")})


def move_shape(desk: Desk) -> float:
    """Draw round the first half of a route's walk, whoever's addresses are inside, and make a route of it."""
    one, _other = desk.neighbours()
    data = json.loads(desk.on_page(f"{desk.cut}/map.json", r"(?s).*")[0])
    path = next(route["path"] for route in data["routes"] if route["id"] == one)
    lons, lats = [p[0] for p in path[: len(path) // 2 + 2]], [p[1] for p in path[: len(path) // 2 + 2]]
    west, east, south, north = min(lons) - 5e-4, max(lons) + 5e-4, min(lats) - 2e-4, max(lats) + 2e-4
    shape = f"{west},{south} {east},{south} {east},{north} {west},{north}"
    asked = f"{desk.cut}/selection?shape={shape.replace(' ', '%20')}"
    sides = desk.on_page(asked, r'name="sides" value="([^"]+)"')
    return desk.change("moves", {"into": "new", "shape": shape, "sides": sides[0].replace("&amp;", "&")})


def merge(desk: Desk) -> float:
    """Make one route of two that lie side by side."""
    one, other = desk.neighbours()
    return desk.change("merges", {"into": one, "other": other})


def split(desk: Desk) -> float:
    """Make two routes of one."""
    return desk.change("splits", {"walk_route": desk.neighbours()[0]})


def undo(desk: Desk) -> float:
    """Take the newest change back."""
    return desk.change("undos", {})


def redo(desk: Desk) -> float:
    """Take the newest change back, untimed, and make it again."""
    desk.change("undos", {})
    return desk.change("redos", {})


CHANGES = {
    "move an address": move_address,
    "move a street side": move_side,
    "move a drawn shape": move_shape,
    "merge two": merge,
    "split one": split,
    "undo": undo,
    "redo": redo,
}


def measure(town: str, desk: Desk, times: int) -> list[Timed]:
    """Make each kind of change some times, in turn, so that the cut stays a cut people would make."""
    taken: dict[str, list[float]] = {name: [] for name in CHANGES}
    for _round in range(times):
        for name, change in CHANGES.items():
            taken[name].append(change(desk))
    mends = [desk.change("recuts", {"everything": "false"})]
    whole = [desk.change("recuts", {})]
    taken |= {"(cut anew what must)": mends, "(cut all anew)": whole}
    return [
        Timed(town, name, len(ms), round(statistics.median(ms), 1), round(max(ms), 1))
        for name, ms in taken.items()
    ]


def main() -> None:
    """Measure, print and write."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--quick", action="store_true", help="fewer changes; under a minute")
    default = os.environ.get("DORBANK_GEODATA", str(PROJECT.parent / "shared" / "geodata"))
    parser.add_argument("--geodata", type=Path, default=Path(default), help="real samples")
    asked = parser.parse_args()
    towns = {"made-up town": ""} | (
        {"Midtbyen": str(asked.geodata / MIDTBYEN)} if (asked.geodata / MIDTBYEN).is_file() else {}
    )
    found = []
    for town, source in towns.items():
        with tempfile.TemporaryDirectory() as folder:
            environment = {**os.environ, "DORBANK_DATA": folder, "DATABASE_URL": "", "PORT": str(free_port())}
            site = site_with(environment, source, 16, 12)
            with serving(environment):
                browser = SignedIn(int(environment["PORT"]), site.token)
                print(f"{town}: {site.addresses} addresses")
                found += measure(town, Desk(browser, site.district), 2 if asked.quick else 12)
    report(found)


def report(found: list[Timed]) -> None:
    """Print and write what was measured."""
    print(f"\n{'town':<14} {'change':<22} {'times':>5} {'median ms':>10} {'worst ms':>9}")
    for one in found:
        print(f"{one.town:<14} {one.change:<22} {one.times:>5} {one.median_ms:>10.0f} {one.worst_ms:>9.0f}")
    worst = max(one.worst_ms for one in found if not one.change.startswith("("))
    print(f"\nWorst change by hand: {worst:.0f} ms (goal {LIMIT_MS:.0f} ms)")
    RESULTS.parent.mkdir(parents=True, exist_ok=True)
    facts = {"at": datetime.now(UTC).isoformat(), "changes": [asdict(one) for one in found]}
    RESULTS.write_text(json.dumps(facts, indent=1))


if __name__ == "__main__":
    main()
