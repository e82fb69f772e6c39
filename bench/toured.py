"""Tours of places with known optima: measured in a process of its own, and their table."""

import json
import subprocess
import sys
from dataclasses import dataclass

from bench.instances import PROJECT, yardstick
from bench.judging import markdown


@dataclass(frozen=True)
class Toured:
    """One instance toured, with so many random kicks a stop after the local search."""

    instance: str
    stops: int
    kicks: int
    seconds: float
    length: int
    optimum: int

    @property
    def over(self) -> float:
        """Give the share over the optimum."""
        return self.length / self.optimum - 1


def measure_tours(*, is_quick: bool) -> list[Toured]:
    """Tour the yardstick's TSPLIB instances as the engine does, and with kicks; none where missing."""
    if not (yardstick() / "tsplib").exists():
        return []
    wish = ["--kicks", "0", "--most", "3"] if is_quick else ["--kicks", "0,10"]
    command = [sys.executable, "-m", "bench.tour", "--json", *wish]
    said = subprocess.run(command, cwd=PROJECT, check=True, capture_output=True, text=True).stdout
    return [Toured(**one) for one in json.loads(said)]


def tour_table(tours: list[Toured]) -> str:
    """Give the tours as a table; 0 kicks is what a cut begins with."""
    heads = ("tour of", "stops", "kicks a stop", "seconds", "length", "optimum", "over")
    rows = [
        [
            t.instance,
            f"{t.stops}",
            f"{t.kicks}",
            f"{t.seconds}",
            f"{t.length}",
            f"{t.optimum}",
            f"{t.over:.2%}",
        ]
        for t in tours
    ]
    return markdown(heads, rows)
