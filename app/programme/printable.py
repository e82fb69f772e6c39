"""Words instead of signs that no font can draw: a tagged PDF must have a glyph for everything it says."""

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass, replace
from typing import Any

from app.language import _
from app.programme.screening import clean

COMMON_SCRIPTS = {"LATIN", "GREEK", "CYRILLIC", "HEBREW", "ARABIC"}
JOINERS = "\u200d\ufe0e\ufe0f\u20e3"
LAST_LATIN = "\u024f"
PUNCTUATION = "–—‘’“”„…•"

Draws = Callable[[str], bool]


def cleaned(value: Any) -> Any:
    """Clean every text in a document: Word's files cannot hold control characters, wherever one came in."""
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, list):
        return [cleaned(each) for each in value]
    if isinstance(value, dict):
        return {key: cleaned(each) for key, each in value.items()}
    if not is_dataclass(value) or isinstance(value, type):
        return value
    return replace(value, **{field.name: cleaned(getattr(value, field.name)) for field in fields(value)})


def has_common_font(sign: str) -> bool:
    """Tell whether usual fonts draw it: no emoji, and no script that needs a font of its own."""
    if sign in JOINERS or unicodedata.category(sign) in {"So", "Sk", "Cn", "Co", "Cs"}:
        return sign <= LAST_LATIN
    is_letter = unicodedata.category(sign)[0] in "LM"
    return not is_letter or unicodedata.name(sign, "").partition(" ")[0] in COMMON_SCRIPTS | {"COMBINING"}


def is_latin(sign: str) -> bool:
    """Tell whether the font that is always there draws it."""
    return sign <= LAST_LATIN or sign in PUNCTUATION


def attempts(data: Any) -> Iterator[Any]:
    """Give a document's data as it is, then with ever more signs named instead of printed."""
    yield data
    for draws in (has_common_font, is_latin):
        named = _named(data, draws)
        yield named | {"limits": [*named["limits"], _said()]}


def _said() -> str:
    return _(
        "Noen tegn kan ikke trykkes her og står som «(emoji)» eller «(annen skrift)». I Word-fila står de "
        "som de er."
    )


def _named(data: Any, draws: Draws) -> Any:
    if isinstance(data, dict):
        return {key: _named(value, draws) for key, value in data.items()}
    if isinstance(data, list):
        return [_named(value, draws) for value in data]
    return _without(data, draws) if isinstance(data, str) else data


def _without(text: str, draws: Draws) -> str:
    """Put a word in brackets for each run of signs that cannot be drawn."""
    missing = {sign for sign in text if not draws(sign)}
    if not missing:
        return text
    run = re.compile(f"[{re.escape(''.join(sorted(missing)))}]+")
    return run.sub(lambda found: _word(found.group()), text)


def _word(run: str) -> str:
    letters = any(unicodedata.category(sign)[0] == "L" for sign in run)
    return _("(annen skrift)") if letters else _("(emoji)")
