"""Attack the release of input: guess whose words they are, or where they were said.

    python -m bench.linking [--quick] [--rounds N] [--seed S]

Holds rounds of many sizes through the app's own pages, with authors that only this program knows, then takes
what a thief would get without the key after the daily sweep: the database's files, of which a backup is a
copy, and the access log. One thief has a copy from after every single close (`linking_backups`). Volunteers
walk again and again, and late notes come. Every attack names a volunteer or an address for each input.
Writes linking.json.
"""

import argparse
import contextlib
import io
import json
import os
import random
import sqlite3
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from uuid import UUID

PROJECT = Path(__file__).parents[1]
sys.path[:0] = [str(PROJECT), str(PROJECT / "tests")]

from bench.linking_backups import WHO_WALKED, Thief  # noqa: E402 - from this folder

RESULTS = PROJECT / "bench" / "results" / "linking.json"
LEAST = 5
DISTRICTS, DAYS_APART = 3, 16
LATE = 0.3
NEAR_BYTES = 120


@dataclass(frozen=True)
class Said:
    """What the bench knows and a thief does not: who wrote which words, in which round."""

    round_id: str
    author: str


@dataclass(frozen=True)
class Row:
    """A row of a thief's copy: an input, the rounds it can stem from, and how often each person walked them.

    `volunteers` counts also those whom no list names.
    """

    text: str
    rounds: frozenset[str]
    people: Counter[str]
    volunteers: int
    addresses: int


def main() -> None:
    """Hold the rounds, attack, print and write."""
    shape = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=shape)
    parser.add_argument("--quick", action="store_true", help="24 rounds instead of 120")
    parser.add_argument("--rounds", type=int, default=0)
    parser.add_argument("--seed", type=int, default=5)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, _settings(Path(folder)):
        from app.sweep import sweep  # noqa: PLC0415 - after the settings are in place

        log = io.StringIO()
        chance = random.Random(asked.seed)  # noqa: S311 - made-up rounds, nothing secret
        with contextlib.redirect_stdout(log):
            thief = Thief(Path(folder) / "dorbank.sqlite")
            truth = _hold_rounds(asked.rounds or (24 if asked.quick else 120), chance, thief)
            sweep()
        smallest = _smallest_cell()
        rows = list(_rows(Path(folder) / "dorbank.sqlite"))
        guesses = {
            "by the label, whoever is likeliest": _by_label(rows),
            "by the label, where it was said": max(1 / row.addresses for row in rows),
            "by the order of storage": _by_order(rows, truth),
            "by what lies beside the words in the files": _by_neighbours(Path(folder), rows, truth),
            "by the access log": _by_log(log.getvalue(), truth),
            "by a copy from after every close": thief.best_guess,
            "by words that lie open before the debrief": len(thief.read_early) / len(truth),
        }
    facts = {
        "inputs": len(rows),
        "best_guess": round(max(guesses.values()), 4),
        "one_over_k": 1 / LEAST,
        "smallest_cell": smallest,
    }
    for attack, share in guesses.items():
        print(f"{attack:<46} {share:.4f}")
    print(json.dumps(facts))
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(json.dumps(facts, indent=1))


@contextlib.contextmanager
def _settings(folder: Path) -> Iterator[None]:
    """Let the app work in a folder of its own, with tables made by the migrations."""
    os.environ.update({"DORBANK_DATA": str(folder), "DATABASE_URL": "", "DORBANK_KEY": "22" * 32})
    from app import db  # noqa: PLC0415 - after the settings are in place
    from app.__main__ import migrate  # noqa: PLC0415 - as above

    migrate()
    yield
    db.engine().dispose()


