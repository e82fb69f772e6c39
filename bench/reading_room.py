"""Measure the reading room and the document with a long season behind them.

    python -m bench.reading_room [--quick] [--postgres]

Fills a throw-away database with 20,000 made-up inputs and asks for pages as a committee member's browser
does, one at a time, then makes the document of twelve proposals. Writes bench/results/reading_room.json.
"""

import argparse
import json
import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from pathlib import Path

PROJECT = Path(__file__).parents[1]
sys.path[:0] = [str(PROJECT), str(PROJECT / "tests")]

RESULTS = PROJECT / "bench" / "results" / "reading_room.json"
INPUTS_PAGE, PICTURE = "/programme/inputs", "/programme/picture"
PAGES = (
    *(INPUTS_PAGE + asked for asked in ("", "?page=200", "?text=bussen", "?text=mørkt lys", "?theme=none")),
    *(INPUTS_PAGE + asked for asked in ("?text=skole&period=2026-11", "?period=2026-10")),
    *(PICTURE + asked for asked in ("", "?period=2026-11", "?district=city")),
    "/programme/proposals",
    "/programme/themes",
)
BESIDE = "/programme/proposals"
KINDS = ("pdf", "docx")
GOAL_MS, DOCUMENT_GOAL_S = 200, 5


def main() -> None:
    """Fill, ask, print and write."""
    shape = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=shape)
    parser.add_argument("--quick", action="store_true", help="5 instead of 20 times each")
    parser.add_argument("--postgres", action="store_true", help="on PostgreSQL instead of SQLite")
    wanted = parser.parse_args()
    times = 5 if wanted.quick else 20
    with tempfile.TemporaryDirectory() as folder, _database(postgres=wanted.postgres) as url:
        os.environ.update({"DORBANK_DATA": folder, "DATABASE_URL": url, "DORBANK_KEY": "22" * 32})
        from app.garbage import set_libraries_apart  # noqa: PLC0415 - as below
        from bench.reading_season import INPUTS, client_of_committee, fill  # noqa: PLC0415 - after the settings are in place

        fill(random.Random(7))  # noqa: S311 - made-up input, nothing secret
        client = client_of_committee()
        set_libraries_apart()  # as the server does when it starts
        pages = {page: _time(partial(client.get, page), times) for page in PAGES}
        made = {kind: partial(client.post, "/programme/documents", data={"shape": kind}) for kind in KINDS}
        document = {kind: _time(make, 3) for kind, make in made.items()}
        beside = {kind: _beside(make, partial(client.get, BESIDE)) for kind, make in made.items()}
    for page, found in pages.items():
        taken = (
            f"median {found['median_ms']:>4} ms, worst {found['worst_ms']:>4} ms, CPU {found['cpu_ms']:>4} ms"
        )
        print(f"{page:<46} {taken}   goal {GOAL_MS}")
    for kind, found in document.items():
        print(f"{kind:<46} {found['median_ms']:>6} ms   goal {DOCUMENT_GOAL_S * 1000}")
    for kind, found in beside.items():
        taken = f"median {found['median_ms']:>4} ms, worst {found['worst_ms']:>4} ms"
        print(f"{BESIDE + ' while a ' + kind + ' is made':<46} {taken}   goal {GOAL_MS}")
    RESULTS.parent.mkdir(exist_ok=True)
    database = "postgres" if wanted.postgres else "sqlite"
    measured = {
        "inputs": INPUTS,
        "database": database,
        "pages": pages,
        "document": document,
        "beside": beside,
    }
    RESULTS.write_text(json.dumps({**measured, "beside": beside}, indent=1))


@contextmanager
def _database(*, postgres: bool) -> Iterator[str]:
    """Give the address of an empty database; nothing stands for SQLite in the data folder."""
    if not postgres:
        yield ""
        return
    from postgres import find_cluster  # noqa: PLC0415 - only who asks needs a server

    with find_cluster() as cluster:
        cluster.create("bench")
        yield cluster.url("bench")


def _time(ask: Callable[[], object], times: int) -> dict[str, float]:
    """Give the wall clock, which others on the machine make longer, and this process's own CPU time.

    SQLite works in this process: on a quiet machine the two are alike.
    """
    ask()
    taken, worked = [], []
    for _n in range(times):
        started, began = time.perf_counter(), time.process_time()
        ask()
        taken.append(1000 * (time.perf_counter() - started))
        worked.append(1000 * (time.process_time() - began))
    return {
        "median_ms": round(statistics.median(taken)),
        "worst_ms": round(max(taken)),
        "cpu_ms": round(statistics.median(worked)),
    }


def _beside(make: Callable[[], object], ask: Callable[[], object]) -> dict[str, float]:
    """Ask for a page again and again while a document is made in another thread, as a server does."""
    taken = []
    with ThreadPoolExecutor(1) as pool:
        making = pool.submit(make)
        while not making.done():
            started = time.perf_counter()
            ask()
            taken.append(1000 * (time.perf_counter() - started))
        making.result()
    return {"median_ms": round(statistics.median(taken)), "worst_ms": round(max(taken))}


if __name__ == "__main__":
    main()
