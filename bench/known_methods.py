"""The known methods of the yardstick, each run as a program of its own with a seed of ours.

`baselines.py` of the yardstick does the work; it is not part of the project, and neither are the solvers it
needs. It fixes its seeds, so a few lines around it hand another seed to PyVRP, k-means and METIS; VROOM and
OR-Tools take none, and Hilbert + split has nothing random: those vary with the clock alone.
"""

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

METHODS = ("hilbert", "kmeans", "metis", "pyvrp", "vroom", "ortools")
SOLVERS = ("pyvrp", "vroom", "ortools")  # those that use the seconds they are given
LIBRARY = {"metis": "pymetis", "pyvrp": "pyvrp", "vroom": "vroom", "ortools": "ortools"}
PATIENCE_SECONDS = 600.0  # beyond the time given: the matrix of distances comes on top, VROOM overruns
SEEDED = """
import functools, sys
seed, folder = int(sys.argv[1]), sys.argv[2]
sys.path.insert(0, folder)
import numpy as np, scipy.cluster.vq
import baselines
lloyd = scipy.cluster.vq.kmeans2
scipy.cluster.vq.kmeans2 = lambda *a, rng, **k: lloyd(*a, rng=np.random.default_rng(seed), **k)
baselines.pyvrp_solve = functools.partial(baselines.pyvrp_solve, seed=seed)
try:
    import pymetis
    pymetis.Options = functools.partial(lambda kind, **k: kind(**(k | {"seed": seed})), pymetis.Options)
except ImportError:
    pass
sys.exit(baselines.main(sys.argv[3:]))
"""


@dataclass(frozen=True)
class Wish:
    """What a method is asked for: seconds for its search, a seed, and how many routes."""

    method: str
    seconds: float
    seed: int
    routes: int


@dataclass(frozen=True)
class Answer:
    """Where the routes lie, and what the method took; `note` says why there are none."""

    routes: Path | None
    seconds: float = 0.0
    megabytes: float = 0.0
    note: str = ""


def run_method(
    instance: Path, wish: Wish, folders: tuple[Path, Path], python: str = sys.executable
) -> Answer:
    """Run one method on one instance; `folders` are the yardstick's and the one to write into."""
    yardstick, out = folders
    command = [python, "-c", SEEDED, str(wish.seed), str(yardstick), str(instance), str(out), "--one"]
    command += ["--methods", wish.method, "--seconds", str(wish.seconds), "--routes", str(wish.routes)]
    target = out / f"{wish.method}.csv"
    target.unlink(missing_ok=True)
    try:
        process = subprocess.run(
            command, capture_output=True, text=True, timeout=wish.seconds + PATIENCE_SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        return Answer(None, note=f"stopped after {wish.seconds + PATIENCE_SECONDS:.0f} s")
    record = [line for line in process.stdout.splitlines() if line.startswith("RECORD ")]
    if not record:
        return Answer(None, note=f"failed: {(process.stderr.strip().splitlines() or ['no word'])[-1]}")
    said = json.loads(record[-1].removeprefix("RECORD "))
    if not target.exists():
        return Answer(None, note=said["note"])
    return Answer(target, said["wall_s"], said["peak_rss_mib"], said["note"])


def missing_libraries(python: str) -> list[str]:
    """List the methods whose library that Python cannot import."""
    missing = []
    for method, library in LIBRARY.items():
        asked = [
            python,
            "-c",
            f"import importlib.util, sys; sys.exit(importlib.util.find_spec('{library}') is None)",
        ]
        if subprocess.run(asked, check=False).returncode:
            missing.append(method)
    return missing
