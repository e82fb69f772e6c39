"""Compare the engine with known methods, side by side on every instance, several seeds.

    python -m bench.routes [--quick] [--seconds 2,10,60] [--seeds 1,2,3] [--methods engine,pyvrp]
                           [--instances garmisch,riverside] [--keep] [--solvers PYTHON]

Writes bench/results/routes.json, routes.md (the table and the goals missed) and pictures (*.svg). The
instances and the known methods are those of ../shared/bench (or DORBANK_BENCH) where that folder exists, and
three made-up towns that ride along. PyVRP, VROOM, OR-Tools and METIS are not the project's: `make
bench-solvers` puts them into .venv/solvers, `--solvers` names another Python that has them; without them the
table says so. With `--keep` the runs of earlier times that are not done again stay, so that the engine can be
measured anew against them. This process stays small: a child's memory is counted from its parent's.
"""

import argparse
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from statistics import median

from bench.goals import Goal, goals_of
from bench.instances import OWN, PROJECT, real_instances, yardstick
from bench.judging import count_rows, cut_instance, judge
from bench.known_methods import LIBRARY, METHODS, SOLVERS, Wish, missing_libraries, run_method
from bench.runs import Run, lines_of, now_and_load, read_runs, write_runs
from bench.sizes import SIZES, Sized, measure_sizes
from bench.table import goal_table, run_table, size_table
from bench.toured import Toured, measure_tours, tour_table

RESULTS = PROJECT / "bench" / "results"
SOLVER_PYTHON = PROJECT / ".venv" / "solvers" / "bin" / "python"
QUICK_INSTANCES = ("riverside", "practice_town")
QUICK_METHODS = ("kmeans",)
QUICK_SIZES = (2_000, 11_000)


@dataclass
class Comparison:
    """What is compared, and the runs so far."""

    seconds: list[float]
    seeds: list[int]
    methods: list[str]
    python: str
    scratch: Path
    runs: list[Run] = field(default_factory=list)

    def note(self, run: Run) -> None:
        """Keep a run, and everything on disk so that an interruption loses nothing."""
        self.runs = [earlier for earlier in self.runs if earlier.key != run.key] + [run]
        write_runs(RESULTS / "routes.json", self.runs)
        verdict = run.mended or run.raw
        said = f"{verdict.walk_m:9.0f} m, {verdict.routes} routes" if verdict else run.note
        sys.stderr.write(f"{run.instance:20s} {run.method:8s} {run.seconds:4g} s  seed {run.seed}  {said}\n")


def main() -> None:
    """Measure, write, draw, and print the table and the goals missed."""
    asked = parsed()
    RESULTS.mkdir(parents=True, exist_ok=True)
    (RESULTS / "routes").mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        compared = Comparison(asked.seconds, asked.seeds, asked.methods, asked.solvers, Path(scratch))
        compared.runs = read_runs(RESULTS / "routes.json") if asked.keep else []
        places = {folder.name: folder for folder in chosen_instances(asked.instances, Path(scratch))}
        for instance in places.values():
            compare(compared, instance)
        sizes = measure_sizes(asked.sizes)
        tours = measure_tours(is_quick=asked.quick)
        more = {"sizes": [vars(one) for one in sizes], "tours": [vars(one) for one in tours]}
        write_runs(RESULTS / "routes.json", compared.runs, **more)
        from bench.pictures import draw_all  # noqa: PLC0415 - loads the engine, so only when all is measured

        draw_all(RESULTS, lines_of(compared.runs), sizes, places)
    tell(compared.runs, sizes, tours)


