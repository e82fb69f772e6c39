"""Measure importing into an empty SQLite database: seconds and peak memory, each case in a new process.

    python bench/importing.py [--quick] [--samples FOLDER]

Reads the real samples in ../shared/geodata (or DORBANK_GEODATA) where that folder exists, and always the
practice town and a made-up register of 55,000 addresses. Prints a table and writes bench/results/import.json.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from app.districts.command import import_paths
from geodata.practice_town.tables import REGISTER_COLUMNS

PROJECT = Path(__file__).parents[1]
RESULTS = PROJECT / "bench" / "results" / "import.json"
MADE_UP = 55_000


@dataclass(frozen=True)
class Case:
    """One thing to read, and what it may cost: seconds and megabytes, 0 for no limit."""

    name: str
    paths: list[str]
    most_seconds: float
    most_megabytes: float = 0.0


@dataclass(frozen=True)
class Measured:
    """What one run cost, from the start of Python to the last byte stored, and what it gave.

    `loading_seconds` of it go to Python and its libraries.
    """

    name: str
    seconds: float
    loading_seconds: float
    processor_seconds: float
    megabytes: float
    addresses: int
    doors: int
    streets: int
    most_seconds: float
    most_megabytes: float

    @property
    def is_within(self) -> bool:
        """Tell whether the run kept to its limits."""
        memory_kept = not self.most_megabytes or self.megabytes <= self.most_megabytes
        return memory_kept and (not self.most_seconds or self.seconds <= self.most_seconds)


def main() -> int:
    """Run all cases; 1 if any broke its limit."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="each case once instead of three times")
    parser.add_argument("--samples", type=Path, default=None, help="folder of real samples")
    parser.add_argument("--read", nargs="+", help=argparse.SUPPRESS)  # one case, in the process of its own
    arguments = parser.parse_args()
    if arguments.read:
        return _read(arguments.read)
    samples = arguments.samples or Path(
        os.environ.get("DORBANK_GEODATA", PROJECT.parent / "shared" / "geodata")
    )
    with tempfile.TemporaryDirectory() as folder:
        measured = [_making(Path(folder) / "practice", 1 if arguments.quick else 3)]
        for case in _cases(samples, Path(folder)):
            runs = [_measure(case) for _ in range(1 if arguments.quick else 3)]
            measured.append(sorted(runs, key=lambda run: run.seconds)[len(runs) // 2])
    _show(measured)
    RESULTS.parent.mkdir(parents=True, exist_ok=True)
    made = {"date": datetime.now(UTC).isoformat(timespec="seconds"), "quick": arguments.quick}
    RESULTS.write_text(json.dumps({**made, "cases": [asdict(one) for one in measured]}, indent=1) + "\n")
    return 0 if all(one.is_within for one in measured) else 1


def _cases(samples: Path, folder: Path) -> list[Case]:
    made_up = folder / "made_up.csv"
    _write_made_up(made_up, MADE_UP)
    cases = [
        Case("practice town", [str(folder / "practice")], 5.0),
        Case(f"made-up register, {MADE_UP:,}", [str(made_up)], 20.0),
    ]
    real = [
        Case("Oslo centre, map", [str(samples / "oslo" / "oslo_sentrum_entur.osm.pbf")], 10.0, 600.0),
        Case("Elverum, register", [str(samples / "elverum")], 3.0),
        Case("Midtbyen, stand-ins", [str(samples / "trondheim" / "midtbyen_roads_buildings.osm.pbf")], 10.0),
    ]
    return cases + [case for case in real if Path(case.paths[0]).exists()]


def _write_made_up(path: Path, count: int) -> None:
    """A register of streets with 40 addresses each, in a grid of 400 m, in the official format."""
    rows = []
    for k in range(count):
        street, number = divmod(k, 40)
        north, east = 7030000 + 400 * (street // 40) + 9 * number, 560000 + 400 * (street % 40)
        values = {
            "lokalid": str(700000000 + k), "adresseId": str(700000000 + k), "kommunenummer": "5099",
            "kommunenavn": "PRØVEBYEN", "adressetype": "vegadresse", "adressekode": str(10000 + street),
            "adressenavn": f"Prøveveg {street}", "nummer": str(number + 1), "EPSG-kode": "25832",
            "Nord": f"{north:.2f}", "Øst": f"{east:.2f}", "gardsnummer": "1", "bruksnummer": str(k),
            "postnummer": "7099", "poststed": "PRØVEBYEN", "grunnkretsnummer": f"5099{street // 30:04}",
            "grunnkretsnavn": f"Krets {street // 30}", "valgkretsnummer": str(street // 35),
            "valgkretsnavn": f"Valgkrets {street // 35}",
        }  # fmt: skip
        rows.append(";".join(values.get(name, "") for name in REGISTER_COLUMNS))
    path.write_bytes(("\ufeff" + "\r\n".join([";".join(REGISTER_COLUMNS), *rows]) + "\r\n").encode())


def _making(folder: Path, times: int) -> Measured:
    """How long it takes to make the practice town, Python's start and imports included."""
    code = "import sys, pathlib, geodata.practice as p; p.make_practice_town(pathlib.Path(sys.argv[1]))"
    seconds = []
    for _ in range(times):
        begin = time.perf_counter()
        subprocess.run([sys.executable, "-c", code, str(folder)], check=True, cwd=PROJECT)
        seconds.append(time.perf_counter() - begin)
    return Measured(
        "make the practice town", round(sorted(seconds)[times // 2], 2), 0.0, 0.0, 0.0, 0, 0, 0, 3.0, 0.0
    )


def _measure(case: Case) -> Measured:
    """Import into an empty database; making its tables is not counted, starting Python is."""
    with tempfile.TemporaryDirectory() as data:
        environment = {**os.environ, "PYTHONPATH": str(PROJECT), "DORBANK_DATA": data, "DATABASE_URL": ""}
        run = partial(
            subprocess.run, check=True, capture_output=True, text=True, cwd=PROJECT, env=environment
        )
        run([sys.executable, "-m", "app", "migrate"])
        started, begin = time.time(), time.perf_counter()
        done = run([sys.executable, __file__, "--read", *case.paths])
        seconds = round(time.perf_counter() - begin, 2)
    got: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    counts = {name: int(got[name]) for name in ("addresses", "doors", "streets")}
    return Measured(
        name=case.name, seconds=seconds, loading_seconds=round(got["loaded_at"] - started, 2),
        processor_seconds=round(got["processor_seconds"], 2),
        megabytes=round(got["megabytes"]), **counts,
        most_seconds=case.most_seconds, most_megabytes=case.most_megabytes,
    )  # fmt: skip


def _read(paths: list[str]) -> int:
    """Import as the command does; say what it gave and what it cost."""
    loaded_at = time.time()
    sources = import_paths([Path(path) for path in paths]).sources
    used = resource.getrusage(resource.RUSAGE_SELF)
    counts = {
        "addresses": len(sources.addresses),
        "doors": len(sources.doors),
        "streets": len(sources.layers.streets),
    }
    cost = {
        "loaded_at": loaded_at,
        "megabytes": used.ru_maxrss / 1024,
        "processor_seconds": used.ru_utime + used.ru_stime,
    }
    print(json.dumps({**counts, **cost}))
    return 0


def _show(measured: list[Measured]) -> None:
    words = ("seconds", "limit", "loading", "of CPU", "MB", "limit", "addresses", "doors", "streets")
    widths = (9, 7, 9, 8, 6, 7, 11, 8, 9)
    print(" " * 28 + "".join(word.rjust(width) for word, width in zip(words, widths, strict=True)))
    for one in measured:
        limits = [f"{limit:g}" if limit else "–" for limit in (one.most_seconds, one.most_megabytes)]
        seconds, processor = f"{one.seconds:.2f}", f"{one.processor_seconds:.2f}"
        counts = [f"{count:,}" for count in (one.addresses, one.doors, one.streets)]
        loading = f"{one.loading_seconds:.2f}"
        cells = (seconds, limits[0], loading, processor, f"{one.megabytes:.0f}", limits[1], *counts)
        line = "".join(cell.rjust(width) for cell, width in zip(cells, widths, strict=True))
        print(f"{one.name:28}{line}{'' if one.is_within else '  OVER THE LIMIT'}")


if __name__ == "__main__":
    sys.exit(main())
