"""Every text has an English one, with the same holes to fill."""

import re
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po

from app.language import translations

ROOT = Path(__file__).parent.parent.parent
KEYWORDS = {"_": None, "N_": None, "gettext": None, "ngettext": (1, 2), "plural": (1, 2)}
HOLE = re.compile(r"\{\w*\}|%\(\w+\)[sd]")
EDGES = re.compile(r"\A\s+|\s+\Z")


@pytest.fixture(scope="module")
def english() -> Catalog:
    with (ROOT / "app/locale/en/LC_MESSAGES/messages.po").open("rb") as file:
        return read_po(file, locale="en")


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


def test_every_text_has_an_english_one(english: Catalog, messages: set[str]) -> None:
    missing = sorted(m for m in messages if not all(text for _, text in forms(english, m) or [("", "")]))

    assert len(messages) > 50
    assert missing == []


def test_translations_have_the_same_holes(english: Catalog, messages: set[str]) -> None:
    different = [
        text
        for message in sorted(messages)
        for form, text in forms(english, message)
        if sorted(HOLE.findall(text)) != sorted(HOLE.findall(form))
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
