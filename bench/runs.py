"""Runs of the comparison: one line each, kept in a file, and their medians."""

import json
import os
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

from bench.judging import Verdict


@dataclass(frozen=True)
class Run:
    """One method once on one instance.

    `seconds` is the time it was given (0: it takes what it takes), `took_seconds` what it took: for the
    engine the whole process from file to file, for the others the search with its matrix, without reading.
    `mended` is the verdict after the repair (`repair.py`); a note without verdicts says why there are none.
    """

    instance: str
    addresses: int
    method: str
    seconds: float
    seed: int
    took_seconds: float = 0.0
    megabytes: float = 0.0
    load: float = 0.0
    when: str = ""
    note: str = ""
    raw: Verdict | None = None
    mended: Verdict | None = None

    @property
    def key(self) -> tuple[str, str, float, int]:
        """What makes two runs the same run done twice."""
        return self.instance, self.method, self.seconds, self.seed


@dataclass(frozen=True)
class Line:
    """The runs of one method on one instance in one time, over all seeds."""

    instance: str
    method: str
    seconds: float
    runs: tuple[Run, ...]

    def middle(self, number: Callable[[Verdict], float | None], *, mended: bool = False) -> float | None:
        """Give the median of a number over the seeds; None where nobody measured it."""
        found = self.numbers(number, mended=mended)
        return median(found) if found else None

    def spread(self, number: Callable[[Verdict], float | None], *, mended: bool = False) -> float | None:
        """Give the width from the least to the most as a share of the median."""
        found = self.numbers(number, mended=mended)
        return (max(found) - min(found)) / median(found) if found and median(found) else None

    def numbers(self, number: Callable[[Verdict], float | None], *, mended: bool) -> list[float]:
        """Give a number of every run that has it."""
        verdicts = [run.mended if mended else run.raw for run in self.runs]
        values = [number(verdict) for verdict in verdicts if verdict]
        return [value for value in values if value is not None]


def lines_of(runs: Iterable[Run]) -> list[Line]:
    """Gather runs by instance, method and seconds, in the order of the first of each."""
    gathered: dict[tuple[str, str, float], list[Run]] = {}
    for run in runs:
        gathered.setdefault((run.instance, run.method, run.seconds), []).append(run)
    return [Line(*key, tuple(found)) for key, found in gathered.items()]


def now_and_load() -> tuple[str, float]:
    """Give the time of day and how busy the machine is: a number means little without it."""
    return datetime.now(UTC).isoformat(timespec="seconds"), round(os.getloadavg()[0], 1)


def read_runs(path: Path) -> list[Run]:
    """Read the runs of earlier times; none where there is no file."""
    if not path.exists():
        return []
    rows = json.loads(path.read_text(encoding="utf-8"))["runs"]
    return [
        Run(**{**row, **{k: Verdict(**row[k]) if row[k] else None for k in ("raw", "mended")}})
        for row in rows
    ]


def write_runs(path: Path, runs: list[Run], **more: object) -> None:
    """Write all runs, and what else was measured, first beside and then in place."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(".part")
    part.write_text(json.dumps({"runs": [asdict(run) for run in runs], **more}, indent=1), encoding="utf-8")
    part.replace(path)
