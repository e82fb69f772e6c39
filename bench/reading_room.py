"""Measure the reading room and the document with a long season behind them.

    python -m bench.reading_room [--quick]

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
from collections.abc import Callable
from functools import partial
from pathlib import Path

PROJECT = Path(__file__).parents[1]
sys.path[:0] = [str(PROJECT), str(PROJECT / "tests")]

RESULTS = PROJECT / "bench" / "results" / "reading_room.json"
PAGES = ("", "?page=200", "?text=bussen", "?text=mørkt lys", "?text=skole&period=2026-11", "?period=2026-10")
KINDS = ("pdf", "docx")
GOAL_MS, DOCUMENT_GOAL_S = 200, 5


def main() -> None:
    """Fill, ask, print and write."""
    shape = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=shape)
    parser.add_argument("--quick", action="store_true", help="5 instead of 20 times each")
    times = 5 if parser.parse_args().quick else 20
    with tempfile.TemporaryDirectory() as folder:
        os.environ.update({"DORBANK_DATA": folder, "DATABASE_URL": "", "DORBANK_KEY": "22" * 32})
        from bench.reading_season import INPUTS, client_of_committee, fill  # noqa: PLC0415 - after the settings are in place

        fill(random.Random(7))  # noqa: S311 - made-up input, nothing secret
        client = client_of_committee()
        pages = {
            page or "first": _time(partial(client.get, f"/programme/inputs{page}"), times) for page in PAGES
        }
        made = {kind: partial(client.post, "/programme/documents", data={"shape": kind}) for kind in KINDS}
        document = {kind: _time(make, 3) for kind, make in made.items()}
    for page, found in pages.items():
        print(
            f"{page:<28} median {found['median_ms']:>6} ms, worst {found['worst_ms']:>6} ms   goal {GOAL_MS}"
        )
    for kind, found in document.items():
        print(f"{kind:<28} {found['median_ms']:>6} ms   goal {DOCUMENT_GOAL_S * 1000}")
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(json.dumps({"inputs": INPUTS, "pages": pages, "document": document}, indent=1))


def _time(ask: Callable[[], object], times: int) -> dict[str, float]:
    ask()
    taken = []
    for _n in range(times):
        started = time.perf_counter()
        ask()
        taken.append(1000 * (time.perf_counter() - started))
    return {"median_ms": round(statistics.median(taken)), "worst_ms": round(max(taken))}


if __name__ == "__main__":
    main()
