"""Screening: what must be found, what must be left alone, and that phone and server agree."""

import json
import random
from pathlib import Path
from typing import TypedDict

import pytest
from phone_screening import Verdict, phone_verdicts

from app.programme.screening import Place, clean, generalised, is_blocked, pieces, screen
from app.programme.screening_rules import rules
from app.programme.screening_rules import words as lists

HERE = Path(__file__).parent


class Cases(TypedDict):
    """The shared case file: texts with the hits that they must give."""

    place: dict[str, list[str]]
    cases: list[tuple[str, list[list[str]]]]


CASES: Cases = json.loads((HERE / "screening_cases.json").read_text("utf-8"))
PLACE = Place(tuple(CASES["place"]["streets"]), tuple(CASES["place"]["words"]))


def on_the_server(text: str) -> Verdict:
    cleaned = clean(text)
    return {
        "cleaned": cleaned,
        "hits": [[h.kind, h.level, h.text, h.general] for h in screen(cleaned, PLACE)],
    }


def on_the_phone(texts: list[str]) -> list[Verdict]:
    return phone_verdicts(texts, PLACE)


@pytest.mark.parametrize(("text", "wanted"), CASES["cases"], ids=lambda value: str(value)[:40])
def test_a_note_gives_these_hits(text: str, wanted: list[list[str]]) -> None:
    assert [[hit.kind, hit.text] for hit in screen(clean(text), PLACE)] == wanted


def test_phone_and_server_give_the_same_verdict_on_every_case() -> None:
    texts = [text for text, _wanted in CASES["cases"]]

    assert on_the_phone(texts) == [on_the_server(text) for text in texts]


def test_phone_and_server_agree_on_two_thousand_mixed_notes() -> None:
    chance = random.Random(7)  # noqa: S311 - the same notes every time, nothing secret
    words = " ".join(text for text, _wanted in CASES["cases"]).split()
    words += [word.title() for word in sorted(lists().names)[::7]] + sorted(lists().names & lists().common)
    words += [*sorted(lists().known), *sorted(rules().health_words), *sorted(rules().person_words)]
    words += [
        "12",
        "3B",
        "98",
        "2026",
        "+47",
        "–",
        "\u00a0",
        "\u00ad",
        "İ",
        "ǅ",
        "🙂",
        "a\u0301",
        "ﬀ",
        "\u2011",
        "«",
        "'s",
    ]
    joins = [" ", " ", " ", ". ", ", ", "-", "\n", "  ", "! "]
    texts = [
        "".join(chance.choice(words) + chance.choice(joins) for _n in range(chance.randint(1, 14)))
        for _text in range(2000)
    ]

    phone = on_the_phone(texts)

    different = [
        (mine, theirs)
        for mine, theirs in zip(map(on_the_server, texts), phone, strict=True)
        if mine != theirs
    ]
    assert different == []


def test_numbers_and_addresses_block_and_names_only_warn() -> None:
    assert is_blocked(screen("Ring 98765432"))
    assert not is_blocked(screen("Kari har kreft"))


def test_generalising_leaves_nothing_that_blocks() -> None:
    for text, _wanted in CASES["cases"]:
        cleaned = clean(text)
        general = generalised(cleaned, screen(cleaned, PLACE))
        assert not is_blocked(screen(general, PLACE)), general


@pytest.mark.parametrize(
    ("said", "instead"),
    [
        ("Bor i Elvegata 3", "Bor i dette området"),
        ("Elvegata 3 er mørk", "her i området er mørk"),
        ("Fukt i leilighet 302", "Fukt i dette bygget"),
        ("Ser fra Elvegata 3, og i Elvegata tolv", "Ser fra dette området, og i dette området"),
    ],
)
def test_what_is_offered_instead_fits_the_sentence(said: str, instead: str) -> None:
    assert generalised(said, screen(said, PLACE)) == instead


def test_pieces_are_the_whole_text_in_order() -> None:
    text = "Kari i Elvegata 3 vil ha lys"

    assert "".join(piece.text for piece in pieces(text, screen(text, PLACE))) == text
