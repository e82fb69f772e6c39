"""Finds released input by its words, in whatever form they stand: «busser» finds «bussen».

An index of stems in a table of its own, the same on every database (docs/decisions/0013). Only released
input is in it, and a deleted input's stems go with it.
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

import snowballstemmer
from sqlalchemy import ColumnElement
from sqlmodel import Session, and_, col, or_, select

from app.db import engine
from app.programme.models import Input, InputStem

WORD = re.compile(r"[^\W_]+")
LONGEST = 40
LAST_SIGN = "\U0010ffff"
STEMMER_CACHE = 50_000


def index_input(session: Session, rows: Iterable[Input]) -> None:
    """Put input that was just released in the index."""
    session.add_all(InputStem(stem=stem, input_id=row.id) for row in rows for stem in stems(row.text))
    session.flush()


def index_missing(session: Session) -> None:
    """Index what was released before there was an index; run daily, safe to repeat."""
    known = select(InputStem.input_id)
    index_input(session, session.exec(select(Input).where(col(Input.id).not_in(known))))


def having(text: str) -> list[ColumnElement[bool]]:
    """Give the conditions of input that has every word of `text`; the last may be only begun."""
    *whole, last = _words(text) or [""]
    conditions = [*(col(InputStem.stem) == _stem(word) for word in whole), _begins(last)]
    return [col(Input.id).in_(select(InputStem.input_id).where(each)) for each in conditions]


def stems(text: str) -> set[str]:
    """Give the stems of a text's words."""
    return set(stem_list(text))


def stem_list(text: str) -> list[str]:
    """Give the stem of each word of a text, in its order."""
    return [_stem(word) for word in _words(text)]


def _begins(word: str) -> ColumnElement[bool]:
    """Match the word in any form, and what begins like it.

    SQLite's LIKE reads the whole index, a range only what it needs: 30 ms against 1 with 300,000 stems.
    PostgreSQL sorts letters by the language, so a range would miss some there.
    """
    stem = col(InputStem.stem)
    if engine().dialect.name == "sqlite":
        return or_(stem == _stem(word), and_(stem >= word, stem < word + LAST_SIGN))
    return or_(stem == _stem(word), stem.startswith(word, autoescape=True))


def _words(text: str) -> list[str]:
    return [word[:LONGEST] for word in WORD.findall(unicodedata.normalize("NFC", text).lower())]


@lru_cache(maxsize=STEMMER_CACHE)
def _stem(word: str) -> str:
    return str(snowballstemmer.stemmer("norwegian").stemWord(word))
