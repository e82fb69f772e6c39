"""Measure cutting from two files to a third: seconds, memory and quality, each instance in a new process.

    python -m bench.cut [--quick] [--seconds S] [--folder ../shared/bench]

Cuts the instances in ../shared/bench (or DORBANK_BENCH) where that folder exists, and judges them with the
evaluator there; else a chequerboard town of its own, judged by the engine's own distances. Prints a table and
writes bench/results/cut.json. `--quick` takes the smaller instances, with the time that the command chooses.
"""

import argparse
import json
import sys
import tempfile
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from bench.instances import PROJECT, chequerboard, real_instances, yardstick
from bench.judging import Cost, Verdict, count_rows, cut_instance, judge, shown

RESULTS = PROJECT / "bench" / "results" / "cut.json"
SMALL = ("oslo_opera", "garmisch", "trondheim_midtbyen", "oslo_grunerlokka")


@dataclass(frozen=True)
class Measured:
    """One instance cut: what it cost from the start of Python, and how good it is."""

    instance: str
    addresses: int
    cost: Cost
    verdict: Verdict


def main() -> None:
    """Cut, judge, print, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="the smaller instances only")
    parser.add_argument("--seconds", type=float, help="time for each run, files included")
    parser.add_argument("--folder", type=Path, default=yardstick(), help="instances and evaluator")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        measured = [
            measure(i, asked.seconds, asked.folder, Path(scratch)) for i in instances(asked, Path(scratch))
        ]
    print_table(measured)
    RESULTS.parent.mkdir(parents=True, exist_ok=True)
    record = {"when": datetime.now(UTC).isoformat(timespec="seconds"), "runs": [asdict(m) for m in measured]}
    RESULTS.write_text(json.dumps(record, indent=1))
    outside = [m.instance for m in measured if m.verdict.share_outside]
    if outside:
        sys.exit(f"Outside the window: {', '.join(outside)}")


def instances(asked: argparse.Namespace, scratch: Path) -> list[Path]:
    """List the folders to cut, the smallest first."""
    there = real_instances(asked.folder)
    if not there:
        return [chequerboard(scratch, blocks) for blocks in ((10,) if asked.quick else (10, 30))]
    return [folder for folder in there if not asked.quick or folder.name in SMALL]


def measure(instance: Path, seconds: float | None, folder: Path, scratch: Path) -> Measured:
    """Cut one instance in a process of its own, and judge the result."""
    out = scratch / f"{instance.name}.csv"
    cost = cut_instance(instance, out, seconds)
    return Measured(instance.name, count_rows(out), cost, judge(instance, out, folder))


def print_table(measured: list[Measured]) -> None:
    """Print one line for each instance."""
    heads = "instance addresses routes seconds cpu MB walk_m m/door cv outside split parts overlap window any"
    print("| " + " | ".join(heads.split()) + " |\n" + "|---" * len(heads.split()) + "|")
    for m in measured:
        counts = f"| {m.instance} | {m.addresses} | {m.verdict.routes} "
        cost = f"| {m.cost.seconds} | {m.cost.processor_seconds} | {m.cost.megabytes:.0f} "
        quality = [
            f"{m.verdict.walk_m:.0f}",
            shown(m.verdict.metres_a_door, "{:.2f}"),
            f"{m.verdict.minutes_cv:.3f}",
            f"{m.verdict.share_outside:.1%}",
            shown(m.verdict.split_face_share, "{:.1%}"),
            shown(m.verdict.parts_a_route, "{:.2f}"),
            shown(m.verdict.hull_overlap, "{:.3f}"),
            shown(m.verdict.over_best_window, "{:+.1%}"),
            shown(m.verdict.over_best_any, "{:+.1%}"),
        ]
        print(counts + cost + "| " + " | ".join(quality) + " |")


if __name__ == "__main__":
    main()
