"""Every text has an English one, with the same holes to fill."""

import re
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po

ROOT = Path(__file__).parent.parent.parent
KEYWORDS = {"_": None, "N_": None, "gettext": None, "ngettext": (1, 2), "plural": (1, 2)}
HOLE = re.compile(r"\{\w*\}|%\(\w+\)[sd]")


@pytest.fixture(scope="module")
def english() -> Catalog:
    with (ROOT / "app/locale/en/LC_MESSAGES/messages.po").open("rb") as file:
        return read_po(file, locale="en")


@pytest.fixture(scope="module")
def messages() -> set[str]:
    with (ROOT / "babel.cfg").open() as file:
        methods, options = parse_mapping_cfg(file)  # type: ignore[no-untyped-call]  # Babel gives it no types
    found = extract_from_dir(ROOT / "app", methods, options, KEYWORDS)
    ids = {item[2] if isinstance(item[2], str) else item[2][0] for item in found if item[2]}
    return ids - {""}


def translation(catalogue: Catalog, message: str) -> list[str]:
    entry = catalogue.get(message)
    if entry is None or not entry.string:
        return []
    return [entry.string] if isinstance(entry.string, str) else list(entry.string)


def test_every_text_has_an_english_one(english: Catalog, messages: set[str]) -> None:
    missing = sorted(m for m in messages if not all(translation(english, m) or [""]))

    assert len(messages) > 50
    assert missing == []


def test_translations_have_the_same_holes(english: Catalog, messages: set[str]) -> None:
    different = [
        message
        for message in sorted(messages)
        for text in translation(english, message)
        if "%(num)" not in message and set(HOLE.findall(text)) != set(HOLE.findall(message))
    ]

    assert different == []
