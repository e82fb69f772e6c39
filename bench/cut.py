"""Measure cutting from two files to a third: seconds, memory and quality, each instance in a new process.

    python bench/cut.py [--quick] [--seconds S] [--folder ../shared/bench]

Cuts the instances in ../shared/bench (or DORBANK_BENCH) where that folder exists, and judges them with the
evaluator there; else a chequerboard town of its own, judged by the summary alone. Prints a table and writes
bench/results/cut.json. `--quick` takes the smaller instances with the time that the command itself chooses.
"""

import argparse
import csv
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

PROJECT = Path(__file__).parents[1]
RESULTS = PROJECT / "bench" / "results" / "cut.json"
SMALL = ("oslo_opera", "garmisch", "trondheim_midtbyen", "oslo_grunerlokka")
METRES_PER_DEGREE = (49_800.0, 111_500.0)  # of longitude and latitude, near enough at 63.4° N
COMMAND = (
    "import sys; from pathlib import Path; from app.turf.cut_file import cut_file; "
    "cut_file(Path(sys.argv[1]), Path(sys.argv[2]), out=Path(sys.argv[3]), "
    "seconds=float(sys.argv[4]) if sys.argv[4] else None)"
)


@dataclass(frozen=True)
class Measured:
    """One instance cut: what it cost from the start of Python, and what the evaluator said, if there."""

    instance: str
    addresses: int
    routes: int
    seconds: float
    processor_seconds: float
    megabytes: float
    walk_m: float | None = None
    metres_a_door: float | None = None
    minutes_cv: float | None = None
    share_outside: float | None = None
    split_face_share: float | None = None
    parts_a_route: float | None = None
    hull_overlap: float | None = None
    over_best_window: float | None = None
    over_best_any: float | None = None


def main() -> None:
    """Cut, judge, print, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="the smaller instances only")
    parser.add_argument("--seconds", type=float, help="time for each run, files included")
    default = os.environ.get("DORBANK_BENCH", str(PROJECT.parent / "shared" / "bench"))
    parser.add_argument("--folder", type=Path, default=Path(default), help="instances and evaluator")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        measured = [
            measure(i, asked.seconds, asked.folder, Path(scratch)) for i in instances(asked, Path(scratch))
        ]
    print_table(measured)
    RESULTS.parent.mkdir(parents=True, exist_ok=True)
    record = {"when": datetime.now(UTC).isoformat(timespec="seconds"), "runs": [asdict(m) for m in measured]}
    RESULTS.write_text(json.dumps(record, indent=1))
    outside = [m.instance for m in measured if m.share_outside]
    if outside:
        sys.exit(f"Outside the window: {', '.join(outside)}")


def instances(asked: argparse.Namespace, scratch: Path) -> list[Path]:
    """List the folders to cut, the smallest first."""
    there = sorted(
        (asked.folder / "instances").glob("*/"), key=lambda f: sum(p.stat().st_size for p in f.iterdir())
    )
    if not there:
        return [own_town(scratch, blocks) for blocks in ((10,) if asked.quick else (10, 30))]
    return [folder for folder in there if not asked.quick or folder.name in SMALL]


def measure(instance: Path, seconds: float | None, folder: Path, scratch: Path) -> Measured:
    """Cut one instance in a process of its own, and let the evaluator judge the result."""
    out = scratch / f"{instance.name}.csv"
    command = [
        sys.executable,
        "-c",
        COMMAND,
        str(instance / "addresses.csv"),
        str(instance / "streets.geojson"),
    ]
    command += [str(out), "" if seconds is None else str(seconds)]
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    begun = time.monotonic()
    process = subprocess.Popen(command, cwd=PROJECT, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    spent = time.monotonic() - begun
    if status:
        sys.exit(f"{instance.name} could not be cut")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    with out.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    return Measured(
        instance=instance.name,
        addresses=len(rows),
        routes=len({row["route"] for row in rows}),
        seconds=round(spent, 2),
        processor_seconds=round(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, 2),
        megabytes=round(usage.ru_maxrss / 1024),
        **judged(instance, out, folder),
    )


def judged(instance: Path, out: Path, folder: Path) -> dict[str, float | None]:
    """Let the independent evaluator judge a cut; nothing without it."""
    evaluator = folder / "evaluate.py"
    if not evaluator.exists():
        return {}
    verdict = out.with_suffix(".json")
    command = [sys.executable, str(evaluator), str(instance), str(out), "--no-bound", "--json", str(verdict)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    numbers = json.loads(verdict.read_text())
    names = {
        "walk_m": "w_open_m",
        "metres_a_door": "m_per_door",
        "minutes_cv": "minutes_cv",
        "share_outside": "share_outside",
        "split_face_share": "split_face_share",
        "parts_a_route": "components_per_route",
        "hull_overlap": "hull_overlap",
        "over_best_window": "excess_over_best_window",
        "over_best_any": "excess_over_best_any",
    }
    return {ours: numbers.get(theirs) for ours, theirs in names.items()}


def print_table(measured: list[Measured]) -> None:
    """Print one line for each instance."""
    heads = "instance addresses routes seconds cpu MB walk_m m/door cv outside split parts overlap window any"
    print("| " + " | ".join(heads.split()) + " |\n" + "|---" * len(heads.split()) + "|")
    for m in measured:
        counts = f"| {m.instance} | {m.addresses} | {m.routes} "
        cost = f"| {m.seconds} | {m.processor_seconds} | {m.megabytes:.0f} "
        quality = [
            shown(m.walk_m, "{:.0f}"),
            shown(m.metres_a_door, "{:.2f}"),
            shown(m.minutes_cv, "{:.3f}"),
            shown(m.share_outside, "{:.1%}"),
            shown(m.split_face_share, "{:.1%}"),
            shown(m.parts_a_route, "{:.2f}"),
            shown(m.hull_overlap, "{:.3f}"),
            shown(m.over_best_window, "{:+.1%}"),
            shown(m.over_best_any, "{:+.1%}"),
        ]
        print(counts + cost + "| " + " | ".join(quality) + " |")


def shown(number: float | None, form: str) -> str:
    """Write a number, or a dash where nobody measured it."""
    return "–" if number is None else form.format(number)


def own_town(scratch: Path, blocks: int) -> Path:
    """Write a chequerboard town of blocks × blocks streets with a house every 20 m on both sides."""
    folder = scratch / f"chequerboard_{blocks}"
    folder.mkdir()
    lines, rows = [], []
    for row in range(blocks + 1):
        for column in range(blocks):
            a, b = 100.0 * column, 100.0 * row
            lines += [(f"East {row}", a, b, a + 100, b), (f"North {row}", b, a, b, a + 100)]
            rows += [(f"East {row}", a + 10 + 20 * k, b + side) for k in range(5) for side in (-9, 9)]
    features = [
        {
            "type": "Feature",
            "properties": {"name": name, "highway": "residential", "crossing": "quiet"},
            "geometry": {"type": "LineString", "coordinates": [degrees(*line[:2]), degrees(*line[2:])]},
        }
        for name, *line in lines
    ]
    (folder / "streets.geojson").write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    with (folder / "addresses.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("address_id", "street", "lon", "lat", "dwellings"))
        writer.writerows((k, street, *degrees(e, n), 1) for k, (street, e, n) in enumerate(rows))
    return folder


def degrees(east: float, north: float) -> list[float]:
    """Place metres near Trondheim."""
    return [round(10.4 + east / METRES_PER_DEGREE[0], 7), round(63.4 + north / METRES_PER_DEGREE[1], 7)]


if __name__ == "__main__":
    main()
