"""Every text is there in English and nynorsk too, with the same holes to fill."""

import re
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po
from fastapi.testclient import TestClient

from app.language import spaced, translations

ROOT = Path(__file__).parent.parent.parent
KEYWORDS = {"_": None, "N_": None, "gettext": None, "ngettext": (1, 2), "plural": (1, 2)}
HOLE = re.compile(r"\{\w*\}|%\(\w+\)[sd]")
EDGES = re.compile(r"\A\s+|\s+\Z")


@pytest.fixture(scope="module")
def english() -> Catalog:
    with (ROOT / "app/locale/en/LC_MESSAGES/messages.po").open("rb") as file:
        return read_po(file, locale="en")


@pytest.fixture(scope="module")
def nynorsk() -> Catalog:
    with (ROOT / "app/locale/nn/LC_MESSAGES/messages.po").open("rb") as file:
        return read_po(file, locale="nn")


@pytest.fixture(scope="module")
def messages() -> set[str]:
    with (ROOT / "babel.cfg").open() as file:
        methods, options = parse_mapping_cfg(file)  # type: ignore[no-untyped-call]  # Babel gives it no types
    found = [
        item
        for room in ("app", "geodata")
        for item in extract_from_dir(ROOT / room, methods, options, KEYWORDS)
    ]
    ids = {item[2] if isinstance(item[2], str) else item[2][0] for item in found if item[2]}
    return ids - {""}


def forms(catalogue: Catalog, message: str) -> list[tuple[str, str]]:
    """Pair each form of a message, one or many, with its English."""
    entry = catalogue.get(message)
    if entry is None:
        return []
    ids = [entry.id] if isinstance(entry.id, str) else list(entry.id)
    texts = [entry.string] if isinstance(entry.string, str) else list(entry.string or [])
    return list(zip(ids, texts, strict=True))


@pytest.mark.parametrize("language", ["english", "nynorsk"])
def test_every_text_is_there_in_both_other_languages(
    request: pytest.FixtureRequest, language: str, messages: set[str]
) -> None:
    catalogue = request.getfixturevalue(language)
    missing = sorted(m for m in messages if not all(text for _, text in forms(catalogue, m) or [("", "")]))

    assert len(messages) > 50
    assert missing == []


def test_translations_have_the_same_holes(english: Catalog, nynorsk: Catalog, messages: set[str]) -> None:
    different = [
        text
        for message in sorted(messages)
        for form, text in forms(english, message) + forms(nynorsk, message)
        if text and sorted(HOLE.findall(text)) != sorted(HOLE.findall(form))
    ]

    assert different == []


def test_translations_begin_and_end_with_the_same_space(english: Catalog, messages: set[str]) -> None:
    different = [
        text
        for message in sorted(messages)
        for form, text in forms(english, message)
        if EDGES.findall(text) != EDGES.findall(form)
    ]

    assert different == []


def test_the_compiled_catalogue_answers_in_english() -> None:
    assert translations("en").gettext("Dører vi har nådd") == "Doors we have reached"
    assert translations("nb").gettext("Dører vi har nådd") == "Dører vi har nådd"


def test_what_nobody_has_translated_falls_back_to_bokmaal() -> None:
    for language in ("en", "nn"):
        assert translations(language).gettext("En tekst uten make") == "En tekst uten make"
    assert translations("nn").gettext("Ingen hjemme") == "Ingen heime"


def test_a_browser_that_asks_for_nynorsk_gets_it_and_the_chooser_shows_it(visitor: TestClient) -> None:
    for wanted, says in (
        ("nn-NO,nb;q=0.8", "Kva skjedde?"),
        ("nb-NO", "Hva skjedde?"),
        ("sv", "Hva skjedde?"),
    ):
        answer = visitor.get("/walk", headers={"Accept-Language": wanted})
        assert says in answer.text
    assert '<html lang="nn"' in visitor.get("/", headers={"Accept-Language": "nn"}).text
    assert "Nynorsk" in visitor.get("/").text
    assert visitor.post("/language", data={"code": "nn", "back": "/walk"}).status_code == 303


@pytest.mark.parametrize(
    ("number", "read"),
    [
        ("+4741210074", "41 21 00 74"),
        ("+46701740605", "+46701740605"),
        ("kari@example.org", "kari@example.org"),
    ],
)
def test_a_norwegian_number_is_written_in_pairs_and_another_as_it_is(number: str, read: str) -> None:
    assert spaced(number) == read