def _hold_rounds(rounds: int, chance: random.Random, thief: Thief) -> dict[str, Said]:
    """Hold rounds from sign-up to closed debrief, some with late notes; the thief looks after each close."""
    from app.db import open_session  # noqa: PLC0415 - after the settings are in place
    from bench.linking_rounds import bring_late, hold_round, make_general, set_in  # noqa: PLC0415 - as above

    truth: dict[str, Said] = {}
    districts: list[UUID] = []
    crowd: list[UUID] = []
    with open_session(writes=False) as session:
        general, client = make_general(session)
        for n in range(rounds):
            known = districts if n >= DISTRICTS else []
            evening = set_in(session, general, chance, districts=known, crowd=crowd)
            districts.append(evening.district_id)
            crowd = list(dict.fromkeys([*crowd, *evening.people]))
            when = timedelta(days=DAYS_APART * n // DISTRICTS)
            for told in (
                hold_round(session, client, evening, when, chance),
                bring_late(session, client, evening, chance) if chance.random() < LATE else (),
            ):
                for text, who in told:
                    truth[text] = Said(evening.round_id.hex, who.hex)
                    thief.pry(text, evening.round_id.hex)
                thief.look(evening.round_id.hex)
    return truth


def _rows(database: Path) -> Iterator[Row]:
    """Read a thief's copy without our code: each input with the rounds that its label fits."""
    with tempfile.TemporaryDirectory() as folder:
        for part in database.parent.glob("dorbank.sqlite*"):
            (Path(folder) / part.name).write_bytes(part.read_bytes())
        thief = sqlite3.connect(Path(folder) / database.name)
        held = thief.execute(
            "SELECT round.id, round.district_id, substr(starts_at, 1, 7), attended FROM round "
            "JOIN debrief ON debrief.round_id = round.id WHERE status = 'held'"
        ).fetchall()
        walked: dict[str, Counter[str]] = defaultdict(Counter)
        for round_id, who in thief.execute(WHO_WALKED):
            walked[round_id][who] += 1
        doors = dict(thief.execute("SELECT district_id, count(*) FROM address GROUP BY district_id"))
        for text, district, month in thief.execute("SELECT text, district_id, month FROM input").fetchall():
            fits = [
                each
                for each in held
                if each[2].startswith(month)
                and (each[1] == district if district else True)
                and (each[3] >= LEAST) == bool(district)
            ]
            addresses = sum(doors[where] for where in {each[1] for each in fits})
            people = sum((walked[each[0]] for each in fits), Counter())
            rounds, volunteers = frozenset(each[0] for each in fits), sum(each[3] for each in fits)
            yield Row(text, rounds, people, volunteers, addresses)
        thief.close()


def _by_label(rows: list[Row]) -> float:
    """Guess the likeliest volunteer of the likeliest input: the worst case, not the mean."""
    return max(max(row.people.values()) / row.volunteers for row in rows)


def _by_order(rows: list[Row], truth: dict[str, Said]) -> float:
    """Take the rows as they lie: the first of a label's inputs are guessed to be the first volunteer's."""
    right = 0
    for label in {row.rounds for row in rows}:
        same = [row for row in rows if row.rounds == label]
        people = list(same[0].people.elements())
        for at, row in enumerate(same):
            right += truth[row.text].author == people[at * len(people) // len(same)]
    return right / len(rows)


def _by_neighbours(folder: Path, rows: list[Row], truth: dict[str, Said]) -> float:
    """Look for a round's id near the words anywhere in the files; it would leave that round's volunteers."""
    everything = b"".join(
        file.read_bytes() for file in folder.rglob("*") if file.is_file() and file.name != "key"
    )
    found = 0
    for row in rows:
        wanted = bytes.fromhex(truth[row.text].round_id)
        plain = truth[row.text].round_id.encode()
        at = everything.find(row.text.encode())
        while at >= 0:
            around = everything[max(0, at - NEAR_BYTES) : at + len(row.text.encode()) + NEAR_BYTES]
            if wanted in around or plain in around:
                found += 1
                break
            at = everything.find(row.text.encode(), at + 1)
    return found / len(rows)


def _by_log(log: str, truth: dict[str, Said]) -> float:
    """Look for words or a round's id in the lines of the access log that tell of notes."""
    lines = [line for line in log.splitlines() if "/walk/notes" in line]
    if not lines:
        raise RuntimeError("the access log is empty, so nothing was attacked")
    rounds = {str(UUID(said.round_id)) for said in truth.values()}
    told = [line for line in lines if any(key in line for key in (*truth, *rounds))]
    return len(told) / len(lines)


def _smallest_cell() -> int:
    """Ask the reading room everything, and what lies between every two answers; then what others are told."""
    from itertools import permutations, product  # noqa: PLC0415 - beside its only use

    from app.db import open_session  # noqa: PLC0415 - after the settings are in place
    from app.programme.forms import InputFilter  # noqa: PLC0415 - as above
    from app.programme.heard import heard, heard_in  # noqa: PLC0415 - as above
    from app.programme.reading import Room, district_choices, period_choices, theme_choices  # noqa: PLC0415 - as above

    with open_session(writes=False) as session:
        room = Room(session)
        told = [line.at_least for line in heard(session).themes]
        walked = {cell.district_id for cell in room.counts if cell.district_id}
        told += [line.at_least for each in heard_in(session, walked) for line in each.themes]
        districts = ["", *(choice.value for choice in district_choices(room))]
        themes = ["", *(choice.value for choice in theme_choices(room))]
        periods = ["", *(choice.value for choice in period_choices(room))]
        answers = {
            frozenset(room.visible(InputFilter(district=district, theme=theme, period=period)))
            for district, theme, period in product(districts, themes, periods)
        }
    between = {one - other for one, other in permutations(answers, 2)}
    sizes = {sum(room.counts[cell] for cell in cells) for cells in answers | between}
    return min(size for size in {*sizes, *told} if size)


if __name__ == "__main__":
    main()
