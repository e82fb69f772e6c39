"""One cut run and judged: what it cost from the start of Python, and what the evaluator says of it."""

import csv
import json
import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from bench.instances import PROJECT

LEAST_MINUTES, MOST_MINUTES = 75.0, 100.0
ENGINE = (
    "import sys; from pathlib import Path; from app.turf.cut_file import cut_file; "
    "cut_file(Path(sys.argv[1]), Path(sys.argv[2]), out=Path(sys.argv[3]), "
    "seconds=float(sys.argv[4]) if sys.argv[4] else None, seed=int(sys.argv[5]))"
)


@dataclass(frozen=True)
class Cost:
    """What a process took: wall seconds from its start, processor seconds, most memory."""

    seconds: float
    processor_seconds: float
    megabytes: float


@dataclass(frozen=True)
class Verdict:
    """How good routes are; None where nobody measured it. `by` names who did: the evaluator or the engine."""

    by: str
    routes: int
    walk_m: float
    minutes_cv: float
    share_outside: float
    unreachable_hops: int
    metres_a_door: float | None = None
    doors: int | None = None
    split_face_share: float | None = None
    parts_a_route: float | None = None
    hull_overlap: float | None = None
    over_best_window: float | None = None
    over_best_any: float | None = None
    best_routes: int | None = None


def cut_instance(instance: Path, out: Path, seconds: float | None, seed: int = 1) -> Cost:
    """Cut one instance in a process of its own, files included; the program ends if that fails."""
    wishes = ["" if seconds is None else str(seconds), str(seed)]
    files = [str(instance / "addresses.csv"), str(instance / "streets.geojson"), str(out)]
    begun = time.monotonic()
    process = subprocess.Popen(
        [sys.executable, "-c", ENGINE, *files, *wishes], cwd=PROJECT, stdout=subprocess.DEVNULL
    )
    _, status, usage = os.wait4(process.pid, 0)
    spent = time.monotonic() - begun
    if status:
        sys.exit(f"{instance.name} could not be cut")
    return Cost(round(spent, 2), round(usage.ru_utime + usage.ru_stime, 2), round(usage.ru_maxrss / 1024))


def judge(instance: Path, routes: Path, folder: Path) -> Verdict:
    """Let the independent evaluator judge routes; without it the engine's own distances."""
    evaluator = folder / "evaluate.py"
    if not evaluator.exists():
        from bench.own_verdict import own_verdict  # noqa: PLC0415 - the engine is loaded only where it judges

        return own_verdict(instance, routes)
    verdict = routes.with_suffix(".json")
    command = [sys.executable, str(evaluator), str(instance), str(routes), "--no-bound", "--json"]
    subprocess.run([*command, str(verdict)], check=True, stdout=subprocess.DEVNULL)
    numbers = json.loads(verdict.read_text())
    return Verdict(
        by="evaluator",
        routes=numbers["routes"],
        walk_m=numbers["w_open_m"],
        minutes_cv=numbers["minutes_cv"],
        share_outside=numbers["share_outside"],
        unreachable_hops=numbers["unreachable_hops"],
        metres_a_door=numbers["m_per_door"],
        doors=numbers["dwellings"],
        split_face_share=numbers["split_face_share"],
        parts_a_route=numbers.get("components_per_route"),
        hull_overlap=numbers["hull_overlap"],
        over_best_window=numbers.get("excess_over_best_window"),
        over_best_any=numbers.get("excess_over_best_any"),
        best_routes=numbers.get("best_window_routes") or numbers.get("best_any_routes"),
    )


def count_rows(path: Path) -> int:
    """Count the addresses in a file of routes."""
    with path.open(encoding="utf-8") as file:
        return sum(1 for _ in csv.DictReader(file))


def markdown(heads: tuple[str, ...], rows: list[list[str]]) -> str:
    """Write a table."""
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def shown(number: float | None, form: str) -> str:
    """Write a number, or a dash where nobody measured it."""
    return "–" if number is None else form.format(number)