def parsed() -> argparse.Namespace:
    """Read the command line; `--quick` chooses little of everything."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--quick", action="store_true", help="small instances, 2 s, one seed: under a minute")
    parser.add_argument("--seconds", type=numbers, help="times for the searches, default 2,10,60")
    parser.add_argument("--seeds", type=numbers, help="default 1,2,3")
    parser.add_argument("--methods", type=words, help=f"default engine,{','.join(METHODS)}")
    parser.add_argument("--instances", type=words, help="default all")
    parser.add_argument("--sizes", type=numbers, help="addresses of the made-up towns for time against size")
    parser.add_argument("--keep", action="store_true", help="keep earlier runs that are not done again")
    parser.add_argument("--solvers", help="a Python that has pyvrp, pyvroom, ortools and pymetis")
    asked = parser.parse_args()
    asked.seconds = asked.seconds or ([2.0] if asked.quick else [2.0, 10.0, 60.0])
    asked.seeds = [int(seed) for seed in asked.seeds or ([1] if asked.quick else [1, 2, 3])]
    asked.methods = asked.methods or ["engine", *(QUICK_METHODS if asked.quick else METHODS)]
    asked.instances = asked.instances or (list(QUICK_INSTANCES) if asked.quick else [])
    asked.sizes = [int(size) for size in asked.sizes or (QUICK_SIZES if asked.quick else SIZES)]
    asked.solvers = asked.solvers or (str(SOLVER_PYTHON) if SOLVER_PYTHON.exists() else sys.executable)
    return asked


def numbers(text: str) -> list[float]:
    """Read numbers with commas between."""
    return [float(part) for part in text.split(",")]


def words(text: str) -> list[str]:
    """Read words with commas between."""
    return text.split(",")


def chosen_instances(names: list[str], scratch: Path) -> list[Path]:
    """List the folders of the instances wished, ours first; all of them where no name is given."""
    own = [make(scratch) for name, make in OWN.items() if not names or name in names]
    real = [f for f in real_instances(yardstick()) if not names or f.name in names]
    unknown = set(names) - {folder.name for folder in own + real}
    if unknown and yardstick().exists():
        sys.exit(f"No such instance: {', '.join(sorted(unknown))}.")
    return own + real


def compare(compared: Comparison, instance: Path) -> None:
    """Run the engine and the known methods on one instance; they get as many routes as the engine makes."""
    if "engine" in compared.methods:
        for seconds, seed in product(compared.seconds, compared.seeds):
            compared.note(engine_run(instance, seconds, seed))
    own = [
        run.raw.routes
        for run in compared.runs
        if run.method == "engine" and run.instance == instance.name and run.raw
    ]
    if not own:
        sys.exit(f"Run the engine on {instance.name} first: the others get as many routes as it makes.")
    known = [method for method in compared.methods if method != "engine"]
    if not (yardstick() / "baselines.py").exists():
        known = []
    missing = missing_libraries(compared.python)
    for method in known:
        times = compared.seconds if method in SOLVERS else [0.0]
        if method in missing:
            compared.note(
                Run(instance.name, 0, method, times[0], 0, note=f"{LIBRARY[method]} is not installed")
            )
            continue
        seeds = compared.seeds[:1] if method == "hilbert" else compared.seeds
        for seconds, seed in product(times, seeds):
            wish = Wish(method, seconds, seed, round(median(own)))
            compared.note(known_run(compared, instance, wish))


def product(times: list[float], seeds: list[int]) -> Iterator[tuple[float, int]]:
    """Give every time with every seed."""
    return ((seconds, seed) for seconds in times for seed in seeds)


def engine_run(instance: Path, seconds: float, seed: int) -> Run:
    """Cut one instance with the engine, from file to file."""
    when, load = now_and_load()
    out = RESULTS / "routes" / f"{instance.name}_engine_{seconds:g}_{seed}.csv"
    cost = cut_instance(instance, out, seconds, seed)
    verdict = judge(instance, out, yardstick())
    return Run(
        instance.name, count_rows(out), "engine", seconds, seed, cost.seconds, cost.megabytes, load, when,
        raw=verdict,
    )  # fmt: skip


def known_run(compared: Comparison, instance: Path, wish: Wish) -> Run:
    """Run a known method, judge its routes as they are, then mended."""
    when, load = now_and_load()
    answer = run_method(instance, wish, (yardstick(), compared.scratch), compared.python)
    run = Run(
        instance.name, 0, wish.method, wish.seconds, wish.seed, answer.seconds, answer.megabytes, load, when,
        answer.note,
    )  # fmt: skip
    if answer.routes is None:
        return run
    name = f"{instance.name}_{wish.method}_{wish.seconds:g}_{wish.seed}"
    kept, mended = (RESULTS / "routes" / f"{name}{end}.csv" for end in ("", "_mended"))
    answer.routes.replace(kept)
    repair = [sys.executable, "-m", "bench.repair", str(instance), str(kept), str(mended)]
    subprocess.run(repair, cwd=PROJECT, check=True)
    verdicts = [judge(instance, path, yardstick()) for path in (kept, mended)]
    return replace(run, addresses=count_rows(kept), raw=verdicts[0], mended=verdicts[1])


def tell(runs: list[Run], sizes: list[Sized], tours: list[Toured]) -> None:
    """Print and write the tables and the goals missed."""
    goals: list[Goal] = goals_of(lines_of(runs), sizes, tours)
    text = (
        "\n\n".join([run_table(lines_of(runs)), size_table(sizes), tour_table(tours), goal_table(goals)])
        + "\n"
    )
    (RESULTS / "routes.md").write_text(text, encoding="utf-8")
    sys.stdout.write(text)


if __name__ == "__main__":
    main()
