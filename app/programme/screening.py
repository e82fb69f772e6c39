"""Finds persons, numbers and addresses in a note; the rules are those of walk/screening.js."""

import json
import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from pydantic import BaseModel

from app.web import APP

RULES_FILE = APP / "static" / "rules" / "screening.json"
BLOCK, WARN = "block", "warn"
# Invisible characters would let a number or a name slip through; odd spaces and digits likewise.
INVISIBLE = re.compile(
    "[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]"
)
SPACES = re.compile("[\t\u00a0\u2000-\u200a\u202f\u205f\u3000]")
HYPHENS = re.compile("[\u2010\u2011\u2012\u2212]")
OTHER_DIGITS = {zero + n: str(n) for zero in (0x0660, 0x06F0, 0x0966, 0xFF10) for n in range(10)}
SENTENCE_END = re.compile(r"[.!?\n]")
BEFORE_SENTENCE = re.compile(r"(?:^|[.!?:\n])[ \n\"'«»“”(•–-]*$")
LONGEST_ABBREVIATION = 6


class PatternRule(BaseModel):
    kind: str
    pattern: str
    check: str | None


class Rules(BaseModel):
    """The rule file; the words are facts about Norwegian, not data about anybody."""

    letters: str
    general: dict[str, str]
    patterns: list[PatternRule]
    house_number: str
    street_ending: list[list[str]]
    street_word: str
    first_names: list[str]
    last_names: list[str]
    also_words: list[str]
    known_words: list[str]
    place_endings: list[str]
    health_words: list[str]
    health_stems: list[str]
    person_words: list[str]


@dataclass(frozen=True)
class Hit:
    """Something that must go («block») or be thought about («warn»), with what to say instead."""

    kind: str
    level: str
    start: int
    end: int
    text: str
    general: str


@dataclass(frozen=True)
class Place:
    """What is known about where a note comes from: the district's streets, and words that are place names."""

    streets: tuple[str, ...] = ()
    words: tuple[str, ...] = ()


@dataclass(frozen=True)
class Piece:
    """A part of a note as shown: plain, or a hit to be marked."""

    text: str
    hit: Hit | None = None


@lru_cache
def rules() -> Rules:
    """Read the rule file once."""
    return Rules.model_validate(json.loads(RULES_FILE.read_text("utf-8")))


def clean(text: str) -> str:
    """Bring a text to the one form that is screened and stored: NFC, plain spaces and digits, none unseen."""
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    text = HYPHENS.sub("-", SPACES.sub(" ", INVISIBLE.sub("", text)))
    return text.translate(OTHER_DIGITS).strip()


def screen(text: str, place: Place = Place()) -> list[Hit]:
    """Find what should not be in a note; `text` must be `clean`. Hits do not overlap and come in order."""
    names = _names(text, place)
    found = [*_numbers(text), *_addresses(text, place.streets), *names, *_health(text, names)]
    kept: list[Hit] = []
    for hit in sorted(found, key=lambda h: (h.level != BLOCK, h.start - h.end, h.start)):
        if all(hit.end <= other.start or other.end <= hit.start for other in kept):
            kept.append(hit)
    return sorted(kept, key=lambda hit: hit.start)


def is_blocked(hits: Iterable[Hit]) -> bool:
    """Tell whether something in the note must go before it may be shown or kept."""
    return any(hit.level == BLOCK for hit in hits)


def pieces(text: str, hits: Sequence[Hit]) -> list[Piece]:
    """Cut a text at its hits, for showing them marked."""
    cut, at = [], 0
    for hit in hits:
        cut += [Piece(text[at : hit.start]), Piece(hit.text, hit)]
        at = hit.end
    return [piece for piece in [*cut, Piece(text[at:])] if piece.text]


def generalised(text: str, hits: Sequence[Hit], *, only: str | None = None) -> str:
    """Say it in general: every hit (or those of level `only`) replaced by words that point at nobody."""
    return "".join(
        p.hit.general if p.hit and only in (None, p.hit.level) else p.text for p in pieces(text, hits)
    )


def _hit(kind: str, level: str, text: str, span: tuple[int, int]) -> Hit:
    start, end = span
    return Hit(kind, level, start, end, text[start:end], rules().general[kind])


@lru_cache
def _pattern(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern.replace("{L}", rules().letters), re.IGNORECASE)


def _numbers(text: str) -> list[Hit]:
    return [
        _hit(rule.kind, BLOCK, text, match.span())
        for rule in rules().patterns
        for match in _pattern(rule.pattern).finditer(text)
        if rule.check is None or CHECKS[rule.check]("".join(re.findall("[0-9]", match[0])))
    ]


def _date_shaped(digits: str) -> bool:
    """Tell whether eleven digits begin like a birth date.

    D-numbers add 40 to the day, H-numbers 40 and test numbers 80 to the month.
    """
    day, month = int(digits[:2]), int(digits[2:4])
    return 1 <= day % 40 <= 31 and day < 72 and 1 <= month % 40 <= 12


