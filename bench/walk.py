"""Measure the walk: kills during sync, races, a crowd of phones, weight and speed.

    python bench/walk.py [--quick]

Makes the practice evening in a throw-away folder and serves it. Prints a table and writes
bench/results/walk.json. The parts are in `walk_server` (no browser) and `walk_phone` (Chromium).
"""

import argparse
import json
import shutil
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

PROJECT = Path(__file__).parents[1]
sys.path[:0] = [str(PROJECT), str(PROJECT / "tests")]

from live import Site, chromium, free_port  # noqa: E402 - after the path is set

from bench.walk_phone import first_load, taps  # noqa: E402 - as above
from bench.walk_server import crowd, kill_during_sync, race  # noqa: E402 - as above

RESULTS = PROJECT / "bench" / "results" / "walk.json"
GOALS = {
    "lost": 0,
    "twice": 0,
    "race_rows": 1,
    "page_kb": 150,
    "ready_ms.fast": 2500,
    "ready_ms.slow": 6000,
    "home_screen_ms": 1000,
    "tap_ms_p95": 50,
    "sync_ms.p95": 500,
    "sync_ms.p99": 2000,
    "sync_errors": 0,
}
Facts = dict[str, float | dict[str, float]]


def main() -> None:
    """Measure, print and write."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--quick", action="store_true", help="fewer of everything; about a minute")
    quick: bool = parser.parse_args().quick
    facts: Facts = {}

    def keep(part: Facts) -> None:
        facts.update(part)
        print(", ".join(f"{name} {value}" for name, value in part.items()), flush=True)

    with tempfile.TemporaryDirectory() as folder:
        practice = Site(Path(folder) / "practice", free_port())
        for command in ("migrate", "practice"):
            practice.command(command)

        def fresh(name: str) -> Site:
            shutil.copytree(practice.data, Path(folder) / name)
            return Site(Path(folder) / name, free_port())

        keep(kill_during_sync(fresh("kills"), kills=10 if quick else 1000))
        keep(race(fresh("race"), times=1 if quick else 200))
        keep(crowd(fresh("crowd"), phones=100, batches=1 if quick else 6))
        with chromium() as browser:
            keep(first_load(browser, fresh("load")))
            keep(taps(browser, fresh("taps"), doors=60 if quick else 300))
    report(facts)


def report(facts: Facts) -> None:
    """Print each figure beside its goal, and write them all."""
    flat = {
        f"{name}.{part}" if part else name: value
        for name, found in facts.items()
        for part, value in (found.items() if isinstance(found, dict) else [("", found)])
    }
    print(f"{'figure':<22} {'measured':>10} {'goal':>8}")
    for name, value in flat.items():
        print(f"{name:<22} {value:>10.10g} {GOALS.get(name, '–'):>8}")
    print()
    RESULTS.parent.mkdir(parents=True, exist_ok=True)
    RESULTS.write_text(json.dumps({"at": datetime.now(UTC).isoformat(), **facts}, indent=1))


if __name__ == "__main__":
    main()
