"""Measure the walk: kills during sync, races, a crowd of phones, weight and speed.

    python bench/walk.py [--quick] [--parts kills,race,days,crowd,load,taps,lighthouse]

Makes the practice evening in a throw-away folder and serves it. Prints a table and writes
bench/results/walk.json. The parts are in `walk_server` (no browser), `walk_phone` (Chromium), `walk_days`
(three days without coverage, killed browsers) and `walk_lighthouse`. `--parts days,lighthouse`
runs some of them.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, datetime
from multiprocessing import get_context
from pathlib import Path

PROJECT = Path(__file__).parents[1]
sys.path[:0] = [str(PROJECT), str(PROJECT / "tests")]

from live import Site, chromium, free_port, prepare_sites  # noqa: E402 - after the path is set

from bench.walk_days import Evening, days_offline  # noqa: E402 - as above
from bench.walk_facts import Facts  # noqa: E402 - as above
from bench.walk_lighthouse import lighthouse  # noqa: E402 - as above
from bench.walk_phone import first_load, taps  # noqa: E402 - as above
from bench.walk_server import crowd, kill_during_sync, race  # noqa: E402 - as above

RESULTS = PROJECT / "bench" / "results"
PARTS = ("kills", "race", "days", "crowd", "load", "taps", "lighthouse")
KEYS = (
    *("kills", "events", "lost", "twice", "race_rows", "offline_doors", "offline_notes", "browser_kills"),
    *("delivered_s", "page_kb", "ready_ms", "tap_ms_p95", "sync_ms", "lighthouse"),
)
GOALS = {
    "server_lost": 0,
    "server_twice": 0,
    "race_rows": 1,
    "page_kb": 150,
    "ready_ms.fast": 2500,
    "ready_ms.slow": 6000,
    "home_screen_ms": 1000,
    "tap_ms_p95": 50,
    "sync_ms.p95": 500,
    "sync_ms.p99": 2000,
    "sync_errors": 0,
    "offline_lost": 0,
    "offline_twice": 0,
    "offline_doors": 300,
    "offline_notes": 60,
    "browser_kills": 20,
    "delivered_s": 60,
    **{
        f"lighthouse.{page}.{name}": 95 if name == "performance" else 100
        for page in ("sign-up", "walk", "goal")
        for name in ("performance", "accessibility", "best-practices", "seo")
    },
}


def main() -> None:
    """Measure, print and write."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--quick", action="store_true", help="fewer of everything, and no Lighthouse; about a minute"
    )
    parser.add_argument("--parts", default="", help="only these; the others keep their figures")
    chosen = parser.parse_args()
    quick: bool = chosen.quick
    wanted = chosen.parts.split(",") if chosen.parts else PARTS[:-1] if quick else PARTS
    parts = [part for part in PARTS if part in wanted]
    with tempfile.TemporaryDirectory() as folder:
        prepare_sites()
        practice = Site(Path(folder) / "practice", free_port())
        make_practice(practice)
        for part in parts:
            shutil.copytree(practice.data, Path(folder) / part)
        facts = measure_all(parts, Path(folder), quick=quick)
    report(facts)
    write(facts, quick=quick)


def make_practice(site: Site) -> None:
    """Make the tables and the practice evening, as the two commands do, in one process."""
    words = "from app.__main__ import migrate, practice; migrate(); practice(season=False)"
    subprocess.run(
        [sys.executable, "-c", words], cwd=PROJECT, env=site.environment, check=True, capture_output=True
    )


def measure_all(parts: list[str], folder: Path, *, quick: bool) -> Facts:
    """Measure part after part; in a hurry the phone's days pass beside the first ones."""
    facts: Facts = {}
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as beside:
        days = beside.submit(timed, "days", folder, quick=True) if quick and "days" in parts else None
        for part in parts:
            found = days.result() if days and part == "days" else timed(part, folder, quick=quick)
            facts.update(found)
    return facts


def timed(part: str, folder: Path, *, quick: bool) -> Facts:
    """Measure one part on its copy of the practice site, and say how long it took."""
    began = time.monotonic()
    found = measure(part, Site(folder / part, free_port()), quick=quick)
    told = ", ".join(f"{name} {value}" for name, value in found.items())
    print(f"{part}, {time.monotonic() - began:.0f} s: {told}", flush=True)
    return found


def measure(part: str, site: Site, *, quick: bool) -> Facts:
    """Measure one part on a site of its own."""
    evening = Evening(50, 2, 1) if quick else Evening(300, 60, 20)
    alone: dict[str, Callable[[], Facts]] = {
        "kills": lambda: kill_during_sync(site, kills=3 if quick else 1000),
        "race": lambda: race(site, times=1 if quick else 200),
        "crowd": lambda: crowd(site, phones=100, batches=1 if quick else 6),
        "days": lambda: days_offline(site, site.data.parent / "profile", evening),
    }
    try:
        if part in alone:
            return alone[part]()
        with chromium() as browser:
            if part == "load":
                return first_load(browser, site)
            if part == "taps":
                return taps(browser, site, doors=25 if quick else 300)
            return lighthouse(browser, site, times=1 if quick else 5)
    finally:
        if site.process:
            site.process.kill()


def report(facts: Facts) -> None:
    """Print each figure beside its goal."""
    print(f"{'figure':<34} {'measured':>10} {'goal':>8}")
    for name, value in flat(facts):
        print(f"{name:<34} {value:>10.10g} {GOALS.get(name, '–'):>8}")
    print(f"load: {', '.join(f'{load:.1f}' for load in os.getloadavg())}\n")


def flat(facts: Facts) -> Iterator[tuple[str, float]]:
    """Give each figure with the names that lead to it."""
    for name, found in facts.items():
        if isinstance(found, dict):
            yield from ((f"{name}.{rest}", value) for rest, value in flat(found))
        else:
            yield name, found


def write(facts: Facts, *, quick: bool) -> None:
    """Write the named figures to walk.json, and how they came about to walk_more.json.

    Parts that were not measured now keep their earlier figures. What was lost or doubled is the sum of what
    the server's kills and the phone's days did, each by itself in walk_more.json.
    """
    RESULTS.mkdir(parents=True, exist_ok=True)
    more = _merge("walk_more", {key: found for key, found in facts.items() if key not in KEYS})
    named = {key: found for key, found in facts.items() if key in KEYS}
    for name in ("lost", "twice"):
        both = [more[key] for key in (f"server_{name}", f"offline_{name}") if key in more]
        if both:
            named[name] = sum(each for each in both if not isinstance(each, dict))
    merged = _merge("walk", named)
    circumstances = {"at": datetime.now(UTC).isoformat(), "quick": quick, "load": os.getloadavg()}
    _save("walk", {key: merged[key] for key in KEYS if key in merged})
    _save("walk_more", {**more, **circumstances})


def _merge(name: str, found: Facts) -> Facts:
    file = RESULTS / f"{name}.json"
    earlier: Facts = json.loads(file.read_text()) if file.exists() else {}
    return earlier | found


def _save(name: str, facts: Mapping[str, object]) -> None:
    (RESULTS / f"{name}.json").write_text(json.dumps(facts, indent=1))


if __name__ == "__main__":
    main()
