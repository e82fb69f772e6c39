"""Measure «Hvor mange lag er vi?»: seconds from the tap until every team has a route, over HTTP.

    python -m bench.tonight [--times N] [--geodata ../shared/geodata]

Serves a throw-away site with Midtbyen in Trondheim (1,906 buildings standing in for addresses) where the real
samples lie beside the project, else a made-up town of 2,080 addresses, and cuts it. Then, N times each:
routes are picked for teams that they suffice for; the last three routes are cut anew into five; and all
routes of a fresh cut are cut anew into three more than there are. Prints a table and writes
bench/results/tonight.json.
"""

import argparse
import json
import os
import statistics
import tempfile
import time
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bench.desk import MIDTBYEN, Desk, SignedIn
from bench.desk_town import PROJECT, free_port, serving, site_with

RESULTS = PROJECT / "bench" / "results" / "tonight.json"
LIMIT_S = 5.0
LEFT, WANTED, MORE = 3, 5, 3
CHANGING, ROUTELESS = 'hx-trigger="every 2s"', "Ingen rute ennå"


@dataclass(frozen=True)
class Settled:
    """Seconds until so many teams had their routes, and how many routes nobody had before."""

    how: str
    free: int
    teams: int
    seconds: float


def main() -> None:
    """Measure, print and write."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--times", type=int, default=3, help="how often each is measured")
    default = os.environ.get("DORBANK_GEODATA", str(PROJECT.parent / "shared" / "geodata"))
    parser.add_argument("--geodata", type=Path, default=Path(default), help="real samples")
    asked = parser.parse_args()
    source = str(asked.geodata / MIDTBYEN) if (asked.geodata / MIDTBYEN).is_file() else ""
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "DORBANK_DATA": folder, "DATABASE_URL": "", "PORT": str(free_port())}
        site = site_with(environment, source, 16, 12)
        with serving(environment):
            browser = SignedIn(int(environment["PORT"]), site.token)
            found = [one for n in range(asked.times) for one in measure(browser, site.district, n)]
    report("Midtbyen" if source else "made-up town", site.addresses, found)


def measure(browser: SignedIn, district: str, time_: int) -> list[Settled]:
    """Cut the district twice, and settle an evening's teams in each of the three ways."""
    first = Desk(browser, district)
    routes = len(first.routes())
    picked = settle(browser, first, "picked", teams=routes - LEFT, free=routes, week=3 * time_)
    last = settle(browser, first, "last routes cut anew", teams=WANTED, free=LEFT, week=3 * time_ + 1)
    fresh = Desk(browser, district)
    routes = len(fresh.routes())
    every = settle(browser, fresh, "all cut anew", teams=routes + MORE, free=routes, week=3 * time_ + 2)
    return [picked, last, every]


def settle(browser: SignedIn, desk: Desk, how: str, *, teams: int, free: int, week: int) -> Settled:
    """Plan a round, let two people a team turn up, and time the answer to how many teams they are."""
    round_ = plan(browser, desk, week)
    for n in range(2 * teams):
        browser.ask("POST", f"{round_}/walk-ups", {"name": f"Frivillig {n}"})
    started = time.perf_counter()
    status, _headers, body = browser.ask("POST", f"{round_}/team-count", {"teams": str(teams)})
    if status != 303:
        raise SystemExit(f"the number of teams was answered with {status}: {body[:300]}")
    page = browser.ask("GET", f"{round_}/tonight")[2]
    while CHANGING in page:
        time.sleep(0.02)
        page = browser.ask("GET", f"{round_}/tonight")[2]
    seconds = time.perf_counter() - started
    if ROUTELESS in page:
        raise SystemExit(f"{how}: a team has no route")
    return Settled(how, free, teams, seconds)


def plan(browser: SignedIn, desk: Desk, week: int) -> str:
    """Plan a round with the desk's cut on a Tuesday, when the general has no other, and give its address."""
    today = datetime.now(UTC).date()
    day = today + timedelta(days=(1 - today.weekday()) % 7 or 7, weeks=week)
    form = {
        "day": day.isoformat(),
        "starts": "17:30",
        "ends": "19:30",
        "district_id": desk.district,
        "cut_id": desk.cut.rsplit("/", 1)[-1],
        "meeting_place": "Torget",
        "capacity": "300",
    }
    status, headers, body = browser.ask("POST", "/rounds", form)
    if status != 303:
        raise SystemExit(f"planning answered {status}: {body[:300]}")
    return str(headers["Location"]).removesuffix("/desk")


def report(town: str, addresses: int, found: list[Settled]) -> None:
    """Print and write what was measured."""
    print(f"{town}: {addresses} addresses, load {os.getloadavg()[0]:.1f}\n")
    print(f"{'how':<22} {'free':>5} {'teams':>6} {'median s':>9} {'worst s':>8}")
    for how in dict.fromkeys(one.how for one in found):
        alike = [one for one in found if one.how == how]
        seconds = [one.seconds for one in alike]
        last = alike[-1]
        median, worst = statistics.median(seconds), max(seconds)
        print(f"{how:<22} {last.free:>5} {last.teams:>6} {median:>9.2f} {worst:>8.2f}")
    worst = max(one.seconds for one in found)
    print(f"\nWorst: {worst:.2f} s (goal {LIMIT_S:.0f} s)")
    RESULTS.parent.mkdir(parents=True, exist_ok=True)
    facts = {"at": datetime.now(UTC).isoformat(), "town": town, "addresses": addresses}
    RESULTS.write_text(json.dumps(facts | {"settled": [asdict(one) for one in found]}, indent=1))


if __name__ == "__main__":
    main()