def _not_years(digits: str) -> bool:
    first, second = int(digits[-8:-4]), int(digits[-4:])
    return not (1800 <= first <= 2199 and 1800 <= second <= 2199)


CHECKS: dict[str, Callable[[str], bool]] = {
    "date_shaped": _date_shaped,
    "not_date_shaped": lambda digits: not _date_shaped(digits),
    "not_years": _not_years,
}


def _addresses(text: str, streets: tuple[str, ...]) -> list[Hit]:
    found = [_hit("address", BLOCK, text, match.span()) for match in _street_word().finditer(text)]
    if streets:
        found += [_hit("address", BLOCK, text, m.span()) for m in _streets(streets).finditer(text)]
    return found


@lru_cache
def _street_word() -> re.Pattern[str]:
    """Compile «a capitalised word that ends like a street, and a number»; case matters here."""
    return re.compile((rules().street_word + rules().house_number).replace("{L}", rules().letters))


@lru_cache(maxsize=64)
def _streets(streets: tuple[str, ...]) -> re.Pattern[str]:
    """Compile the district's own streets, however their endings are written, followed by a number."""
    written = "|".join(_street(name) for name in _longest_first(streets))
    return _pattern("(?<![{L}])(?:" + written + ")" + rules().house_number)


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


@dataclass(frozen=True)
class _Lists:
    names: frozenset[str]
    also_words: frozenset[str]
    known: frozenset[str]
    place_endings: tuple[str, ...]
    health: frozenset[str]
    stems: tuple[str, ...]
    persons: frozenset[str]


@lru_cache
def _lists() -> _Lists:
    file = rules()
    lower = frozenset(name.lower() for name in file.first_names + file.last_names)
    return _Lists(
        names=lower,
        also_words=frozenset(word.lower() for word in file.also_words),
        known=frozenset(word.lower() for word in file.known_words),
        place_endings=tuple(file.place_endings),
        health=frozenset(file.health_words),
        stems=tuple(file.health_stems),
        persons=frozenset(file.person_words),
    )


@lru_cache
def _word() -> re.Pattern[str]:
    return re.compile("[{L}]+(?:['’-][{L}]+)*".replace("{L}", rules().letters))


def _names(text: str, place: Place) -> list[Hit]:
    """Find known names in any case, and capitalised words inside a sentence that are not known words.

    Names next to each other («Kari Nordmann») become one hit; a street's or district's name is none.
    """
    mentioned = [m.span() for m in _mentions(place).finditer(text)] if place != Place() else []
    hits: list[Hit] = []
    for match in _word().finditer(text):
        start, end = match.span()
        if any(a <= start < b for a, b in mentioned) or not _is_name(text, match):
            continue
        if hits and text[hits[-1].end : start] in {" ", "-"}:
            start = hits.pop().start
        hits.append(_hit("name", WARN, text, (start, end)))
    return hits


@lru_cache(maxsize=64)
def _mentions(place: Place) -> re.Pattern[str]:
    written = "|".join(_street(name) for name in _longest_first(place.streets + place.words))
    return _pattern("(?<![{L}])(?:" + written + ")")


def _is_name(text: str, match: re.Match[str]) -> bool:
    word, lists = match[0], _lists()
    lower = word.lower()
    parts = re.split("['’-]", lower)
    listed = any(_listed(part, lists.names) for part in parts)
    also_word = any(_listed(part, lists.also_words) for part in parts)
    if word[0] == lower[0]:
        return listed and not also_word and lower not in lists.known
    if BEFORE_SENTENCE.search(text[max(0, match.start() - 20) : match.start()]):
        return listed and (not also_word or _before_capital(text, match.end()))
    shouted = word == word.upper() and len(word) <= LONGEST_ABBREVIATION
    return listed or not (shouted or _listed(lower, lists.known) or lower.endswith(lists.place_endings))


def _listed(word: str, words: frozenset[str]) -> bool:
    """Tell whether a word stands in a list, also in the genitive."""
    return word in words or (word.endswith("s") and len(word) > 3 and word[:-1] in words)


def _before_capital(text: str, end: int) -> bool:
    """Tell whether the next word is capitalised: «Dag Hansen», but not «Dag etter dag»."""
    following = text[end + 1 : end + 2]
    return text[end : end + 1] == " " and following != following.lower()


def _health(text: str, names: Sequence[Hit]) -> list[Hit]:
    """Find health words in a sentence that also has a person in it."""
    hits: list[Hit] = []
    at = 0
    for part in SENTENCE_END.split(text):
        words = [(m, m[0].lower()) for m in _word().finditer(text, at, at + len(part))]
        named = any(at <= name.start < at + len(part) for name in names)
        if named or any(lower in _lists().persons for _match, lower in words):
            hits += [_hit("health", WARN, text, m.span()) for m, lower in words if _is_health(lower)]
        at += len(part) + 1
    return hits


def _is_health(word: str) -> bool:
    return word in _lists().health or word.startswith(_lists().stems)
