"""The screening's rules and words, read once from the two files that the phone reads too."""

import json
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache

from pydantic import BaseModel

from app.web import APP

RULES_FOLDER = APP / "static" / "rules"
MONTHS, DAYS = 12, 31
NO_DIGIT = re.compile("[^0-9]")
FIRST_WORD = re.compile("[^ ,0-9]+")
YEARS_OR_DATE = re.compile(
    "(?:19|20)[0-9]{2} ?[-–/ ] ?(?:19|20)[0-9]{2}"
    "|[0-3]?[0-9] ?[./-] ?[01]?[0-9] ?[./-] ?(?:19|20)[0-9]{2}"
    "|(?:19|20)[0-9]{2}[./-][01][0-9][./-][0-3][0-9]"
)


class PatternRule(BaseModel):
    """A pattern; `case`: capitals matter; `check` names one of `CHECKS` that its digits must pass."""

    kind: str
    pattern: str
    check: str | None
    case: bool
    level: str


class Rules(BaseModel):
    """The rule file, without the long lists of words."""

    letters: str
    separator: str
    house_number: str
    units: str
    general: dict[str, str]
    general_after: dict[str, str]
    patterns: list[PatternRule]
    street_ending: list[list[str]]
    place_endings: list[str]
    surname_endings: list[str]
    meeting_words: frozenset[str]
    relation_words: frozenset[str]
    naming_words: frozenset[str]
    saying_words: frozenset[str]
    health_words: frozenset[str]
    health_stems: list[str]
    person_words: frozenset[str]


@dataclass(frozen=True)
class Words:
    """The long lists, in lower case; facts about Norwegian, not data about anybody."""

    names: frozenset[str]
    common: frozenset[str]
    known: frozenset[str]
    english: frozenset[str]


@lru_cache
def rules() -> Rules:
    """Read the rule file once."""
    return Rules.model_validate(json.loads((RULES_FOLDER / "screening.json").read_text("utf-8")))


@lru_cache
def words() -> Words:
    """Read the word lists once."""
    file = json.loads((RULES_FOLDER / "words.json").read_text("utf-8"))
    lists = ("names", "common_words", "known_words", "english_words")
    return Words(*(frozenset(" ".join(file[key]).split()) for key in lists))


@lru_cache(maxsize=256)
def pattern(text: str, *, case: bool = False) -> re.Pattern[str]:
    """Compile a pattern of the rule file, with its {H}, {U}, {S} and {L} filled in."""
    whole = text.replace("{H}", rules().house_number).replace("{U}", rules().units)
    whole = whole.replace("{S}", rules().separator)
    return re.compile(whole.replace("{L}", rules().letters), 0 if case else re.IGNORECASE)


@lru_cache
def word_pattern() -> re.Pattern[str]:
    """Compile what counts as one word: letters, also joined by an apostrophe or a hyphen."""
    return pattern("[{L}]+(?:['’-][{L}]+)*", case=True)


@lru_cache(maxsize=64)
def any_of(names: tuple[str, ...], tail: str) -> re.Pattern[str]:
    """Compile «one of these streets or places, however its ending is written», followed by `tail`."""
    written = "|".join(_street(name) for name in _longest_first(names))
    return pattern("(?<![{L}])(?:" + written + ")" + tail)


def _longest_first(names: Iterable[str]) -> list[str]:
    return sorted(set(names), key=lambda name: (-len(name), name))


def _street(name: str) -> str:
    lower = name.lower()
    for endings in rules().street_ending:
        ending = next((e for e in endings if lower.endswith(e)), None)
        if ending and len(lower) > len(ending):
            return _literal(lower[: -len(ending)]) + "(?:" + "|".join(_literal(e) for e in endings) + ")"
    return _literal(lower)


def _literal(text: str) -> str:
    return re.sub(r"([.*+?^${}()|\[\]\\/])", r"\\\1", text)


def _date_shaped(found: str) -> bool:
    """Tell whether eleven digits begin like a birth date.

    D-numbers add 40 to the day, H-numbers 40 and test numbers 80 to the month.
    """
    digits = NO_DIGIT.sub("", found)
    day, month = int(digits[:2]), int(digits[2:4])
    return 1 <= day % 40 <= DAYS and day < 72 and 1 <= month % 40 <= MONTHS


def _phone_like(found: str) -> bool:
    """Tell whether eight digits are neither two years, nor a date, nor a round sum."""
    return not (YEARS_OR_DATE.fullmatch(found) or NO_DIGIT.sub("", found).endswith("000"))


def _street_like(found: str) -> bool:
    """Tell whether what stands before the number is no everyday word: «skogen 3» is not an address."""
    word = FIRST_WORD.match(found.lower())
    return word is None or not (word[0] in words().common or word[0] in words().known)


CHECKS: dict[str, Callable[[str], bool]] = {
    "date_shaped": _date_shaped,
    "not_date_shaped": lambda found: not _date_shaped(found),
    "phone_like": _phone_like,
    "street_like": _street_like,
}
