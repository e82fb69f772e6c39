"""Measure the screening of notes: what it finds, what it stops for nothing, and how long a phone thinks.

    python -m bench.screening [--quick] [--notes N] [--seed S] [--show KIND]

Makes seeded notes (`screening_notes`), screens each in Python and with the phone's JavaScript, and refuses to
give a figure when the two differ. Times some on a slow phone (`screening_phone`).

Writes bench/results/screening.json and screening_detail.json.
"""

import argparse
import json
import statistics
import subprocess
import sys
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypedDict

from app.programme.screening import Hit, Place, clean, screen
from app.programme.screening_rules import words
from bench.screening_notes import SHARES, Corpus, MadeNote
from bench.screening_phone import SLOWER, on_a_slow_phone

RESULTS = Path(__file__).parent / "results"
SCRIPT = Path(__file__).parent / "screening.mjs"
NODE = Path(sys.executable).parent / "node"
ON_A_PHONE = 2000
"""So many of the notes are also timed on a throttled phone."""
GOALS = {
    "national_id": 1.0, "account": 1.0, "email": 0.995, "phone": 0.995, "address": 0.98, "name_cased": 0.99,
    "name_lower": 0.8,
}  # fmt: skip
MUST_BLOCK = {"national_id", "account", "email", "phone", "address"}


class Facts(TypedDict):
    """What the results file holds, shares from 0 to 1."""

    notes: int
    recall: dict[str, float]
    false_blocks: float
    ms_per_note: float


class Detail(TypedDict):
    """What stands beside it."""

    slowest_note_ms: float
    one_in_a_hundred_ms: float
    ready_ms: float
    names_not_in_the_screeners_lists: dict[str, dict[str, float]]
    harmless_by_language: dict[str, float]
    harmless_stopped_hard: float


@dataclass(frozen=True)
class Screened:
    """A note with what was found in it."""

    note: MadeNote
    hits: Sequence[Hit]

    @property
    def found(self) -> bool:
        """Tell whether all of the secret is covered, by hits that block where they must."""
        text, secret = clean(self.note.text), clean(self.note.secret)
        start = text.index(secret)
        hits = [hit for hit in self.hits if hit.level == "block" or self.note.kind not in MUST_BLOCK]
        covered = {at for hit in hits for at in range(hit.start, hit.end)}
        return all(at in covered for at, c in enumerate(secret, start) if c.isalnum())


class DifferentVerdictsError(RuntimeError):
    """The phone and the server do not agree on a note, so no figure would mean anything."""


def main() -> None:
    """Measure, print and write."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--quick", action="store_true", help="5,000 notes instead of 20,000")
    parser.add_argument("--notes", type=int, default=0)
    parser.add_argument("--seed", type=int, default=2027)
    parser.add_argument("--show", default="", help="print the notes of this kind that went wrong")
    asked = parser.parse_args()
    corpus = Corpus(asked.seed)
    notes = list(corpus.notes(asked.notes or (5_000 if asked.quick else 20_000)))
    place = Place(tuple(corpus.known_streets), ("Øvingsbyen", "Trondheim"))
    screened = [Screened(note, screen(clean(note.text), place)) for note in notes]
    _compare_with_the_phone(screened, place)
    milliseconds, ready_ms = on_a_slow_phone([note.text for note in notes[:ON_A_PHONE]], place)
    facts: Facts = {
        "notes": len(notes),
        "recall": {kind: _share(screened, kind) for kind in SHARES},
        "false_blocks": round(1 - _share(screened, "harmless"), 4),
        "ms_per_note": round(statistics.fmean(milliseconds), 3),
    }
    detail: Detail = {
        "slowest_note_ms": round(max(milliseconds), 2),
        "one_in_a_hundred_ms": round(statistics.quantiles(milliseconds, n=100)[-1], 2),
        "ready_ms": round(ready_ms, 1),
        "names_not_in_the_screeners_lists": _unlisted(screened),
        "harmless_by_language": _by_language(screened),
        "harmless_stopped_hard": round(_stopped_hard(screened), 4),
    }
    _report(facts, detail)
    if asked.show:
        _show(screened, asked.show)


def _compare_with_the_phone(screened: Sequence[Screened], place: Place) -> None:
    asked = {
        "texts": [each.note.text for each in screened],
        "place": {"streets": place.streets, "words": place.words},
    }
    ran = subprocess.run([NODE, SCRIPT], input=json.dumps(asked), capture_output=True, text=True, check=True)
    answer = json.loads(ran.stdout)
    for each, theirs in zip(screened, answer["hits"], strict=True):
        if [[hit.kind, hit.level, hit.text] for hit in each.hits] != theirs:
            raise DifferentVerdictsError(f"{each.note.text!r}: {each.hits} here, {theirs} on the phone")


def _right(each: Screened) -> bool:
    return each.found if each.note.secret else not each.hits


def _share(screened: Sequence[Screened], kind: str) -> float:
    of_kind = [each for each in screened if each.note.kind == kind]
    return round(sum(map(_right, of_kind)) / len(of_kind), 4)


def _unlisted(screened: Sequence[Screened]) -> dict[str, dict[str, float]]:
    """Give the recall of names of which no part stands in the screener's lists."""
    found: dict[str, dict[str, float]] = {}
    for kind in ("name_cased", "name_lower"):
        of_kind = [each for each in screened if each.note.kind == kind]
        strange = [each for each in of_kind if words().names.isdisjoint(each.note.secret.lower().split())]
        found[kind] = {
            "share_of_notes": round(len(strange) / len(of_kind), 4),
            "recall": round(sum(map(_right, strange)) / max(1, len(strange)), 4),
        }
    return found


def _by_language(screened: Sequence[Screened]) -> dict[str, float]:
    by: dict[str, list[bool]] = defaultdict(list)
    for each in screened:
        if each.note.kind == "harmless":
            by[each.note.language].append(not _right(each))
    return {language: round(statistics.fmean(wrong), 4) for language, wrong in sorted(by.items())}


def _stopped_hard(screened: Sequence[Screened]) -> float:
    harmless = [each for each in screened if each.note.kind == "harmless"]
    return sum(any(hit.level == "block" for hit in each.hits) for each in harmless) / len(harmless)


def _report(facts: Facts, detail: Detail) -> None:
    for kind, share in facts["recall"].items():
        print(f"{kind:<14} {share:>8.2%}   goal {GOALS[kind]:.1%}")
    print(f"false blocks   {facts['false_blocks']:>8.2%}   goal 10.0% (any hit at all in a harmless note)")
    for language, share in detail["harmless_by_language"].items():
        print(f"  in {language:<10} {share:>8.2%}   goal 10.0%")
    print(f"ms a note      {facts['ms_per_note']:>8}   goal 30 (mean, a processor {SLOWER} times slower)")
    print(json.dumps(detail, ensure_ascii=False, indent=1))
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / "screening.json").write_text(json.dumps(facts, indent=1))
    (RESULTS / "screening_detail.json").write_text(json.dumps(detail, indent=1))


def _show(screened: Sequence[Screened], kind: str) -> None:
    for each in screened:
        if each.note.kind == kind and not _right(each):
            print(
                repr(each.note.text), "→", [hit.text for hit in each.hits], "wanted", repr(each.note.secret)
            )


if __name__ == "__main__":
    main()
